package dev.fairlead.trees;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** All in one line, as XGBoost writes JSON. */
final class JsonDocument implements DocumentWriter {
    private final StringBuilder out = new StringBuilder();

    @Override
    public String toString() {
        return out.toString();
    }

    @Override
    public void open() {
        separate().append('{');
    }

    @Override
    public void key(String name) {
        separate().append('"').append(name).append("\":");
    }

    @Override
    public void close() {
        out.append('}');
    }

    @Override
    public void text(String value) {
        separate().append('"').append(value).append('"');
    }

    @Override
    public void integer(int value) {
        separate().append(value);
    }

    @Override
    public void number(float value) {
        separate().append(value);
    }

    @Override
    public void list(int size) {
        separate().append('[');
    }

    @Override
    public void endList() {
        out.append(']');
    }

    @Override
    public void floats(float... values) {
        separate()
                .append(IntStream.range(0, values.length)
                        .mapToObj(i -> String.valueOf(values[i]))
                        .collect(Collectors.joining(",", "[", "]")));
    }

    @Override
    public void ints(int... values) {
        separate().append(IntStream.of(values).mapToObj(String::valueOf).collect(Collectors.joining(",", "[", "]")));
    }

    @Override
    public void longs(int... values) {
        ints(values);
    }

    @Override
    public void bytes(int... values) {
        ints(values);
    }

    private StringBuilder separate() {
        if (!out.isEmpty() && "{[:".indexOf(out.charAt(out.length() - 1)) < 0) {
            out.append(',');
        }
        return out;
    }
}
