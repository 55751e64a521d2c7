package dev.fairlead.events;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Fields in memory: what is written can be read back. Values are texts, numbers, flags, lists of texts or numbers, and fields. */
public final class RecordedFields implements Fields, FieldWriter {
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Set<String> nulls = new LinkedHashSet<>();

    /** An event's fields with its type. */
    public static RecordedFields of(EventTypes types, Event event) {
        RecordedFields fields = new RecordedFields();
        types.write(event, fields);
        return fields;
    }

    /** The same object with one field set to a text, a number, a list of texts or other fields. */
    public RecordedFields with(String name, Object value) {
        values.put(name, value);
        return this;
    }

    /** What a field holds, as it was written; the empty text if there is no such field. */
    public Object value(String name) {
        Object value = values.get(name);
        return value == null ? "" : value;
    }

    /** The same object with one field that is there and null. */
    public RecordedFields withNull(String name) {
        values.remove(name);
        nulls.add(name);
        return this;
    }

    /** The same object without one field. */
    public RecordedFields without(String name) {
        values.remove(name);
        return this;
    }

    @Override
    public void flag(String name, boolean value) {
        values.put(name, value);
    }

    @Override
    public void numbers(String name, double[] value) {
        values.put(name, value);
    }

    @Override
    public Optional<Boolean> flag(String name) throws ContractViolation {
        return get(name, Boolean.class);
    }

    @Override
    public Optional<double[]> numbers(String name) throws ContractViolation {
        return get(name, double[].class);
    }

    @Override
    public void text(String name, String value) {
        if (!value.isEmpty()) {
            values.put(name, value);
        }
    }

    @Override
    public void number(String name, double value) {
        if (!Double.isNaN(value)) {
            values.put(name, value);
        }
    }

    @Override
    public void whole(String name, long value) {
        values.put(name, value);
    }

    @Override
    public void texts(String name, List<String> value) {
        if (!value.isEmpty()) {
            values.put(name, value);
        }
    }

    @Override
    public void object(String name, Consumer<FieldWriter> value) {
        RecordedFields fields = new RecordedFields();
        value.accept(fields);
        values.put(name, fields);
    }

    @Override
    public <T> void records(String name, List<T> rows, BiConsumer<T, FieldWriter> each) {
        List<Fields> written = new ArrayList<>();
        for (T row : rows) {
            RecordedFields fields = new RecordedFields();
            each.accept(row, fields);
            written.add(fields);
        }
        if (!written.isEmpty()) {
            values.put(name, written);
        }
    }

    @Override
    public Set<String> nulls() {
        return nulls;
    }

    @Override
    public Set<String> names() {
        return values.keySet();
    }

    @Override
    public Optional<String> text(String name) throws ContractViolation {
        return get(name, String.class);
    }

    @Override
    public OptionalDouble number(String name) throws ContractViolation {
        Optional<Number> number = get(name, Number.class);
        return number.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(number.get().doubleValue());
    }

    @Override
    public OptionalLong whole(String name) throws ContractViolation {
        Optional<Number> number = get(name, Number.class);
        return number.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(number.get().longValue());
    }

    @Override
    public OptionalLong time(String name) throws ContractViolation {
        return whole(name);
    }

    @Override
    public Optional<List<String>> texts(String name) throws ContractViolation {
        return list(name, String.class);
    }

    @Override
    public boolean beginsWithObject(String name) {
        return values.get(name) instanceof List<?> list && !list.isEmpty() && list.getFirst() instanceof Fields;
    }

    @Override
    public Optional<List<Fields>> records(String name) throws ContractViolation {
        return list(name, Fields.class);
    }

    private <T> Optional<List<T>> list(String name, Class<T> kind) throws ContractViolation {
        Optional<?> found = get(name, List.class);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        List<T> list = new ArrayList<>();
        for (Object value : (List<?>) found.get()) {
            list.add(cast(name + "[" + list.size() + "]", value, kind));
        }
        return Optional.of(list);
    }

    @Override
    public Optional<Fields> record(String name) throws ContractViolation {
        return get(name, Fields.class);
    }

    private <T> Optional<T> get(String name, Class<T> kind) throws ContractViolation {
        Object value = values.get(name);
        return value == null ? Optional.empty() : Optional.of(cast(name, value, kind));
    }

    private static <T> T cast(String place, Object value, Class<T> kind) throws ContractViolation {
        if (!kind.isInstance(value)) {
            throw new ContractViolation(place, "'" + value + "' is not a " + kind.getSimpleName());
        }
        return kind.cast(value);
    }
}
