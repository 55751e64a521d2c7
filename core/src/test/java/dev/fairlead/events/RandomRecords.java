package dev.fairlead.events;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Random records of any schema: each field holds what its kind and range allow, the ends of the range and awkward text among it,
 * or nothing where it may be left out.
 */
public final class RandomRecords {
    private static final int[] ALPHABET =
            "aZ09 _-:/\\\"'\t\n\u0000\u001fäß€\u2028漢🦊".codePoints().toArray();
    private static final long EARLIEST = Contract.EARLIEST_TIME;
    private static final long LATEST = Contract.LATEST_TIME;

    private final RandomGenerator random;
    private final Map<String, Supplier<String>> texts = new HashMap<>();
    private final Map<Class<?>, UnaryOperator<Object>> rules = new HashMap<>();
    private long count;

    public RandomRecords(RandomGenerator random) {
        this.random = random;
        texts.put("plan", () -> "0123456789abcdef".repeat(4));
    }

    /** The same generator, whose mandatory or given texts of this name are made so. */
    public RandomRecords text(String field, Supplier<String> value) {
        texts.put(field, value);
        return this;
    }

    /** The same generator, which makes records of this class keep a rule between their fields. */
    public <R> RandomRecords rule(Class<R> type, UnaryOperator<R> rule) {
        rules.put(type, record -> rule.apply(type.cast(record)));
        return this;
    }

    /** An event with an id of its own. */
    public <E extends Event> E event(EventType<E> type) {
        texts.put("id", () -> "e" + count++ + text(20));
        return type.type().cast(record(type.schema()));
    }

    /** A record of the schema. */
    public <R> R record(Schema<R> schema) {
        List<Field> fields = schema.fields();
        Object[] values = new Object[fields.size()];
        RecordComponent[] components = schema.type().getRecordComponents();
        for (int i = 0; i < values.length; i++) {
            values[i] = value(fields.get(i), components[i], fields, values);
        }
        if (schema.clears() >= 0) {
            values[schema.clears()] = cleared(fields, values, schema.clears());
        }
        R record = construct(schema.type(), components, values);
        UnaryOperator<Object> rule = rules.get(schema.type());
        return rule == null ? record : schema.type().cast(rule.apply(record));
    }

    /** Some of what is absent. */
    private List<String> cleared(List<Field> fields, Object[] values, int clears) {
        List<String> cleared = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            boolean known = switch (fields.get(i).kind()) {
                case IDS -> !((List<?>) values[i]).isEmpty();
                case WHOLE, TIME -> !values[i].equals(fields.get(i).absent());
                case NUMBER -> !values[i].equals(Double.NaN);
                default -> !values[i].equals("");
            };
            if (i != clears && !fields.get(i).mandatory() && !known && random.nextBoolean()) {
                cleared.add(fields.get(i).name());
            }
        }
        return cleared;
    }

    private static <R> R construct(Class<R> type, RecordComponent[] components, Object[] values) {
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<R> canonical = type.getDeclaredConstructor(types);
            canonical.setAccessible(true);
            return canonical.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private Object value(Field field, RecordComponent component, List<Field> fields, Object[] before) {
        boolean absent = !field.mandatory() && random.nextInt(3) == 0;
        return switch (field.kind()) {
            case ID -> absent ? "" : named(field, 200);
            case TEXT -> absent ? "" : named(field, 2_000);
            case RAW -> absent ? "" : named(field, 5_000);
            case ZONE -> absent ? "" : "Europe/Berlin";
            case VALUE -> form(field);
            case TIME -> absent ? 0L : whole(EARLIEST, LATEST);
            case NUMBER -> absent ? Double.NaN : number(field.low(), field.high());
            case WHOLE -> whole(field, component, absent);
            case FLAG -> random.nextBoolean();
            case IDS -> list(field, () -> text(200));
            case NUMBERS -> numbers(field);
            case FLOATS -> floats();
            case POINT -> absent ? Point.UNKNOWN : point();
            case POINTS -> list(field, this::point);
            case OBJECT -> absent ? field.schema().absent() : record(field.schema());
            case EMBEDDED -> record(field.schema());
            case OBJECTS -> list(field, () -> record(field.schema()));
            case VARIANT -> variant(field, fields, before);
        };
    }

    private String named(Field field, int longest) {
        Supplier<String> given = texts.get(field.name());
        return given == null ? text(longest) : given.get();
    }

    /** At least one character; now and then as many as there may be. */
    private String text(int longest) {
        int length = random.nextInt(20) == 0 ? longest : 1 + random.nextInt(Math.min(longest, 30));
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            int point = ALPHABET[random.nextInt(ALPHABET.length)];
            text.appendCodePoint(text.length() + Character.charCount(point) > length ? 'x' : point);
        }
        return text.toString();
    }

    private Object form(Field field) {
        return field.form().orElseThrow().parse().apply(Integer.toString(random.nextInt(1_000_000)));
    }

    private long whole(long low, long high) {
        return switch (random.nextInt(8)) {
            case 0 -> low;
            case 1 -> high;
            default -> random.nextLong(low, high);
        };
    }

    private Object whole(Field field, RecordComponent component, boolean absent) {
        long value = absent ? field.absent() : whole((long) field.low(), (long) field.high());
        return component.getType() == int.class ? (Object) Math.toIntExact(value) : (Object) value;
    }

    private double number(double low, double high) {
        return switch (random.nextInt(8)) {
            case 0 -> low;
            case 1 -> high;
            case 2 -> Math.clamp(random.nextInt(1_000), low, high);
            case 3 -> Math.clamp(Double.MIN_VALUE * random.nextInt(9), low, high);
            default -> high - low < Double.POSITIVE_INFINITY ? random.nextDouble(low, high) : anyFinite(low, high);
        };
    }

    /** Any bits that are a number. */
    private double anyFinite(double low, double high) {
        double value = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(value) ? Math.clamp(value, low, high) : high;
    }

    private double[] numbers(Field field) {
        return random.ints(random.nextInt(4))
                .mapToDouble(_ -> random.nextInt(3) == 0 ? Double.NaN : number(field.low(), field.high()))
                .toArray();
    }

    /** Any bits, those of unusual NaNs too. */
    private float[] floats() {
        float[] row = new float[random.nextInt(5)];
        for (int i = 0; i < row.length; i++) {
            row[i] = Float.intBitsToFloat(random.nextInt());
        }
        return row;
    }

    private Point point() {
        return new Point(number(-90, 90), number(-180, 180));
    }

    private <T> List<T> list(Field field, Supplier<T> each) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(field.mandatory() ? 1 : 0, 5); i > 0; i--) {
            list.add(each.get());
        }
        return list;
    }

    /** Chooses the variant, and says so in the field that names it. */
    private Object variant(Field field, List<Field> fields, Object[] before) {
        List<String> names = List.copyOf(new TreeSet<>(field.of().keySet()));
        String name = names.get(random.nextInt(names.size()));
        for (int i = 0; i < before.length; i++) {
            if (fields.get(i).name().equals(field.by())) {
                before[i] = name;
            }
        }
        return record(Optional.ofNullable(field.of().get(name)).orElseThrow());
    }

    /** Whether two values are the same to the bit: records by their components, arrays and lists by their elements. */
    public static boolean same(Object one, Object other) {
        if (one instanceof Record && one.getClass() == other.getClass()) {
            return Arrays.stream(one.getClass().getRecordComponents())
                    .allMatch(component -> same(component(component, one), component(component, other)));
        }
        if (one instanceof List<?> some && other instanceof List<?> others) {
            boolean same = some.size() == others.size();
            for (int i = 0; same && i < some.size(); i++) {
                same = same(some.get(i), others.get(i));
            }
            return same;
        }
        if (one instanceof float[] row && other instanceof float[] that) {
            return Arrays.equals(bits(row), bits(that));
        }
        return one.equals(other) || Objects.deepEquals(one, other);
    }

    private static Object component(RecordComponent component, Object of) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static int[] bits(float[] row) {
        int[] bits = new int[row.length];
        for (int i = 0; i < row.length; i++) {
            bits[i] = Float.floatToRawIntBits(row[i]);
        }
        return bits;
    }
}
