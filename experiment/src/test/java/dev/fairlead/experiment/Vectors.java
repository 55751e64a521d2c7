package dev.fairlead.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the JSON of reference vectors, into maps, lists, strings, booleans, doubles and {@link #NULL}. */
public final class Vectors {
    public static final Object NULL = "null value";

    private final String text;
    private int at;

    private Vectors(String text) {
        this.text = text;
    }

    /** A file below the vectors' folder. */
    public static Object read(String file) {
        try {
            return parse(Files.readString(folder().resolve(file)));
        } catch (IOException e) {
            throw new IllegalStateException("no reference vectors: give -Dfairlead.data=FOLDER", e);
        }
    }

    public static Path folder() {
        return Path.of(System.getProperty("fairlead.data", ""), "vectors");
    }

    public static Object parse(String text) {
        return new Vectors(text).value();
    }

    public static List<?> list(Object value) {
        return (List<?>) value;
    }

    public static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }

    public static Object get(Object record, String name) {
        return Objects.requireNonNull(map(record).get(name), () -> "no " + name + " in " + record);
    }

    public static double number(Object record, String name) {
        return number(get(record, name));
    }

    public static double number(Object value) {
        return value instanceof Double number ? number : Double.POSITIVE_INFINITY;
    }

    public static double[] numbers(Object record, String name) {
        return list(get(record, name)).stream().mapToDouble(Vectors::number).toArray();
    }

    private Object value() {
        skip();
        char c = text.charAt(at);
        return switch (c) {
            case '{' -> record();
            case '[' -> array();
            case '"' -> string();
            default -> word();
        };
    }

    private Map<String, Object> record() {
        var record = new LinkedHashMap<String, Object>();
        at++;
        for (skip(); text.charAt(at) != '}'; skip()) {
            String name = string();
            skip();
            at++;
            record.put(name, value());
            skip();
            at += text.charAt(at) == ',' ? 1 : 0;
        }
        at++;
        return record;
    }

    private List<Object> array() {
        var array = new ArrayList<>();
        at++;
        for (skip(); text.charAt(at) != ']'; skip()) {
            array.add(value());
            skip();
            at += text.charAt(at) == ',' ? 1 : 0;
        }
        at++;
        return array;
    }

    private String string() {
        var string = new StringBuilder();
        for (at++; text.charAt(at) != '"'; at++) {
            if (text.charAt(at) != '\\') {
                string.append(text.charAt(at));
                continue;
            }
            at++;
            switch (text.charAt(at)) {
                case 'n' -> string.append('\n');
                case 't' -> string.append('\t');
                case 'r' -> string.append('\r');
                case 'b' -> string.append('\b');
                case 'f' -> string.append('\f');
                case 'u' -> {
                    string.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                    at += 4;
                }
                default -> string.append(text.charAt(at));
            }
        }
        at++;
        return string.toString();
    }

    private Object word() {
        int from = at;
        while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(from, at);
        return switch (word) {
            case "null" -> NULL;
            case "true" -> true;
            case "false" -> false;
            default -> Double.parseDouble(word);
        };
    }

    private void skip() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
