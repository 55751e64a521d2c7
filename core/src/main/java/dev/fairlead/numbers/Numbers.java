package dev.fairlead.numbers;

import dev.fairlead.experiment.json.Sha256;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A value for each parameter of a schema. An unknown key, a value out of range or a broken rule is refused when the numbers are made, so
 * that whatever holds them holds right ones. Does not change.
 */
public final class Numbers {
    private final NumberSchema schema;
    private final TreeMap<String, String> texts;

    private Numbers(NumberSchema schema, TreeMap<String, String> texts) {
        this.schema = schema;
        this.texts = texts;
        schema.parameters().forEach(parameter -> parameter.read(value(parameter.key())));
        schema.rules().forEach(rule -> rule.check(this));
    }

    static Numbers defaults(NumberSchema schema) {
        TreeMap<String, String> texts = new TreeMap<>();
        schema.parameters().forEach(parameter -> texts.put(parameter.key(), parameter.byDefault()));
        return new Numbers(schema, texts);
    }

    /** What they are values of. */
    public NumberSchema schema() {
        return schema;
    }

    /** The value of a parameter. @throws IllegalArgumentException if it is not one of the schema's */
    public <T> T get(Parameter<T> parameter) {
        return parameter.read(value(parameter.key()));
    }

    /** The value of a parameter whose range is within that of int. */
    public int integer(Parameter<Long> parameter) {
        return Math.toIntExact(get(parameter));
    }

    /** The text of one value, as it was given. @throws IllegalArgumentException if there is no such key */
    public String value(String key) {
        String text = texts.get(key);
        return text == null ? schema.parameter(key).byDefault() : text;
    }

    /** These numbers with one changed. @throws IllegalArgumentException if the key or the value is wrong, or breaks a rule */
    public Numbers with(String key, String value) {
        return with(Map.of(key, value));
    }

    /** These numbers with some changed at once. @throws IllegalArgumentException likewise */
    public Numbers with(Map<String, String> changes) {
        TreeMap<String, String> merged = new TreeMap<>(texts);
        new TreeMap<>(changes)
                .forEach((key, value) -> merged.put(schema.parameter(key).key(), value));
        return new Numbers(schema, merged);
    }

    /**
     * These numbers with some changed by lines {@code key=value}, in the format of {@link Properties}.
     *
     * @throws IllegalArgumentException likewise, and if a key is given twice
     */
    public Numbers withText(String lines) {
        Map<String, String> changes = new TreeMap<>();
        // The only way to hear of a key that is given twice.
        Properties reader = new Properties() {
            @Override
            public synchronized Object put(Object key, Object value) {
                if (changes.put((String) key, ((String) value).strip()) != null) {
                    throw new IllegalArgumentException("configuration key '" + key + "' is given twice");
                }
                return value;
            }
        };
        try {
            reader.load(new StringReader(lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return with(changes);
    }

    /** These numbers with some changed by a file of such lines. @throws IllegalArgumentException likewise; it names the file */
    public Numbers withFile(Path file) {
        try {
            return withText(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no configuration file " + file, e);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the configuration " + file + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** Every key with its value as it was given, a line each, sorted by key: {@link #withText} on any numbers of the schema gives these again. */
    public String text() {
        return texts.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** SHA-256 of {@link #text}, 64 lower-case hexadecimal digits: equal for equal numbers. */
    public String hash() {
        return Sha256.of(text().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return text();
    }
}
