package dev.fairlead.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fairlead.events.FieldWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Writes fields into the JSON object that the generator has open; empty text, NaN and empty lists are left out. */
public final class JsonFieldWriter implements FieldWriter {
    private final JsonGenerator out;

    /** @param out inside an object; opening, closing and flushing it stay with the caller */
    public JsonFieldWriter(JsonGenerator out) {
        this.out = out;
    }

    @Override
    public void text(String name, String value) {
        if (!value.isEmpty()) {
            write(name, () -> out.writeString(value));
        }
    }

    /** @throws IllegalArgumentException if the value is infinite, which JSON cannot hold */
    @Override
    public void number(String name, double value) {
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

    public void flag(String name, boolean value) {
        write(name, () -> out.writeBoolean(value));
    }

    @Override
    public void texts(String name, List<String> values) {
        if (!values.isEmpty()) {
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
        if (!values.isEmpty()) {
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
