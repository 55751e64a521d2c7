package dev.fairlead.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonFieldWriterTest {
    private static void write(JsonFieldWriter out) {
        out.text("t", "");
        out.number("n", Double.NaN);
        out.texts("l", List.of());
        out.records("r", List.of(), (_, _) -> {});
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        assertEquals("{}", Json.write(JsonFieldWriterTest::write));
    }

    @Test
    void aCompleteObjectHasEveryField() {
        assertEquals(
                "{\"t\":\"\",\"n\":null,\"l\":[],\"r\":[]}",
                new String(Json.complete(JsonFieldWriterTest::write), StandardCharsets.UTF_8));
        assertEquals(
                "{\"n\":null,\"f\":0.1,\"g\":null,\"d\":[1.5,null]}",
                new String(
                        Json.complete(out -> {
                            out.number("n", Double.POSITIVE_INFINITY);
                            out.single("f", 0.1f);
                            out.single("g", Float.NEGATIVE_INFINITY);
                            out.numbers("d", new double[] {1.5, Double.NaN});
                        }),
                        StandardCharsets.UTF_8));
    }

    @Test
    void aListOfTextIsToldFromAListOfObjects() throws Exception {
        JsonFields f = Json.parse("{\"a\":[\"x\"],\"b\":[{}],\"c\":[],\"d\":\"x\"}");
        assertTrue(f.startsWithText("a"));
        for (String name : List.of("b", "c", "d", "e")) {
            assertFalse(f.startsWithText(name), name);
        }
    }
}
