package dev.fairlead.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventDocsTest {
    record Part(double share) {
        static final Schema<Part> SCHEMA = Schema.of(
                Part.class,
                Field.number("share", Double.MIN_VALUE, 1, "of it | all").optional());
    }

    record Beside(boolean urgent) {
        static final Schema<Beside> SCHEMA = Schema.of(Beside.class, Field.flag("urgent", "whether it is"));
    }

    record Thing(
            String id,
            long time,
            String kind,
            double amount,
            double least,
            double most,
            double any,
            long count,
            int few,
            double[] numbers,
            Beside beside,
            Part part,
            List<Part> parts,
            Part one)
            implements Event {
        static final EventType<Thing> TYPE = EventType.product(
                Thing.class,
                "thing",
                "A thing happened.",
                Field.id("kind", "which"),
                Field.number("amount", -2.5, 1e6, "of it").unit("EUR"),
                Field.number("least", 3, Double.MAX_VALUE, "a"),
                Field.number("most", -Double.MAX_VALUE, 9, "b"),
                Field.number("any", -Double.MAX_VALUE, Double.MAX_VALUE, "c"),
                Field.whole("count", 0, Long.MAX_VALUE, "d").orElse(-1),
                Field.whole("few", 1, 9, "e").orElse(5),
                Field.numbers("numbers", 0, 1, "f"),
                Field.embedded(Beside.SCHEMA),
                Field.object("part", Part.SCHEMA, "g").optional(),
                Field.objects("parts", Part.SCHEMA, "h"),
                Field.variant("one", "kind", Map.of("part", Part.SCHEMA), "i"));
    }

    @Test
    void everyFieldHasARowWithItsRangeAndWhatItsAbsenceMeans() {
        String id = "unique name of this fact: an id that the log holds already is a duplicate";
        assertEquals("""
                ### `thing`

                A thing happened.

                | field | kind | range | left out | what it is |
                |---|---|---|---|---|
                | `id` | id | 1 to 200 characters | required | %s |
                | `time` | time | 1990 to 2057 | required | when it happened (milliseconds since 1970) |
                | `kind` | id | 1 to 200 characters | required | which |
                | `amount` | number | -2.5 to 1,000,000 | required | of it (EUR) |
                | `least` | number | at least 3 | required | a |
                | `most` | number | at most 9 | required | b |
                | `any` | number | any | required | c |
                | `count` | whole number | at least 0 | not known | d |
                | `few` | whole number | 1 to 9 | 5 | e |
                | `numbers` | list of numbers | each 0 to 1 | none | f |
                | `urgent` | true or false |  | false | whether it is |
                | `part` | record |  | not known | g |
                | `part.share` | number | above 0 to 1 | not known | of it \\| all |
                | `parts` | list of records | at most 10,000 | none | h |
                | `parts[].share` | number | above 0 to 1 | not known | of it \\| all |
                | `one` | record, by `kind` |  | required | i |

                """.formatted(id), EventDocs.tables(List.of(Thing.TYPE)));
    }
}
