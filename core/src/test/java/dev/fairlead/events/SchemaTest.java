package dev.fairlead.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.log.Position;
import dev.fairlead.radio.Radio;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A schema writes a record so that it reads the same record back. */
class SchemaTest {
    record Inner(String name, double weight) {
        static final Schema<Inner> SCHEMA = Schema.of(
                Inner.class,
                Field.id("name", "its name").optional(),
                Field.number("weight", 0, 1, "0 to 1").optional());
    }

    record Beside(String left, long right) {
        static final Schema<Beside> SCHEMA = Schema.of(
                Beside.class,
                Field.text("left", "text"),
                Field.whole("right", 0, 9, "a digit").orElse(-1));
    }

    record Other(boolean is) {
        static final Schema<Other> SCHEMA = Schema.of(Other.class, Field.flag("is", "whether"));
    }

    /** A field of every kind. */
    record Everything(
            String id,
            long time,
            String text,
            String must,
            String raw,
            Position position,
            String zone,
            long later,
            double number,
            long whole,
            int small,
            boolean flag,
            List<String> ids,
            List<String> some,
            double[] numbers,
            float[] floats,
            Point at,
            Point from,
            List<Point> way,
            Inner inner,
            Inner maybe,
            List<Inner> inners,
            Beside beside,
            String which,
            Record variant)
            implements Event {
        static final EventType<Everything> TYPE = EventType.product(
                Everything.class,
                "everything",
                "A field of every kind.",
                Field.text("text", "text"),
                Field.text("must", "text that must be there").required(),
                Field.raw("raw", "long text"),
                Field.text("position", Position.class, Position::parse, "of a log"),
                Field.zone("zone", "a time zone"),
                Field.time("later", "another time").optional(),
                Field.number("number", -Double.MAX_VALUE, Double.MAX_VALUE, "any number"),
                Field.whole("whole", Long.MIN_VALUE, Long.MAX_VALUE, "any whole number"),
                Field.whole("small", 1, 9, "a small one").orElse(-1),
                Field.flag("flag", "whether"),
                Field.ids("ids", "names"),
                Field.ids("some", "at least one name").required(),
                Field.numbers("numbers", -1, 1, "small numbers"),
                Field.floats("floats", "any floats"),
                Field.point("at", "where"),
                Field.point("from", "from where").optional(),
                Field.points("way", "between"),
                Field.object("inner", Inner.SCHEMA, "a record"),
                Field.object("maybe", Inner.SCHEMA, "or not").optional(),
                Field.objects("inners", Inner.SCHEMA, "records"),
                Field.embedded(Beside.SCHEMA),
                Field.id("which", "inner or other"),
                Field.variant("variant", "which", Map.of("inner", Inner.SCHEMA, "other", Other.SCHEMA), "one of two"));
    }

    private static final List<EventType<?>> TYPES = Stream.concat(
                    Radio.TYPES.all().stream(), Stream.of(Everything.TYPE))
            .toList();
    private static final EventTypes ALL = EventTypes.of(TYPES);

    @Test
    void randomRecordsAreReadBackToTheBit() throws ContractViolation {
        RandomRecords records = new RandomRecords(new Random(14));
        for (EventType<?> type : TYPES) {
            for (int i = 0; i < 500; i++) {
                Event event = records.event(type);
                Event read = ALL.read(RecordedFields.of(ALL, event));
                assertTrue(RandomRecords.same(event, read), () -> event + "\nread back as\n" + read);
                check(type.schema(), event);
            }
        }
    }

    private static <E> void check(Schema<E> schema, Event event) throws ContractViolation {
        schema.check(schema.type().cast(event));
    }

    @Test
    void everyKindOfFieldIsTried() {
        EnumSet<Field.Kind> kinds = EnumSet.noneOf(Field.Kind.class);
        Everything.TYPE.schema().fields().forEach(field -> kinds.add(field.kind()));
        assertEquals(EnumSet.allOf(Field.Kind.class), kinds);
    }

    /** What Fairlead writes itself is held against the contract that it will be read with. */
    @Test
    void aRecordThatCouldNotBeReadBackIsFound() {
        var promotion = new Promotion("p", 1_772_409_600_000L, "feed", "x".repeat(201), "");
        ContractViolation refused = assertThrows(
                ContractViolation.class, () -> Promotion.TYPE.schema().check(promotion));
        assertEquals("release", refused.field());
        var early = new Promotion("p", 17, "feed", "", "");
        assertEquals(
                "time",
                assertThrows(
                                ContractViolation.class,
                                () -> Promotion.TYPE.schema().check(early))
                        .field());
    }

    @Test
    void fieldsOfEmbeddedRecordsLieBesideTheOthers() {
        List<String> names =
                Everything.TYPE.schema().flat().stream().map(Field::name).toList();
        assertTrue(names.containsAll(List.of("left", "right", "which")), names::toString);
        assertTrue(RecordedFields.of(ALL, new RandomRecords(new Random(1)).event(Everything.TYPE))
                .names()
                .contains("must"));
    }
}
