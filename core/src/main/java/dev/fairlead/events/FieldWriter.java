package dev.fairlead.events;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Where an event writes its fields, in a fixed order. What is not known (empty text, NaN, an empty list) is left out, so
 * that reading gives the same record back.
 */
public interface FieldWriter {
    void text(String name, String value);

    void number(String name, double value);

    void whole(String name, long value);

    void flag(String name, boolean value);

    /** A field whose value is not known, or is what its absence means. */
    default void unknown(String name, Field.Kind kind) {}

    /** A list of numbers; NaN stands for one that is not known. */
    void numbers(String name, double[] values);

    void texts(String name, List<String> values);

    /** One object. */
    void object(String name, Consumer<FieldWriter> value);

    /** A list of objects, each written by {@code each}. */
    <T> void records(String name, List<T> values, BiConsumer<T, FieldWriter> each);
}
