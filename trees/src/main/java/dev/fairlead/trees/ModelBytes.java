package dev.fairlead.trees;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Tells what format a model is in by how it starts, and has it read. */
final class ModelBytes {
    private static final String OLD = "an XGBoost model in the old binary format; save it as .json or .ubj";

    private static final String READABLE = "LightGBM text models and XGBoost models in JSON and UBJSON";

    /**
     * @param start of a file, in hexadecimal
     * @param name of what starts so
     */
    private record Other(String start, String name) {
        boolean is(byte[] bytes) {
            byte[] wanted = HexFormat.of().parseHex(start);
            return bytes.length >= wanted.length && Arrays.equals(bytes, 0, wanted.length, wanted, 0, wanted.length);
        }
    }

    private static final List<Other> OTHERS = List.of(
            new Other("62696e66", OLD),
            new Other("62733634", "an XGBoost model in the old text format; save it as .json or .ubj"),
            new Other("626f6f737465725b", "a text dump of XGBoost, which lacks what predictions need"),
            new Other("1f8b", "a file compressed by gzip; unpack it"),
            new Other("28b52ffd", "a file compressed by zstd; unpack it"),
            new Other("504b0304", "a zip file; unpack it"),
            new Other("8002", "a Python pickle"),
            new Other("8003", "a Python pickle"),
            new Other("8004", "a Python pickle"),
            new Other("8005", "a Python pickle"),
            new Other("43424d31", "a model of CatBoost"),
            new Other("efbbbf", "a text that starts with a byte order mark; remove it"),
            new Other("5b", "a JSON array, as dumps of XGBoost are, which lack what predictions need"));

    private ModelBytes() {}

    static Model read(byte[] bytes) {
        if (isUbjson(bytes)) {
            return XgBoostModel.read(UbjsonReader.read(bytes), "UBJSON");
        }
        for (Other other : OTHERS) {
            if (other.is(bytes)) {
                throw unknown("is " + other.name());
            }
        }
        if (isOldXgBoost(bytes)) {
            throw unknown("seems to be " + OLD);
        }
        if (isOnnx(bytes)) {
            throw unknown("seems to be an ONNX model");
        }
        return read(text(bytes));
    }

    static Model read(String text) {
        if (text.startsWith("{")) {
            return XgBoostModel.read(JsonReader.read(text), "JSON");
        }
        if (text.startsWith("tree")) {
            return LightGbmText.read(text);
        }
        int end = text.lines().findFirst().orElse("").length();
        throw ModelFormatException.unsupported(1, "starts with " + Field.quote(text.substring(0, end)), READABLE);
    }

    /** JSON has a quotation mark, a blank or the end of the object after the first brace, and UBJSON none of them. */
    private static boolean isUbjson(byte[] bytes) {
        return bytes.length > 1 && bytes[0] == '{' && "\"} \t\r\n".indexOf(bytes[1]) < 0;
    }

    /** Before XGBoost 1.3 it started with numbers: 136 bytes, then the names of objective and booster, with their lengths. */
    private static boolean isOldXgBoost(byte[] bytes) {
        if (bytes.length < 200 || bytes[0] == '{' || bytes[0] == 't') {
            return false;
        }
        String names = new String(bytes, 136, 64, StandardCharsets.ISO_8859_1);
        return names.contains("gbtree") || names.contains("gblinear") || names.contains("dart");
    }

    /** The message ModelProto: field 1, the version, as a small number; then field 2, the producer's name, or 8, imports. */
    private static boolean isOnnx(byte[] bytes) {
        return bytes.length > 2
                && bytes[0] == 8
                && bytes[1] > 0
                && bytes[1] < 32
                && (bytes[2] == 0x12 || bytes[2] == 0x42);
    }

    private static ModelFormatException unknown(String what) {
        return ModelFormatException.unsupportedAt(0, "the file " + what, READABLE);
    }

    private static String text(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
        } catch (CharacterCodingException notText) {
            throw ModelFormatException.damaged(
                    lineAt(buffer), "byte " + buffer.position() + " of the file is not UTF-8");
        }
    }

    private static int lineAt(ByteBuffer bytes) {
        int line = 1;
        for (int i = 0; i < bytes.position(); i++) {
            line += bytes.get(i) == '\n' ? 1 : 0;
        }
        return line;
    }
}
