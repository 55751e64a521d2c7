package dev.fairlead.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class JsonFieldsTest {
    @Test
    void readsEveryKindOfValue() throws Exception {
        JsonFields f = Json.parse(
                "{\"t\":\"é\",\"n\":1.5,\"w\":7,\"e\":3.0,\"l\":[\"a\",\"b\"],\"r\":[{\"x\":1},{}],\"o\":{\"y\":\"z\"},\"nil\":null}");
        assertEquals(Set.of("t", "n", "w", "e", "l", "r", "o"), f.names());
        assertEquals(Optional.of("é"), f.text("t"));
        assertEquals(OptionalDouble.of(1.5), f.number("n"));
        assertEquals(OptionalDouble.of(7), f.number("w"));
        assertEquals(OptionalLong.of(7), f.whole("w"));
        assertEquals(OptionalLong.of(3), f.whole("e"));
        assertEquals(Optional.of(List.of("a", "b")), f.texts("l"));
        assertEquals(OptionalLong.of(1), f.records("r").orElseThrow().getFirst().whole("x"));
        assertEquals(Optional.of("z"), f.record("o").orElseThrow().text("y"));
    }

    @Test
    void nullAndAbsentFieldsAreAbsent() throws Exception {
        JsonFields f = Json.parse("{\"a\":null}");
        assertTrue(f.names().isEmpty());
        assertTrue(f.text("a").isEmpty());
        assertTrue(f.number("b").isEmpty());
        assertTrue(f.whole("b").isEmpty());
        assertTrue(f.time("b").isEmpty());
        assertTrue(f.texts("b").isEmpty());
        assertTrue(f.records("b").isEmpty());
        assertTrue(f.record("b").isEmpty());
    }

    @Test
    void aTimeIsMillisecondsOrTextWithAZone() throws Exception {
        JsonFields f = Json.parse(
                "{\"a\":1772366400123,\"b\":\"2026-03-01T12:00:00.123Z\",\"c\":\"2026-03-01T13:00:00.123+01:00\"}");
        assertEquals(OptionalLong.of(1_772_366_400_123L), f.time("a"));
        assertEquals(f.time("a"), f.time("b"));
        assertEquals(f.time("a"), f.time("c"));
        JsonFields bad = Json.parse("{\"a\":\"2026-03-01T12:00:00\",\"b\":true}");
        String wanted = ", not a time: whole milliseconds since 1970, or text like 2026-03-01T12:00:00Z";
        refused("a", "field 'a' is text \"2026-03-01T12:00:00\"" + wanted, () -> bad.time("a"));
        refused("b", "field 'b' is true" + wanted, () -> bad.time("b"));
    }

    @Test
    void aWrongKindSaysWhatWasFound() throws Exception {
        JsonFields f = Json.parse(
                "{\"price\":\"abc\",\"n\":1.5,\"huge\":1e999,\"big\":12345678901234567890,\"l\":[1],\"o\":{},\"m\":[\"a\",null]}");
        refused("price", "field 'price' is text \"abc\", not a number", () -> f.number("price"));
        refused("n", "field 'n' is the number 1.5, not text", () -> f.text("n"));
        refused("n", "field 'n' is the number 1.5, not a whole number", () -> f.whole("n"));
        refused("big", "field 'big' is the number 1.2345678901234567E19, not a whole number", () -> f.whole("big"));
        refused("huge", "field 'huge' is the number Infinity, not a finite number", () -> f.number("huge"));
        refused("l[0]", "field 'l[0]' is the number 1, not text", () -> f.texts("l"));
        refused("l[0]", "field 'l[0]' is the number 1, not an object", () -> f.records("l"));
        refused("m[1]", "field 'm[1]' is null, not text", () -> f.texts("m"));
        refused("o", "field 'o' is an object, not a list", () -> f.texts("o"));
        refused("l", "field 'l' is a list of 1, not an object", () -> f.record("l"));
    }

    @Test
    void refusesTextThatIsNotOneCleanObject() {
        refused("a", "field 'a' is there twice", () -> Json.parse("{\"a\":1,\"a\":null}"));
        refused("a", "field 'a' is there twice", () -> Json.parse("{\"o\":{\"a\":1,\"a\":2}}"));
        malformed("[1]", "line 1, column 1: a JSON object was expected, found a list");
        malformed("", "line 1, column 1: a JSON object was expected, found nothing");
        malformed("{} {}", "line 1, column 4: something follows the end of the object");
        malformed("{\"a\":NaN}", "line 1, column");
        malformed("{\n\"a\":}", "line 2, column");
        malformed("{\"a\":1", "line 1, column");
        malformed("{\"a\":".repeat(40) + "1" + "}".repeat(40), "nesting depth");
    }

    @Test
    void halfASurrogatePairIsRefusedWhereverATextIsRead() throws Exception {
        Contract in = new Contract(Json.parse("{\"a\":\"x\\ud800\",\"l\":[\"y\",\"\\udc00\"]}"));
        refused("a", "half a surrogate pair at character 2; text must be valid Unicode", () -> in.text("a"));
        refused("a", "half a surrogate pair at character 2; text must be valid Unicode", () -> in.raw("a"));
        refused("l[1]", "half a surrogate pair at character 1; text must be valid Unicode", () -> in.texts("l"));
    }

    @Test
    void refusesAnObjectOfTooManyFields() {
        StringBuilder text = new StringBuilder("{\"a\":1");
        for (int i = 0; i < JsonFields.MAX_FIELDS; i++) {
            text.append(",\"f").append(i).append("\":1");
        }
        refused("", "an object of more than 256 fields", () -> Json.parse(text + "}"));
    }

    private static void malformed(String text, String reason) {
        ContractViolation e = assertThrows(ContractViolation.class, () -> Json.parse(text));
        assertEquals("", e.field());
        assertTrue(e.reason().startsWith("malformed JSON at ") && e.reason().contains(reason), e.reason());
    }

    private static void refused(String field, String reason, Executable reading) {
        ContractViolation e = assertThrows(ContractViolation.class, reading);
        assertEquals(reason, e.reason());
        assertEquals(field, e.field());
    }
}
