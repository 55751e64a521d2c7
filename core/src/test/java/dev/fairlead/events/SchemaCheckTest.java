package dev.fairlead.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A check says of a record what writing it and reading it back says. */
class SchemaCheckTest {
    private record Part(String id, double score, float[] row) {
        static final Schema<Part> SCHEMA = Schema.of(
                Part.class,
                Field.id("id", "an id"),
                Field.number("score", 0, 1, "a share").optional(),
                Field.floats("row", "a row"));
    }

    private record Whole(String id, List<String> names, double[] numbers, List<Part> parts, Part part, long count) {
        static final Schema<Whole> SCHEMA = Schema.of(
                        Whole.class,
                        Field.id("id", "an id"),
                        Field.ids("names", "ids"),
                        Field.numbers("numbers", 0, 10, "numbers"),
                        Field.objects("parts", Part.SCHEMA, "parts"),
                        Field.object("part", Part.SCHEMA, "one part"),
                        Field.whole("count", 1, 5, "a count").orElse(1))
                .checked(whole -> {
                    if (whole.count > whole.parts.size() + 1) {
                        throw new ContractViolation("count", "more than the parts");
                    }
                });
    }

    private final SplittableRandom random = new SplittableRandom(1);

    private String id() {
        return switch (random.nextInt(40)) {
            case 0 -> "";
            case 1 -> "x".repeat(201);
            case 2 -> "half \uD83D";
            case 3 -> "\uD83D\uDE00";
            default -> "id-" + random.nextInt(9);
        };
    }

    private double number(double high) {
        return random.nextInt(20) == 0 ? -1 : random.nextInt(20) == 0 ? Double.NaN : high * random.nextDouble();
    }

    private Part part() {
        return new Part(id(), number(1), new float[] {1, Float.NaN, Float.POSITIVE_INFINITY});
    }

    private Whole whole() {
        return new Whole(
                id(),
                IntStream.range(0, random.nextInt(4)).mapToObj(_ -> id()).toList(),
                IntStream.range(0, random.nextInt(4))
                        .mapToDouble(_ -> number(10))
                        .toArray(),
                IntStream.range(0, random.nextInt(4)).mapToObj(_ -> part()).toList(),
                part(),
                random.nextInt(40) == 0 ? 9 : 1 + random.nextInt(4));
    }

    private interface Attempt {
        void run() throws ContractViolation;
    }

    private static String said(Attempt attempt) {
        try {
            attempt.run();
            return "";
        } catch (ContractViolation e) {
            return e.field() + ": " + e.reason();
        }
    }

    @Test
    void itSaysWhatWritingAndReadingSays() {
        int refused = 0;
        int taken = 0;
        for (int i = 0; i < 5_000; i++) {
            Whole whole = whole();
            String naive = said(() -> {
                RecordedFields written = new RecordedFields();
                Whole.SCHEMA.write(whole, written);
                Contract in = new Contract(written);
                Whole.SCHEMA.read(in);
                in.refuseUnread();
            });
            String checked = said(() -> Whole.SCHEMA.check(whole));
            assertEquals(naive.isEmpty(), checked.isEmpty(), naive + " or " + checked);
            refused += naive.isEmpty() ? 0 : 1;
            taken += naive.isEmpty() ? 1 : 0;
        }
        assertTrue(refused > 1_000 && taken > 1_000, refused + " refused and " + taken + " taken");
    }

    @Test
    void itNamesThePlace() {
        Part good = new Part("a", 0.5, new float[0]);
        Whole whole =
                new Whole("w", List.of("a"), new double[0], List.of(good, new Part("b", 2, new float[0])), good, 1);
        assertEquals("parts[1].score: 2.0 is outside 0.0 to 1.0", said(() -> Whole.SCHEMA.check(whole)));
        Whole other = new Whole("w", List.of("a", ""), new double[0], List.of(), good, 1);
        assertEquals("names[1]: text of 0 characters; 1 to 200 are allowed", said(() -> Whole.SCHEMA.check(other)));
    }
}
