package dev.fairlead.json;

import dev.fairlead.decide.PlatformEvents;
import dev.fairlead.decide.Query;
import dev.fairlead.decide.QueryType;
import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.EventTypes;
import dev.fairlead.events.Field;
import dev.fairlead.events.Point;
import dev.fairlead.events.RecordedFields;
import dev.fairlead.events.Schema;
import dev.fairlead.market.events.MarketEvents;
import dev.fairlead.ranking.ListQuery;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Random events of every type, by their schemas: they keep their contracts, with unknown fields and awkward text. */
final class RandomEvents {
    private static final String ALPHABET = "aZ09 _-:/\\\"'\t\n\u0000\u001fäß€\u2028漢🦊";

    /** A query with fields of the kinds that no other type of event has. */
    record Asked(String who, Point at, Point from, List<Point> way, double[] amounts, float[] row, boolean urgent, int n)
            implements Query {
        static final QueryType<Asked> TYPE = new QueryType<>(
                "asked",
                Schema.of(
                        Asked.class,
                        Field.id("who", "a unit"),
                        Field.point("at", "where"),
                        Field.point("from", "from where").optional(),
                        Field.points("way", "between"),
                        Field.numbers("amounts", -1e300, 1e300, "some numbers"),
                        Field.floats("row", "some floats"),
                        Field.flag("urgent", "whether it is"),
                        Field.whole("n", 1, 9, "how many").orElse(-1)),
                List.of("who"));

        @Override
        public String unit(String kind) {
            return kind.equals("who") ? who : "";
        }
    }

    static final EventTypes TYPES = EventTypes.of(Stream.concat(
                    MarketEvents.ALL.stream(),
                    PlatformEvents.of(List.of(ListQuery.type("feed"), Asked.TYPE)).stream())
            .toList());

    private final RandomGenerator random;
    private int count;

    RandomEvents(RandomGenerator random) {
        this.random = random;
    }

    Event next(EventType<?> type) throws ContractViolation {
        RecordedFields fields = new RecordedFields();
        fill(type.schema(), fields);
        fields.with("id", "e" + count++ + text());
        Contract in = new Contract(fields);
        Event event = type.schema().read(in);
        in.refuseUnread();
        return event;
    }

    private void fill(Schema<?> schema, RecordedFields fields) {
        for (Field field : schema.flat()) {
            if (field.mandatory() || random.nextInt(3) > 0) {
                fields.with(field.name(), value(field, fields));
            }
        }
        // The one rule between fields of these types that values by themselves do not keep.
        if (schema.type() == ListQuery.class) {
            fields.without("prices");
        }
    }

    private Object value(Field field, RecordedFields beside) {
        return switch (field.kind()) {
            case ID -> id(field.name());
            case TEXT, RAW -> field.mandatory() ? some() : text();
            case VALUE -> Long.toString(random.nextLong(Long.MAX_VALUE)); // a position of the log
            case ZONE -> "Europe/Berlin";
            case TIME -> 1_700_000_000_000L + random.nextInt();
            case NUMBER -> number(field.low(), field.high());
            case WHOLE -> random.nextLong((long) field.low(), (long) field.high());
            case FLAG -> random.nextBoolean();
            case IDS -> texts();
            case NUMBERS -> random.doubles(random.nextInt(4), field.low(), field.high()).map(this::maybe).toArray();
            case FLOATS -> floats();
            case POINT -> degrees(1);
            case POINTS -> degrees(random.nextInt(4));
            case OBJECT -> object(field.schema());
            case OBJECTS -> objects(field);
            case VARIANT -> variant(field, beside);
            case EMBEDDED -> throw new AssertionError("a flat schema has no embedded field");
        };
    }

    private String id(String name) {
        return switch (name) {
            case "currency" -> "EUR";
            case "plan" -> "0123456789abcdef".repeat(4);
            default -> some();
        };
    }

    private RecordedFields object(Schema<?> schema) {
        RecordedFields fields = new RecordedFields();
        fill(schema, fields);
        return fields;
    }

    private List<RecordedFields> objects(Field field) {
        List<RecordedFields> list = new ArrayList<>();
        for (int i = random.nextInt(field.mandatory() ? 1 : 0, 5); i > 0; i--) {
            list.add(object(field.schema()));
        }
        return list;
    }

    private RecordedFields variant(Field field, RecordedFields beside) {
        List<String> names = List.copyOf(new TreeSet<>(field.of().keySet()));
        String name = names.get(random.nextInt(names.size()));
        beside.with(field.by(), name);
        Schema<?> schema = field.of().get(name);
        if (schema == null) {
            throw new AssertionError(name);
        }
        return object(schema);
    }

    /** All doubles are possible where the range is that of the doubles, and round ones elsewhere. */
    private double number(double low, double high) {
        if (high == Double.MAX_VALUE) {
            double value = Double.longBitsToDouble(random.nextLong());
            return Double.isFinite(value) && value >= low ? value : 0;
        }
        return switch (random.nextInt(3)) {
            case 0 -> high;
            case 1 -> Math.max(low, Math.min(high, random.nextInt(1_000)));
            default -> random.nextDouble(low, high);
        };
    }

    private double maybe(double value) {
        return random.nextInt(3) == 0 ? Double.NaN : value;
    }

    private String floats() {
        ByteBuffer bytes =
                ByteBuffer.allocate(Float.BYTES * random.nextInt(5)).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            bytes.putInt(random.nextInt());
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private double[] degrees(int points) {
        double[] degrees = new double[2 * points];
        for (int i = 0; i < degrees.length; i++) {
            degrees[i] = random.nextDouble(-90, 90);
        }
        return degrees;
    }

    private List<String> texts() {
        List<String> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(some());
        }
        return list;
    }

    private String text() {
        return random.nextInt(3) == 0 ? "" : some();
    }

    private String some() {
        int[] points = ALPHABET.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(1, 30); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }
}
