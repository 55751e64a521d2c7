package dev.fairlead.growthbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.json.Json;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TargetingTest {
    private static boolean holds(String condition, String attributes) {
        return new ConditionReader(SavedGroups.none())
                .object(Json.parse(condition), "the condition")
                .holds(Json.parse(attributes));
    }

    private static List<String> problems(Json condition) {
        return new Targeting((Json.Obj) condition, SavedGroups.none()).problems();
    }

    @Test
    void operatorsOnEachKindOfValue() {
        assertTrue(holds("{'age': {'$gt': 30, '$lte': 40}}".replace('\'', '"'), "{\"age\": 40}"));
        assertFalse(holds("{\"age\": {\"$gt\": 30, \"$lte\": 40}}", "{\"age\": 41}"));
        assertTrue(holds(
                "{\"tags\": {\"$all\": [\"a\", \"b\"], \"$size\": {\"$lt\": 4}}}",
                "{\"tags\": [\"b\", \"c\", \"a\"]}"));
        assertTrue(holds(
                "{\"pets\": {\"$elemMatch\": {\"kind\": \"dog\"}}}",
                "{\"pets\": [{\"kind\": \"cat\"}, {\"kind\": \"dog\"}]}"));
        assertTrue(holds("{\"v\": {\"$vgte\": \"2.10.0\", \"$vlt\": \"3.0.0\"}}", "{\"v\": \"v2.10.1-rc.1+b7\"}"));
        assertTrue(holds("{\"a.b.0\": 7, \"a.b.length\": 1}", "{\"a\": {\"b\": [7]}}"));
        assertFalse(holds("{\"a.b.1\": {\"$exists\": true}}", "{\"a\": {\"b\": [7]}}"));
    }

    @Test
    void valuesAreConvertedAsJavaScriptDoes() {
        assertTrue(holds("{\"n\": 16}", "{\"n\": \" 0x10 \"}"));
        assertTrue(holds("{\"n\": 0}", "{}"));
        assertTrue(holds("{\"n\": \"1e+21\"}", "{\"n\": 1e21}"));
        assertTrue(holds("{\"n\": \"1,,x\"}", "{\"n\": [1, null, \"x\"]}"));
        assertFalse(holds("{\"n\": {\"$eq\": 1}}", "{\"n\": \"1\"}"));
        assertFalse(holds("{\"n\": {\"$eq\": [1]}}", "{\"n\": [1]}"));
        assertTrue(holds("{\"n\": {\"$in\": [0]}}", "{\"n\": -0.0}"));
        assertFalse(holds("{\"n\": {\"$gt\": \"x\"}}", "{\"n\": 5}"));
        assertFalse(holds("{\"n\": {\"$lt\": \"x\"}}", "{\"n\": 5}"));
        assertTrue(holds("{\"n\": {\"$lt\": \"9\"}}", "{\"n\": \"10\"}"));
        assertFalse(holds("{\"n\": {\"$lt\": 9}}", "{\"n\": \"10\"}"));
        assertEquals(Double.NaN, JavaScript.number("1d"));
        assertEquals(Double.NaN, JavaScript.number("0xg"));
        assertEquals(Double.NEGATIVE_INFINITY, JavaScript.number("-Infinity"));
        assertEquals(0.5, JavaScript.number(".5"));
    }

    @Test
    void whatIsWrongNeverHoldsAndIsSaid() {
        Json wrong = Json.parse(
                "{\"a\": {\"$regx\": \"x\"}, \"b\": {\"$regex\": \"(\"}, \"$or\": 5, \"c\": {\"$in\": \"x\"}, \"d\": {\"$inGroup\": \"g\"}}");
        assertEquals(
                List.of(
                        "the condition.a.$regx: there is no operator $regx",
                        "the condition.b.$regex is no regular expression: a group is not closed",
                        "the condition.$or must be an array, not 5",
                        "the condition.c.$in must be an array, not \"x\"",
                        "the condition.d.$inGroup: there is no saved group \"g\""),
                problems(wrong));
        String message = ""
                + assertThrows(IllegalArgumentException.class, () -> Targeting.parse((Json.Obj) wrong))
                        .getMessage();
        assertTrue(message.startsWith("wrong condition: the condition.a.$regx: there is no operator $regx; "), message);
        for (String each :
                List.of("{\"a\": {\"$regx\": 1}}", "{\"$and\": 5}", "{\"$nor\": {}}", "{\"a\": {\"$all\": 1}}", "5")) {
            assertFalse(holds(each, "{\"a\": 1}"), each);
        }
        assertEquals(List.of(), problems(Json.parse("{\"a\": {\"$not\": {\"$regex\": \"^x\"}}}")));
    }

    /** Random nested conditions agree with the same logic on their leaves. */
    @Test
    void logicIsThatOfTheLeaves() {
        var random = new Random(5);
        int held = 0;
        for (int i = 0; i < 2_000; i++) {
            int bits = random.nextInt(16);
            var attributes = new StringBuilder("{");
            for (int bit = 0; bit < 4; bit++) {
                attributes
                        .append(bit > 0 ? "," : "")
                        .append("\"x")
                        .append(bit)
                        .append("\":")
                        .append(bits >> bit & 1);
            }
            var text = new StringBuilder();
            boolean expected = random(random, 4, bits, text);
            assertEquals(expected, holds(text.toString(), attributes + "}"), text.toString());
            held += expected ? 1 : 0;
        }
        assertTrue(held > 500 && held < 1_500, "" + held);
    }

    private static boolean random(Random random, int depth, int bits, StringBuilder text) {
        if (depth == 0 || random.nextInt(4) == 0) {
            int bit = random.nextInt(4);
            text.append("{\"x").append(bit).append("\":1}");
            return (bits >> bit & 1) == 1;
        }
        int operator = random.nextInt(4);
        text.append("{\"")
                .append(List.of("$and", "$or", "$nor", "$not").get(operator))
                .append("\":");
        text.append(operator < 3 ? "[" : "");
        boolean one = random(random, depth - 1, bits, text);
        boolean other = one;
        if (operator < 3) {
            text.append(',');
            other = random(random, depth - 1, bits, text);
            text.append(']');
        }
        text.append('}');
        return switch (operator) {
            case 0 -> one && other;
            case 1 -> one || other;
            case 2 -> !(one || other);
            default -> !one;
        };
    }

    /** Each version is above the one before it. */
    @Test
    void versionsInOrder() {
        List<String> rising = List.of(
                "0",
                "0.9.99",
                "v1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-rc.1",
                "1.0.0+build",
                "1.2.0",
                "1.10.0",
                "v10.0.0");
        for (int i = 1; i < rising.size(); i++) {
            String lower = Version.sortable(Json.of(rising.get(i - 1)));
            assertTrue(Version.sortable(Json.of(rising.get(i))).compareTo(lower) > 0, rising.get(i));
        }
        assertEquals(Version.sortable(Json.of("0")), Version.sortable(Json.NULL));
        assertEquals("    3", Version.sortable(Json.of(3)));
        assertEquals("", Version.sortable(Json.of("+b")));
        assertEquals("", Version.sortable(Json.of("v+b")));
    }
}
