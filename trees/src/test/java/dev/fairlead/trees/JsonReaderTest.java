package dev.fairlead.trees;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class JsonReaderTest {
    @Test
    void readsNumbers() {
        assertArrayEquals(
                new double[] {0, -1, 2147483647, 0.1f, 5e-1f, 1e10f, -3e-5f, 1, 0},
                numbers("[0, -1,2147483647 , 0.1, 5E-1, 1e+10, -3e-5, true, false]"));
        assertArrayEquals(
                new double[] {
                    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0
                },
                numbers("[NaN,Infinity,-Infinity,1e99,1e-99]"));
        assertArrayEquals(new double[0], numbers(" [ ] "));
    }

    /** One step from the decimal to the float: the double between them would be rounded the other way. */
    @Test
    void roundsFractionsOnce() {
        String decimal = "1.00000017881393432617187499";
        assertEquals(0x1.000002p0, numbers("[" + decimal + "]")[0]);
        assertEquals(0x1.000004p0, (float) Double.parseDouble(decimal));
    }

    @Test
    void readsTexts() {
        assertEquals(
                "a\"\\/\b\f\n\r\té\u20ac",
                JsonReader.read("\"a\\\"\\\\\\/\\b\\f\\n\\r\\té\\u20aC\"").text());
        assertEquals("", JsonReader.read("\"\"").text());
        assertEquals("null", JsonReader.read("null").kind());
    }

    @Test
    void readsObjects() {
        Value.Entries object =
                JsonReader.read("{\"a\":{},\n\"b\":[{\"c\":\"d\"},[]]}").object();
        assertEquals("an object", object.required("a").kind());
        Value inner = object.required("b").items().getFirst().object().required("c");
        assertEquals("d", inner.text());
        assertEquals("b[0].c", inner.place().path());
    }

    @Test
    void saysWhereAndWhatIsWrong() {
        refuses("line 1: the model has the end of the text where a value belongs", "");
        refuses("line 2: the model has the end of the text where ':' belongs", "{\n\"a\"");
        refuses("line 1: a has 'x' where a value belongs", "{\"a\":x}");
        refuses("line 1: a[0].b has '}' where a value belongs", "{\"a\":[{\"b\":}]}");
        refuses("line 1: the model has '1' where '\"' belongs", "{1:2}");
        refuses("line 1: the model has '}' where '\"' belongs", "{\"a\":1,}");
        refuses("line 1: the model has ']' where a value belongs", "[1,]");
        refuses("line 1: the model has '2' where ']' belongs", "[1 2]");
        refuses("line 2: the model is followed by 'x'", "{}\nx");
        refuses("line 1: the model has the field \"a\" twice", "{\"a\":1,\"a\":2}");
        refuses("line 1: the model has an unknown escape in a text", "\"\\x\"");
        refuses("line 1: the model has an unknown escape in a text", "\"\\u12g4\"");
        refuses("line 1: the model has the character 10 in a text", "\"a\nb\"");
        refuses("line 1: the model has the end of the text in a text", "\"a");
        refuses("line 1: the model holds numbers and other values", "[1,null]");
        refuses("line 1: the model holds numbers and other values", "[null,1]");
        for (String number :
                new String[] {"01", "-", "+1", ".5", "1.", "1e", "1e+", "0x1", "nan", "1f", "--1", "tru"}) {
            assertThrows(ModelFormatException.class, () -> JsonReader.read(number), number);
        }
    }

    @Test
    void refusesWhatLiesTooDeep() {
        JsonReader.read("[".repeat(32) + "]".repeat(32));
        refuses("[0][0][0] lies too deep; this reader knows values 32 deep", "[".repeat(33) + "]".repeat(33));
        refuses("lies too deep", "[".repeat(1_000_000));
        refuses("lies too deep", "{\"a\":".repeat(1_000_000));
    }

    private static double[] numbers(String text) {
        return JsonReader.read(text).numbers();
    }

    private static void refuses(String message, String text) {
        var refused = assertThrows(ModelFormatException.class, () -> JsonReader.read(text), message);
        String told = String.valueOf(refused.getMessage());
        assertEquals(true, told.contains(message), told);
    }
}
