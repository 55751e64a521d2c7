package dev.fairlead.registry;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.FieldWriter;
import dev.fairlead.events.Fields;
import dev.fairlead.events.RecordedFields;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Documents that are written as a listing of their fields, and read only if they were written here. */
public final class RememberedDocuments implements Documents {
    private final Map<String, Fields> written = new HashMap<>();

    @Override
    public byte[] write(Consumer<FieldWriter> fields) {
        RecordedFields recorded = new RecordedFields();
        fields.accept(recorded);
        Listing listing = new Listing(new StringBuilder());
        fields.accept(listing);
        written.put(listing.text.toString(), recorded);
        return listing.text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Fields read(byte[] bytes) throws ContractViolation {
        Fields fields = written.get(new String(bytes, StandardCharsets.UTF_8));
        if (fields == null) {
            throw new ContractViolation("", "this document was not written here");
        }
        return fields;
    }

    private record Listing(StringBuilder text) implements FieldWriter {
        private void add(String name, String value) {
            text.append(name).append('=').append(value).append(';');
        }

        @Override
        public void text(String name, String value) {
            add(name, value);
        }

        @Override
        public void number(String name, double value) {
            add(name, Double.toString(value));
        }

        @Override
        public void whole(String name, long value) {
            add(name, Long.toString(value));
        }

        @Override
        public void flag(String name, boolean value) {
            add(name, Boolean.toString(value));
        }

        @Override
        public void numbers(String name, double[] values) {
            add(name, Arrays.toString(values));
        }

        @Override
        public void texts(String name, List<String> values) {
            add(name, values.toString());
        }

        @Override
        public void object(String name, Consumer<FieldWriter> value) {
            text.append(name).append("={");
            value.accept(this);
            text.append('}');
        }

        @Override
        public <T> void records(String name, List<T> values, BiConsumer<T, FieldWriter> each) {
            text.append(name).append("=[");
            values.forEach(value -> each.accept(value, this));
            text.append(']');
        }
    }
}
