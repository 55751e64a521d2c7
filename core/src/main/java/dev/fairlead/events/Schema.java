package dev.fairlead.events;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fields of a record type, in the order of its components: declared once, and from that the record is read, written,
 * checked and described.
 *
 * @param <R> the record
 */
public final class Schema<R> {
    /** A rule between the fields of a record. */
    public interface Check<R> {
        void check(R value) throws ContractViolation;
    }

    private final Class<R> type;
    private final List<Field> fields;
    private final FieldCodec[] codecs;
    private final MethodHandle constructor;
    private final MethodHandle[] accessors;
    private final Check<R> check;
    private final int clears; // place of the field that names what is cleared, negative for none

    private Schema(
            Class<R> type,
            List<Field> fields,
            FieldCodec[] codecs,
            MethodHandle constructor,
            MethodHandle[] accessors,
            Check<R> check,
            int clears) {
        this.type = type;
        this.fields = fields;
        this.codecs = codecs;
        this.constructor = constructor;
        this.accessors = accessors;
        this.check = check;
        this.clears = clears;
    }

    /** @throws IllegalArgumentException if the fields do not fit the record's components, one for one */
    public static <R> Schema<R> of(Class<R> type, Field... fields) {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null || components.length != fields.length) {
            throw new IllegalArgumentException(type.getSimpleName() + " must be a record with a component for each of "
                    + fields.length + " fields");
        }
        FieldCodec[] codecs = new FieldCodec[fields.length];
        MethodHandle[] accessors = new MethodHandle[fields.length];
        for (int i = 0; i < fields.length; i++) {
            codecs[i] = FieldCodec.of(fields[i], components[i]);
            accessors[i] = accessor(components[i].getAccessor());
        }
        return new Schema<>(type, List.of(fields), codecs, constructor(type, components), accessors, _ -> {}, -1);
    }

    private static MethodHandle constructor(Class<?> type, RecordComponent[] components) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(types);
            canonical.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflectConstructor(canonical)
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " cannot be constructed: " + e.getMessage(), e);
        }
    }

    private static MethodHandle accessor(Method method) {
        try {
            method.setAccessible(true);
            return MethodHandles.lookup().unreflect(method).asType(MethodType.methodType(Object.class, Object.class));
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(method + " cannot be called: " + e.getMessage(), e);
        }
    }

    /** The same with one more rule between fields, which every reading checks. */
    public Schema<R> checked(Check<R> more) {
        return new Schema<>(
                type,
                fields,
                codecs,
                constructor,
                accessors,
                value -> {
                    check.check(value);
                    more.check(value);
                },
                clears);
    }

    /**
     * The same for a record that changes some attributes and leaves the others as they were: the list {@code field} names those that are not known
     * any more. A reader adds to it every attribute that is there and null, and every list that is there and empty.
     *
     * @throws IllegalArgumentException if there is no such list
     */
    Schema<R> clearing(String field) {
        for (int i = 0; i < codecs.length; i++) {
            if (fields.get(i).name().equals(field) && fields.get(i).kind() == Field.Kind.IDS) {
                return new Schema<>(type, fields, codecs, constructor, accessors, check, i);
            }
        }
        throw new IllegalArgumentException(type.getSimpleName() + " has no list '" + field + "'");
    }

    /** Place of the field that names what is cleared; negative without one. */
    int clears() {
        return clears;
    }

    /** What is cleared, in the order of the fields. @throws ContractViolation if it is given too, or no attribute */
    private List<String> cleared(Object[] values, Contract in) throws ContractViolation {
        Set<String> names = new LinkedHashSet<>();
        ((List<?>) values[clears]).forEach(name -> names.add((String) name));
        names.addAll(in.nulls());
        List<String> cleared = new ArrayList<>();
        for (int i = 0; i < codecs.length; i++) {
            Field field = fields.get(i);
            if (i == clears || field.mandatory()) {
                continue;
            }
            boolean emptied =
                    field.kind() == Field.Kind.IDS && in.holds(field.name()) && ((List<?>) values[i]).isEmpty();
            if (names.remove(field.name()) || emptied) {
                if (!Objects.deepEquals(values[i], codecs[i].absent())) {
                    throw new ContractViolation(
                            fields.get(clears).name(),
                            "'" + field.name() + "' is to be cleared and has a value; send one of the two");
                }
                cleared.add(field.name());
            }
        }
        names.remove(fields.get(clears).name());
        for (String name : names) {
            throw new ContractViolation(
                    name, "'" + name + "' is no attribute that can be cleared; such are " + attributes());
        }
        return List.copyOf(cleared);
    }

    private String attributes() {
        return fields.stream()
                .filter(field -> !field.mandatory() && field != fields.get(clears))
                .map(Field::name)
                .collect(Collectors.joining(", "));
    }

    public Class<R> type() {
        return type;
    }

    /** One for each component of the record. */
    public List<Field> fields() {
        return fields;
    }

    /** The fields as they stand side by side on the wire: those of embedded records in their place. */
    public List<Field> flat() {
        return fields.stream().flatMap(field -> field.flat().stream()).toList();
    }

    /** Reads the record's fields. @throws ContractViolation if one is missing, of the wrong kind or out of range */
    public R read(Contract in) throws ContractViolation {
        Object[] values = new Object[codecs.length];
        for (int i = 0; i < codecs.length; i++) {
            values[i] = codecs[i].read(in);
        }
        if (clears >= 0) {
            values[clears] = cleared(values, in);
        }
        R value = construct(values);
        check.check(value);
        return value;
    }

    private R construct(Object[] values) throws ContractViolation {
        try {
            return type.cast((Object) constructor.invokeExact(values));
        } catch (IllegalArgumentException e) {
            throw new ContractViolation("", String.valueOf(e.getMessage()));
        } catch (Throwable e) {
            throw new IllegalStateException("a " + type.getSimpleName() + " could not be made", e);
        }
    }

    /** Writes the record's fields in their order. */
    public void write(R value, FieldWriter out) {
        for (int i = 0; i < codecs.length; i++) {
            codecs[i].write(out, component(value, i));
        }
    }

    private Object component(R value, int i) {
        try {
            return (Object) accessors[i].invokeExact((Object) value);
        } catch (Throwable e) {
            throw new IllegalStateException(
                    fields.get(i).name() + " of a " + type.getSimpleName() + " cannot be read", e);
        }
    }

    /** Writes a record that is known to be of this schema's type. */
    void writeUnchecked(Object value, FieldWriter out) {
        write(type.cast(value), out);
    }

    /** Checks a record that is known to be of this schema's type. */
    void checkUnchecked(Object value) throws ContractViolation {
        check(type.cast(value));
    }

    /** The record of which every field is absent. @throws IllegalStateException if one must not be */
    R absent() {
        try {
            return construct(Stream.of(codecs).map(FieldCodec::absent).toArray());
        } catch (ContractViolation e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Holds a record against the contract that it will be read with: what cannot be checked as it stands is written and read back.
     *
     * @throws ContractViolation if it could not be read
     */
    public void check(R value) throws ContractViolation {
        RecordedFields written = new RecordedFields();
        boolean[] checked = new boolean[codecs.length];
        for (int i = 0; i < codecs.length; i++) {
            Object component = component(value, i);
            checked[i] = codecs[i].checks(component);
            if (!checked[i]) {
                codecs[i].write(written, component);
            }
        }
        Contract in = new Contract(written);
        for (int i = 0; i < codecs.length; i++) {
            if (!checked[i]) {
                codecs[i].read(in);
            }
        }
        in.refuseUnread();
        check.check(value);
    }

    /** What becomes of a text. */
    interface TextChange {
        /** @param field of which it is the value */
        String of(Field field, String text);
    }

    /** The same record with another whole number in one of its fields. @param place of the field, from 0 */
    R with(R value, int place, long number) {
        Object[] values = new Object[codecs.length];
        for (int i = 0; i < codecs.length; i++) {
            values[i] = i == place ? (Object) number : component(value, i);
        }
        try {
            return construct(values);
        } catch (ContractViolation e) {
            throw new IllegalArgumentException(e.reason(), e);
        }
    }

    /** The same record with its texts changed, and those of the records in it; itself where none changes. */
    R map(R value, TextChange change) {
        Object[] values = new Object[codecs.length];
        boolean changed = false;
        for (int i = 0; i < codecs.length; i++) {
            Object before = component(value, i);
            values[i] = mapped(fields.get(i), before, value, change);
            changed |= values[i] != before;
        }
        if (!changed) {
            return value;
        }
        try {
            return construct(values);
        } catch (ContractViolation e) {
            throw new IllegalArgumentException(e.reason(), e);
        }
    }

    private Object mapped(Field field, Object value, R record, TextChange change) {
        return switch (field.kind()) {
            case ID, TEXT, ZONE -> change.of(field, (String) value);
            case OBJECT, EMBEDDED -> field.schema().mapUnchecked(value, change);
            case VARIANT -> variant(field, record).mapUnchecked(value, change);
            case OBJECTS -> mapped((List<?>) value, field.schema(), change);
            default -> value;
        };
    }

    private static List<?> mapped(List<?> values, Schema<?> schema, TextChange change) {
        List<Object> mapped = new ArrayList<>(values.size());
        boolean changed = false;
        for (Object value : values) {
            Object after = schema.mapUnchecked(value, change);
            mapped.add(after);
            changed |= after != value;
        }
        return changed ? List.copyOf(mapped) : values;
    }

    Object mapUnchecked(Object value, TextChange change) {
        return map(type.cast(value), change);
    }

    private Schema<?> variant(Field field, R record) {
        for (int i = 0; i < codecs.length; i++) {
            if (fields.get(i).name().equals(field.by())) {
                Schema<?> schema = field.of().get((String) component(record, i));
                if (schema != null) {
                    return schema;
                }
            }
        }
        throw new IllegalStateException("a " + type.getSimpleName() + " has no schema for its " + field.name());
    }
}
