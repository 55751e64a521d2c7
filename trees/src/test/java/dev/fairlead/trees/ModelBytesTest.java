package dev.fairlead.trees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelBytesTest {
    private final GrownXgBoost grown = GrownXgBoost.grow(new Random(1));

    @Test
    void tellsFormatsByHowTheyStart(@TempDir Path folder) throws IOException {
        assertEquals("XGBoost UBJSON 2.1", ModelBytes.read(grown.ubjson()).format());
        assertEquals("XGBoost JSON 2.1", ModelBytes.read(utf8(grown.json())).format());
        assertEquals(
                "XGBoost JSON 2.1",
                ModelBytes.read(utf8(grown.json().replaceFirst("\\{", "{\n "))).format());
        GrownModel other = GrownModel.grow(new Random(1));
        assertEquals("LightGBM text v4", ModelBytes.read(utf8(other.text())).format());
        Path file = folder.resolve("model");
        Files.write(file, grown.ubjson());
        assertEquals(grown.features(), TreeEnsemble.read(file).features());
    }

    @Test
    void refusesOtherFilesByName() {
        refuses("byte 0: the file is an XGBoost model in the old binary format; save", "62696e66 0000003f");
        refuses("the file is a file compressed by gzip; unpack it", "1f8b08");
        refuses("the file is a file compressed by zstd", "28b52ffd00");
        refuses("the file is a zip file", "504b030414");
        refuses("the file is a Python pickle", "80049501");
        refuses("the file is a model of CatBoost", "43424d3101");
        refuses("the file seems to be an ONNX model", "08071208736b6c326f6e6e78");
        refuses("the file is a text that starts with a byte order mark", "efbbbf7b7d");
        refuses("the file is a JSON array, as dumps of XGBoost", "5b7b7d5d");
        refuses("line 1: starts with \"\"", "");
        refuses("line 1: byte 0 of the file is not UTF-8", "fffe");
    }

    /** Before version 1.3 the old binary format had no name of its own. */
    @Test
    void knowsTheOldestXgBoostFormatByItsBooster() {
        byte[] bytes = Arrays.copyOf(new byte[] {0, 0, 0, 0x3f, 2}, 300);
        byte[] names = utf8("\017\0\0\0\0\0\0\0binary:logistic\6\0\0\0\0\0\0\0gbtree");
        System.arraycopy(names, 0, bytes, 136, names.length);
        refuses(
                "the file seems to be an XGBoost model in the old binary format",
                HexFormat.of().formatHex(bytes));
    }

    @Test
    void refusesOtherJsonByName() {
        refusesText("the model is a JSON dump of LightGBM", "{\"name\":\"tree\",\"version\":\"v4\",\"tree_info\":[]}");
        refusesText("the model is a JSON dump of XGBoost", "{\"nodeid\":0}");
        refusesText("the model is a snapshot of an XGBoost booster", "{\"Config\":{},\"Model\":{}}");
        refusesText("the model is a model of CatBoost", "{\"features_info\":{},\"oblivious_trees\":[]}");
        refusesText("the model has an unknown field \"colour\"", "{\"colour\":1}");
        refusesText("the model has no field \"version\"", "{}");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void refuses(String message, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        var refused = assertThrows(ModelFormatException.class, () -> TreeEnsemble.parse(bytes), message);
        String told = String.valueOf(refused.getMessage());
        assertTrue(told.contains(message), told);
    }

    private static void refusesText(String message, String text) {
        var refused = assertThrows(ModelFormatException.class, () -> TreeEnsemble.parse(text), message);
        String told = String.valueOf(refused.getMessage());
        assertTrue(told.contains(message), told);
    }
}
