package dev.fairlead.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.fairlead.events.ContractViolation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** One JSON object, from text and to text. */
public final class Json {
    /** Events nest three deep at most; anything much deeper is an attack on the stack. */
    static final int MAX_DEPTH = 32;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private Json() {}

    /** @throws ContractViolation if the text is not exactly one well-formed JSON object without duplicate keys */
    public static JsonFields parse(String text) throws ContractViolation {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws ContractViolation if the bytes are not exactly one well-formed JSON object without duplicate keys, in UTF-8 */
    public static JsonFields parse(byte[] utf8) throws ContractViolation {
        try {
            return parse(utf8, 0, utf8.length);
        } catch (Malformed e) {
            throw e.at(1, 1);
        }
    }

    /** As {@link #parse(byte[])}; what is malformed tells its place, so that the caller can say where in a file that is. */
    static JsonFields parse(byte[] utf8, int from, int length) throws ContractViolation, Malformed {
        return parse(FACTORY, utf8, from, length);
    }

    /** @param factory sets the limits of what is read */
    static JsonFields parse(JsonFactory factory, byte[] utf8, int from, int length)
            throws ContractViolation, Malformed {
        try (JsonParser in = factory.createParser(utf8, from, length)) {
            JsonToken first = in.nextToken();
            if (first != JsonToken.START_OBJECT) {
                throw new Malformed(1, 1, "a JSON object was expected, found " + described(first));
            }
            JsonFields fields = JsonFields.read(in);
            if (in.nextToken() != null) {
                throw new Malformed(
                        in.currentTokenLocation().getLineNr(),
                        in.currentTokenLocation().getColumnNr(),
                        "something follows the end of the object");
            }
            return fields;
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw new Malformed(
                    place == null ? 1 : place.getLineNr(),
                    place == null ? 1 : place.getColumnNr(),
                    e.getOriginalMessage());
        } catch (IOException e) {
            throw new Malformed(1, 1, String.valueOf(e.getMessage()));
        }
    }

    @SuppressWarnings("NullAway") // the parser's token is null at the end of the text
    private static String described(JsonToken token) {
        return token == null
                ? "nothing"
                : switch (token) {
                    case START_ARRAY -> "a list";
                    case VALUE_STRING -> "text";
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
                    default -> token.asString();
                };
    }

    /** One compact JSON object. */
    public static String write(Consumer<JsonFieldWriter> content) {
        return new String(bytes(content), StandardCharsets.UTF_8);
    }

    /** One compact JSON object in UTF-8. */
    public static byte[] bytes(Consumer<JsonFieldWriter> content) {
        return bytes(content, false);
    }

    /** As {@link #bytes}, with every field there, known or not: for answers, whose readers like to find each field. */
    public static byte[] complete(Consumer<JsonFieldWriter> content) {
        return bytes(content, true);
    }

    private static byte[] bytes(Consumer<JsonFieldWriter> content, boolean complete) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(256)) {
            try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
                out.writeStartObject();
                content.accept(new JsonFieldWriter(out, complete));
                out.writeEndObject();
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot be written as JSON: " + e.getMessage(), e);
        }
    }
}
