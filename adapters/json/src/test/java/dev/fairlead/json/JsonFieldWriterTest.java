package dev.fairlead.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
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
    void whatIsNotKnownIsLeftOutUnlessTheObjectIsComplete() {
        Consumer<JsonFieldWriter> content = out -> {
            out.unknown("f", Field.Kind.FLAG);
            out.unknown("w", Field.Kind.WHOLE);
            out.unknown("n", Field.Kind.NUMBERS);
            out.unknown("p", Field.Kind.POINT);
            out.unknown("q", Field.Kind.POINTS);
            out.unknown("o", Field.Kind.OBJECT);
        };
        assertEquals("{}", Json.write(content));
        assertEquals(
                "{\"f\":false,\"w\":null,\"n\":[],\"p\":null,\"q\":[],\"o\":null}",
                new String(Json.complete(content), StandardCharsets.UTF_8));
    }

    @Test
    void aListOfTextIsToldFromAListOfObjects() throws Exception {
        JsonFields f = Json.parse("{\"a\":[\"x\"],\"b\":[{}],\"c\":[],\"d\":\"x\"}");
        assertEquals(List.of("x"), f.texts("a").orElseThrow());
        assertEquals(List.of(), f.texts("c").orElseThrow());
        assertTrue(f.texts("e").isEmpty());
        ContractViolation objects = assertThrows(ContractViolation.class, () -> f.texts("b"));
        assertEquals("b[0]", objects.field());
        assertEquals("field 'b[0]' is an object, not text", objects.reason());
        assertEquals(
                "d", assertThrows(ContractViolation.class, () -> f.texts("d")).field());
    }
}
