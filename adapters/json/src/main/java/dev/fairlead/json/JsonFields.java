package dev.fairlead.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Fields;
import dev.fairlead.experiment.time.TimeFormat;
import java.io.IOException;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One JSON object. Made by {@link Json#parse}.
 *
 * <p>A value is held as String, Long, Double (also whole numbers beyond 64 bits), Boolean, {@link Null}, List of these, or
 * JsonFields. Events have few fields, so that looking through an array beats hashing; {@link #MAX_FIELDS} keeps a
 * hostile object from making that slow.
 */
public final class JsonFields implements Fields {
    /** Most fields in one object. */
    static final int MAX_FIELDS = 256;

    /** Whole numbers up to here are exact as doubles: {@code 3.0} may stand for 3. */
    private static final double MAX_EXACT = 1L << 53;

    private enum Null {
        NULL
    }

    private String[] names = new String[12];
    private Object[] values = new Object[12];
    private int size;
    private Set<String> nulls = Set.of();

    private JsonFields() {}

    /** Reads the object whose opening brace is the parser's current token. */
    static JsonFields read(JsonParser in) throws IOException, ContractViolation {
        JsonFields fields = new JsonFields();
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            fields.add(name, value(name, in, in.nextToken()));
        }
        fields.dropNulls();
        return fields;
    }

    private static Object value(String name, JsonParser in, JsonToken token) throws IOException, ContractViolation {
        return switch (token) {
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_INT ->
                in.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? (Object) in.getDoubleValue()
                        : (Object) in.getLongValue();
            case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case START_OBJECT -> read(in);
            case START_ARRAY -> list(name, in);
            default -> Null.NULL;
        };
    }

    private static List<Object> list(String name, JsonParser in) throws IOException, ContractViolation {
        List<Object> list = new ArrayList<>();
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            list.add(value(name, in, token));
        }
        return list;
    }

    private void add(String name, Object value) throws ContractViolation {
        if (find(name) >= 0) {
            throw new ContractViolation(name, "field '" + name + "' is there twice");
        }
        if (size == MAX_FIELDS) {
            throw new ContractViolation("", "an object of more than " + MAX_FIELDS + " fields");
        }
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        names[size] = name;
        values[size++] = value;
    }

    private void dropNulls() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (values[i] != Null.NULL) {
                names[kept] = names[i];
                values[kept++] = values[i];
            } else {
                nulls = nulls.isEmpty() ? new LinkedHashSet<>() : nulls;
                nulls.add(names[i]);
            }
        }
        size = kept;
    }

    private int find(String name) {
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public Set<String> nulls() {
        return nulls;
    }

    @Override
    public Set<String> names() {
        return new AbstractSet<>() {
            @Override
            public Iterator<String> iterator() {
                return Arrays.asList(names).subList(0, size).iterator();
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    @Override
    public Optional<String> text(String name) throws ContractViolation {
        int at = find(name);
        if (at < 0) {
            return Optional.empty();
        }
        if (values[at] instanceof String text) {
            return Optional.of(text);
        }
        throw mismatch(name, values[at], "text");
    }

    @Override
    public OptionalDouble number(String name) throws ContractViolation {
        int at = find(name);
        if (at < 0) {
            return OptionalDouble.empty();
        }
        if (values[at] instanceof Long whole) {
            return OptionalDouble.of(whole);
        }
        if (values[at] instanceof Double number && Double.isFinite(number)) {
            return OptionalDouble.of(number);
        }
        throw mismatch(name, values[at], values[at] instanceof Double ? "a finite number" : "a number");
    }

    @Override
    public OptionalLong whole(String name) throws ContractViolation {
        int at = find(name);
        return at < 0 ? OptionalLong.empty() : OptionalLong.of(whole(name, values[at], "a whole number"));
    }

    private static long whole(String name, Object value, String wanted) throws ContractViolation {
        if (value instanceof Long whole) {
            return whole;
        }
        if (value instanceof Double number && Math.rint(number) == number && Math.abs(number) <= MAX_EXACT) {
            return number.longValue();
        }
        throw mismatch(name, value, wanted);
    }

    @Override
    public OptionalLong time(String name) throws ContractViolation {
        int at = find(name);
        if (at < 0) {
            return OptionalLong.empty();
        }
        String wanted = "a time: whole milliseconds since 1970, or text like 2026-03-01T12:00:00Z";
        if (values[at] instanceof String text) {
            try {
                return OptionalLong.of(TimeFormat.STANDARD.text(text));
            } catch (IllegalArgumentException e) {
                throw mismatch(name, text, wanted);
            }
        }
        return OptionalLong.of(whole(name, values[at], wanted));
    }

    @Override
    public Optional<Boolean> flag(String name) throws ContractViolation {
        int at = find(name);
        if (at < 0) {
            return Optional.empty();
        }
        if (values[at] instanceof Boolean flag) {
            return Optional.of(flag);
        }
        throw mismatch(name, values[at], "true or false");
    }

    @Override
    public Optional<double[]> numbers(String name) throws ContractViolation {
        int at = find(name);
        if (at < 0) {
            return Optional.empty();
        }
        if (!(values[at] instanceof List<?> found)) {
            throw mismatch(name, values[at], "a list");
        }
        double[] numbers = new double[found.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = switch (found.get(i)) {
                case Long whole -> whole;
                case Double number when Double.isFinite(number) -> number;
                case Null _ -> Double.NaN;
                case Object other -> throw mismatch(name + "[" + i + "]", other, "a number");
            };
        }
        return Optional.of(numbers);
    }

    @Override
    public Optional<List<String>> texts(String name) throws ContractViolation {
        return list(name, String.class, "text");
    }

    @Override
    public boolean beginsWithObject(String name) {
        int at = find(name);
        return at >= 0 && values[at] instanceof List<?> list && !list.isEmpty() && list.getFirst() instanceof Fields;
    }

    @Override
    public Optional<List<Fields>> records(String name) throws ContractViolation {
        return list(name, Fields.class, "an object");
    }

    private <T> Optional<List<T>> list(String name, Class<T> kind, String wanted) throws ContractViolation {
        int at = find(name);
        if (at < 0) {
            return Optional.empty();
        }
        if (!(values[at] instanceof List<?> found)) {
            throw mismatch(name, values[at], "a list");
        }
        List<T> list = new ArrayList<>(found.size());
        for (Object value : found) {
            if (!kind.isInstance(value)) {
                throw mismatch(name + "[" + list.size() + "]", value, wanted);
            }
            list.add(kind.cast(value));
        }
        return Optional.of(list);
    }

    @Override
    public Optional<Fields> record(String name) throws ContractViolation {
        int at = find(name);
        if (at < 0) {
            return Optional.empty();
        }
        if (values[at] instanceof JsonFields fields) {
            return Optional.of(fields);
        }
        throw mismatch(name, values[at], "an object");
    }

    private static ContractViolation mismatch(String name, Object found, String wanted) {
        return new ContractViolation(name, "field '" + name + "' is " + described(found) + ", not " + wanted);
    }

    private static String described(Object value) {
        return switch (value) {
            case String text -> "text \"" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "\"";
            case Number number -> "the number " + number;
            case List<?> list -> "a list of " + list.size();
            case JsonFields _ -> "an object";
            case Null _ -> "null";
            default -> String.valueOf(value);
        };
    }
}
