package dev.fairlead.experiment.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    @Test
    void membersAreSortedAndNumbersAreThoseOfJavaScript() {
        assertEquals(
                "{\"\":[null,true,false],\"a\":-0.5,\"b\":{\"x\":\"\\u001f\\n\\\"é\"}}",
                Json.parse(" {\"b\" : {\"x\":\"\\u001F\\n\\\"\\u00e9\"}, \"a\": -5e-1, \"\":[null, true,false] } ")
                        .canonical());
    }

    /** From the appendix of RFC 8785. */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000,0",
        "8000000000000000,0",
        "0000000000000001,5e-324",
        "7fefffffffffffff,1.7976931348623157e+308",
        "4340000000000000,9007199254740992",
        "4430000000000000,295147905179352830000",
        "44b52d02c7e14af5,9.999999999999997e+22",
        "44b52d02c7e14af6,1e+23",
        "444b1ae4d6e2ef4e,999999999999999700000",
        "444b1ae4d6e2ef50,1e+21",
        "3eb0c6f7a0b5ed8c,9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d,0.000001",
        "41b3de4355555555,333333333.3333333",
        "becbf647612f3696,-0.0000033333333333333333"
    })
    void numbersOfTheStandard(String bits, String text) {
        assertEquals(
                text,
                Json.of(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16)))
                        .canonical());
    }

    @Test
    void everyDoubleComesBack() {
        var random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertEquals(Json.of(value), Json.parse(Json.of(value).canonical()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"a\":1,\"a\":2} | line 1, column 8: the name \"a\" is there twice",
                "[1,] | line 1, column 4: a value was expected",
                "[1 2] | line 1, column 4: ',' was expected",
                "{a:1} | line 1, column 2: a name in double quotes was expected",
                "\"\\x\" | line 1, column 3: there is no escape \\x",
                "1e999 | line 1, column 1: the number is too large",
                "01 | line 1, column 2: the text goes on after its value",
                "[1 | line 1, column 3: the text ends too early",
                "tru | line 1, column 1: a value was expected"
            })
    void saysWhereAndWhatIsWrong(String text, String message) {
        assertEquals(
                message,
                assertThrows(JsonException.class, () -> Json.parse(text)).getMessage());
    }

    @Test
    void deepNestingIsRefusedBeforeTheStackEnds() {
        String message = assertThrows(JsonException.class, () -> Json.parse("[".repeat(100_000)))
                .getMessage();
        assertTrue(String.valueOf(message).contains("nest deeper than 512"), message);
    }
}
