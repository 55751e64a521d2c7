package dev.fairlead.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fairlead.events.Field;
import dev.fairlead.events.FieldWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Writes fields into the JSON object that the generator has open. What is not known (empty text, NaN, an empty list) is
 * left out, or, in a complete object, written as {@code ""}, {@code null}, {@code []} and, for a flag, {@code false}.
 */
public final class JsonFieldWriter implements FieldWriter {
    private final JsonGenerator out;
    private final boolean complete;

    /** @param out inside an object; opening, closing and flushing it stay with the caller */
    public JsonFieldWriter(JsonGenerator out) {
        this(out, false);
    }

    JsonFieldWriter(JsonGenerator out, boolean complete) {
        this.out = out;
        this.complete = complete;
    }

    @Override
    public void text(String name, String value) {
        if (complete || !value.isEmpty()) {
            write(name, () -> out.writeString(value));
        }
    }

    /**
     * In a complete object an infinite value is {@code null} too.
     *
     * @throws IllegalArgumentException if the value is infinite, which JSON cannot hold, and the object is not complete
     */
    @Override
    public void number(String name, double value) {
        if (complete) {
            write(name, () -> finite(value));
            return;
        }
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException("'" + name + "' is " + value + ", which JSON cannot hold");
        }
        if (!Double.isNaN(value)) {
            write(name, () -> out.writeNumber(value));
        }
    }

    @Override
    public void whole(String name, long value) {
        write(name, () -> out.writeNumber(value));
    }

    /** A float with as many digits as it has, not as many as the double nearest to it; {@code null} when not finite. */
    public void single(String name, float value) {
        write(name, () -> {
            if (Float.isFinite(value)) {
                out.writeNumber(value);
            } else {
                out.writeNull();
            }
        });
    }

    /** A list of numbers; {@code null} stands for one that is not finite. */
    @Override
    public void numbers(String name, double[] values) {
        write(name, () -> {
            out.writeStartArray();
            for (double value : values) {
                finite(value);
            }
            out.writeEndArray();
        });
    }

    private void finite(double value) throws IOException {
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeNull();
        }
    }

    @Override
    public void unknown(String name, Field.Kind kind) {
        if (complete) {
            write(name, () -> {
                switch (kind) {
                    case FLAG -> out.writeBoolean(false);
                    case NUMBERS, POINTS -> {
                        out.writeStartArray();
                        out.writeEndArray();
                    }
                    default -> out.writeNull();
                }
            });
        }
    }

    @Override
    public void flag(String name, boolean value) {
        write(name, () -> out.writeBoolean(value));
    }

    @Override
    public void texts(String name, List<String> values) {
        if (complete || !values.isEmpty()) {
            write(name, () -> {
                out.writeStartArray();
                for (String value : values) {
                    out.writeString(value);
                }
                out.writeEndArray();
            });
        }
    }

    @Override
    public <T> void records(String name, List<T> values, BiConsumer<T, FieldWriter> each) {
        if (complete || !values.isEmpty()) {
            write(name, () -> {
                out.writeStartArray();
                for (T value : values) {
                    out.writeStartObject();
                    each.accept(value, this);
                    out.writeEndObject();
                }
                out.writeEndArray();
            });
        }
    }

    @Override
    public void object(String name, Consumer<FieldWriter> value) {
        record(name, value::accept);
    }

    /** One object, by a writer that can write flags too. */
    public void record(String name, Consumer<JsonFieldWriter> content) {
        write(name, () -> {
            out.writeStartObject();
            content.accept(this);
            out.writeEndObject();
        });
    }

    private interface Value {
        void write() throws IOException;
    }

    private void write(String name, Value value) {
        try {
            out.writeFieldName(name);
            value.write();
        } catch (IOException e) {
            throw new UncheckedIOException("field '" + name + "' cannot be written as JSON: " + e.getMessage(), e);
        }
    }
}
