package dev.fairlead.trees;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class UbjsonReaderTest {
    @Test
    void readsTypedArraysOfEachType() {
        assertArrayEquals(new double[] {-1, 127}, numbers("[$i#i~02~ff~7f"));
        assertArrayEquals(new double[] {255, 127}, numbers("[$U#U~02~ff~7f"));
        assertArrayEquals(new double[] {-2, 256}, numbers("[$I#I~00~02~ff~fe~01~00"));
        assertArrayEquals(new double[] {65536}, numbers("[$l#l~00~00~00~01~00~01~00~00"));
        assertArrayEquals(new double[] {-1}, numbers("[$L#L~00~00~00~00~00~00~00~01~ff~ff~ff~ff~ff~ff~ff~ff"));
        assertArrayEquals(new double[] {1.5}, numbers("[$d#i~01~3f~c0~00~00"));
        assertArrayEquals(new double[] {1.5}, numbers("[$D#i~01~3f~f8~00~00~00~00~00~00"));
        assertArrayEquals(new double[0], numbers("[$d#i~00"));
    }

    @Test
    void readsArraysOfMixedTypesWithAndWithoutCount() {
        assertArrayEquals(new double[] {1, 300, 1, 0}, numbers("[#i~04i~01I~01~2cTF"));
        assertArrayEquals(new double[] {1, 300, 1, 0}, numbers("[i~01I~01~2cTF]"));
        assertArrayEquals(new double[0], numbers("[]"));
        assertEquals("x", read("[#i~02Si~01xZ").items().getFirst().text());
    }

    @Test
    void readsObjects() {
        Value.Entries object = read("{i~01a{}U~01bSi~02~c3~a9i~01c[{i~01dZ}]}").object();
        assertEquals("é", object.required("b").text());
        Place place =
                object.required("c").items().getFirst().object().required("d").place();
        assertEquals("c[0].d", place.path());
        assertTrue(String.valueOf(place.damaged("").getMessage()).startsWith("byte 22: "));
    }

    @Test
    void saysWhereAndWhatIsWrong() {
        refuses("byte 4: a is cut short by the end of the file", "{i~01a");
        refuses("byte 2: the model has 'x' where the type of a count", "{x");
        refuses("byte 5: a has values of type 'N', which is no number", "{i~01aN}");
        refuses("byte 5: a has values of type 'H', which is no number", "{i~01aH}");
        refuses("byte 2: the model is followed by 1 bytes", "{}~00");
        refuses("the model has the field \"a\" twice", "{i~01aZi~01aZ}");
        refuses("the model has a text that is not UTF-8", "{i~01~ff");
        refuses("the model is a typed or counted object; this reader", "{$i#i~01");
        refuses("the model has a type and no count", "[$i~01]");
        refuses("the model has values of type 'Z', which is no number", "[$Z#l~7f~ff~ff~ff");
        refuses("the model has values of type 'T', which is no number", "[$T#l~7f~ff~ff~ff");
        refuses("the model has values of type '{', which is no number", "[${#i~01");
        refuses("byte 6: [1] is cut short", "[#i~02i~01");
    }

    @Test
    void refusesCountsThatTheFileCannotHold() {
        String most = "~7f~ff~ff~ff~ff~ff~ff~ff";
        refuses(
                "byte 13: the model promises 9223372036854775807 values of 4 bytes where 4 are left",
                "[$d#L" + most + "~00~00~00~00");
        refuses("promises 9223372036854775807 values of 1 bytes where 0", "[#L" + most);
        refuses("promises 2147483647 values of 8 bytes where 1 are left", "[$L#l~7f~ff~ff~ff~00");
        refuses("promises -1 values of 4 bytes", "[$l#i~ff");
        refuses("promises 9223372036854775807 values of 1 bytes", "{L" + most);
        refuses("a promises 2147483647 values of 1 bytes", "{i~01aSl~7f~ff~ff~ff");
    }

    @Test
    void refusesWhatLiesTooDeep() {
        read("[".repeat(32) + "]".repeat(32));
        refuses("[0][0][0] lies too deep; this reader knows values 32 deep", "[".repeat(33) + "]".repeat(33));
        refuses("lies too deep", "[#i~01".repeat(1_000_000));
        refuses("lies too deep", "{i~01a".repeat(1_000_000));
    }

    /** Characters stand for themselves, and a tilde before the two digits of a byte. */
    private static Value read(String shown) {
        return UbjsonReader.read(bytes(shown));
    }

    private static byte[] bytes(String shown) {
        var hex = new StringBuilder();
        for (int i = 0; i < shown.length(); i++) {
            if (shown.charAt(i) == '~') {
                hex.append(shown, i + 1, i + 3);
                i += 2;
            } else {
                hex.append(HexFormat.of().formatHex(shown.substring(i, i + 1).getBytes(StandardCharsets.US_ASCII)));
            }
        }
        return HexFormat.of().parseHex(hex);
    }

    private static double[] numbers(String shown) {
        return read(shown).numbers();
    }

    private static void refuses(String message, String shown) {
        var refused = assertThrows(ModelFormatException.class, () -> read(shown), message);
        String told = String.valueOf(refused.getMessage());
        assertTrue(told.contains(message), told);
        assertTrue(told.startsWith("byte " + refused.offset() + ": "), told);
        assertEquals(0, refused.line());
    }
}
