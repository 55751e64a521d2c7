package dev.fairlead.events;

import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads and writes one field of a record. */
interface FieldCodec {
    Object read(Contract in) throws ContractViolation;

    void write(FieldWriter out, Object value);

    /**
     * Checks a value as it stands.
     *
     * @return false where it must be written and read to be checked
     */
    default boolean checks(Object value) throws ContractViolation {
        return false;
    }

    /** The value of a field that was left out. */
    Object absent();

    /** @throws IllegalArgumentException if the component's type is not that of the field's kind */
    static FieldCodec of(Field field, RecordComponent component) {
        requireType(field, component);
        return switch (field.kind()) {
            case ID, TEXT, RAW, ZONE -> new OfText(field);
            case VALUE -> new OfValue(field);
            case TIME, WHOLE -> new OfWhole(field, component.getType() == int.class);
            case NUMBER -> new OfNumber(field);
            case FLAG -> new OfFlag(field);
            case IDS -> new OfIds(field);
            case NUMBERS -> new OfNumbers(field);
            case FLOATS -> new OfFloats(field);
            case POINT -> new OfPoint(field);
            case POINTS -> new OfPoints(field);
            case OBJECT, EMBEDDED, VARIANT -> new OfRecord(field);
            case OBJECTS -> new OfRecords(field);
        };
    }

    private static void requireType(Field field, RecordComponent component) {
        Set<Class<?>> types = switch (field.kind()) {
            case ID, TEXT, RAW, ZONE -> Set.of(String.class);
            case VALUE -> Set.of(field.form().orElseThrow().type());
            case TIME -> Set.of(long.class);
            case WHOLE -> Set.of(long.class, int.class);
            case NUMBER -> Set.of(double.class);
            case FLAG -> Set.of(boolean.class);
            case IDS, POINTS, OBJECTS -> Set.of(List.class);
            case NUMBERS -> Set.of(double[].class);
            case FLOATS -> Set.of(float[].class);
            case POINT -> Set.of(Point.class);
            case OBJECT, EMBEDDED -> Set.of(field.schema().type());
            case VARIANT -> Set.of(component.getType());
        };
        if (!types.contains(component.getType())) {
            throw new IllegalArgumentException("component " + component.getName() + " of "
                    + component.getDeclaringRecord().getSimpleName() + " is a "
                    + component.getType().getSimpleName() + ", which does not hold a field of kind " + field.kind());
        }
    }

    record OfText(Field field) implements FieldCodec {
        @Override
        public Object read(Contract in) throws ContractViolation {
            return switch (field.kind()) {
                case ID -> field.mandatory() ? in.text(field.name()) : in.optionalText(field.name());
                case TEXT -> required(in.freeText(field.name()));
                case ZONE -> required(in.timeZone(field.name()));
                default -> required(in.raw(field.name()));
            };
        }

        private String required(String text) throws ContractViolation {
            if (field.mandatory() && text.isEmpty()) {
                throw new ContractViolation(field.name(), "required field '" + field.name() + "' is missing or empty");
            }
            return text;
        }

        @Override
        public void write(FieldWriter out, Object value) {
            out.text(field.name(), (String) value);
        }

        @Override
        public Object absent() {
            return "";
        }
    }

    record OfValue(Field field) implements FieldCodec {
        @Override
        public Object read(Contract in) throws ContractViolation {
            String text = in.freeText(field.name());
            if (text.isEmpty()) {
                throw new ContractViolation(field.name(), "required field '" + field.name() + "' is missing or empty");
            }
            try {
                return field.form().orElseThrow().parse().apply(text);
            } catch (IllegalArgumentException e) {
                throw new ContractViolation(field.name(), String.valueOf(e.getMessage()));
            }
        }

        @Override
        public void write(FieldWriter out, Object value) {
            out.text(field.name(), value.toString());
        }

        @Override
        public Object absent() {
            throw new IllegalStateException("field '" + field.name() + "' must be there");
        }
    }

    record OfWhole(Field field, boolean small) implements FieldCodec {
        private Object boxed(long value) {
            return small ? (Object) Math.toIntExact(value) : (Object) value;
        }

        @Override
        public Object read(Contract in) throws ContractViolation {
            if (field.kind() == Field.Kind.TIME) {
                return field.mandatory() ? in.time(field.name()) : in.optionalTime(field.name());
            }
            return boxed(
                    field.mandatory()
                            ? in.whole(field.name(), (long) field.low(), (long) field.high())
                            : in.whole(field.name(), (long) field.low(), (long) field.high(), field.absent()));
        }

        /** A value that stands for "not known", which lies outside what may be sent, is left out. */
        @Override
        public void write(FieldWriter out, Object value) {
            long whole = ((Number) value).longValue();
            boolean unknown =
                    !field.mandatory() && whole == field.absent() && (whole < field.low() || whole > field.high());
            if (unknown) {
                out.unknown(field.name(), field.kind());
            } else {
                out.whole(field.name(), whole);
            }
        }

        @Override
        public Object absent() {
            return boxed(field.absent());
        }
    }

    record OfNumber(Field field) implements FieldCodec {
        @Override
        public Object read(Contract in) throws ContractViolation {
            return field.mandatory()
                    ? in.number(field.name(), field.low(), field.high())
                    : in.optionalNumber(field.name(), field.low(), field.high());
        }

        @Override
        public void write(FieldWriter out, Object value) {
            out.number(field.name(), (Double) value);
        }

        @Override
        public Object absent() {
            return Double.NaN;
        }
    }

    record OfFlag(Field field) implements FieldCodec {
        @Override
        public Object read(Contract in) throws ContractViolation {
            return in.flag(field.name());
        }

        @Override
        public void write(FieldWriter out, Object value) {
            if ((Boolean) value) {
                out.flag(field.name(), true);
            } else {
                out.unknown(field.name(), field.kind());
            }
        }

        @Override
        public Object absent() {
            return false;
        }
    }

    record OfIds(Field field) implements FieldCodec {
        @Override
        public Object read(Contract in) throws ContractViolation {
            List<String> ids = in.texts(field.name());
            if (field.mandatory() && ids.isEmpty()) {
                throw new ContractViolation(field.name(), "required list '" + field.name() + "' is missing or empty");
            }
            return ids;
        }

        @Override
        public boolean checks(Object value) throws ContractViolation {
            Contract.checkIds(field.name(), (List<?>) value);
            return !field.mandatory();
        }

        @Override
        @SuppressWarnings("unchecked") // the list's elements are what read made, or what the record's own type says
        public void write(FieldWriter out, Object value) {
            out.texts(field.name(), (List<String>) value);
        }

        @Override
        public Object absent() {
            return List.of();
        }
    }

    record OfNumbers(Field field) implements FieldCodec {
        @Override
        public Object read(Contract in) throws ContractViolation {
            return in.numbers(field.name(), field.low(), field.high());
        }

        @Override
        public void write(FieldWriter out, Object value) {
            if (((double[]) value).length > 0) {
                out.numbers(field.name(), (double[]) value);
            } else {
                out.unknown(field.name(), field.kind());
            }
        }

        @Override
        public Object absent() {
            return new double[0];
        }
    }

    record OfFloats(Field field) implements FieldCodec {
        private static final float[] NONE = {};

        @Override
        public Object read(Contract in) throws ContractViolation {
            String base64 = in.raw(field.name());
            if (base64.isEmpty()) {
                return NONE;
            }
            try {
                byte[] bytes = Base64.getDecoder().decode(base64);
                if (bytes.length % Float.BYTES != 0) {
                    throw new ContractViolation(
                            field.name(), bytes.length + " bytes are not a whole number of 32-bit floats");
                }
                float[] row = new float[bytes.length / Float.BYTES];
                ByteBuffer.wrap(bytes)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                        .get(row);
                return row;
            } catch (IllegalArgumentException e) {
                throw new ContractViolation(field.name(), "not base64: " + e.getMessage());
            }
        }

        /** Any floats can be written and read. */
        @Override
        public boolean checks(Object value) {
            return true;
        }

        @Override
        public void write(FieldWriter out, Object value) {
            float[] row = (float[]) value;
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * row.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(row);
            out.text(field.name(), Base64.getEncoder().encodeToString(bytes.array()));
        }

        @Override
        public Object absent() {
            return NONE;
        }
    }

    record OfPoint(Field field) implements FieldCodec {
        @Override
        public Object read(Contract in) throws ContractViolation {
            List<Point> points = points(field, in);
            if (points.isEmpty() && field.mandatory()) {
                throw new ContractViolation(field.name(), "required field '" + field.name() + "' is missing or empty");
            }
            if (points.size() > 1) {
                throw new ContractViolation(field.name(), "one point is two numbers, latitude and longitude");
            }
            return points.isEmpty() ? Point.UNKNOWN : points.getFirst();
        }

        @Override
        public void write(FieldWriter out, Object value) {
            if (!value.equals(Point.UNKNOWN)) {
                out.numbers(field.name(), degrees(List.of((Point) value)));
            } else {
                out.unknown(field.name(), field.kind());
            }
        }

        @Override
        public Object absent() {
            return Point.UNKNOWN;
        }
    }

    record OfPoints(Field field) implements FieldCodec {
        @Override
        public Object read(Contract in) throws ContractViolation {
            return points(field, in);
        }

        @Override
        @SuppressWarnings("unchecked") // the record's component holds points
        public void write(FieldWriter out, Object value) {
            List<Point> points = (List<Point>) value;
            if (!points.isEmpty()) {
                out.numbers(field.name(), degrees(points));
            } else {
                out.unknown(field.name(), field.kind());
            }
        }

        @Override
        public Object absent() {
            return List.of();
        }
    }

    /** Latitude, longitude, latitude, longitude, …. */
    private static double[] degrees(List<Point> points) {
        double[] degrees = new double[2 * points.size()];
        for (int i = 0; i < points.size(); i++) {
            degrees[2 * i] = points.get(i).latitude();
            degrees[2 * i + 1] = points.get(i).longitude();
        }
        return degrees;
    }

    private static List<Point> points(Field field, Contract in) throws ContractViolation {
        double[] degrees = in.numbers(field.name(), -180, 180);
        if (degrees.length % 2 != 0) {
            throw new ContractViolation(
                    field.name(), degrees.length + " numbers are not pairs of latitude and longitude");
        }
        List<Point> points = new ArrayList<>(degrees.length / 2);
        for (int i = 0; i < degrees.length; i += 2) {
            if (!(Math.abs(degrees[i]) <= 90)) {
                throw new ContractViolation(
                        field.name() + "[" + i + "]", degrees[i] + " is no latitude, which is −90 to 90 degrees");
            }
            points.add(new Point(degrees[i], degrees[i + 1]));
        }
        return List.copyOf(points);
    }

    record OfRecord(Field field) implements FieldCodec {
        @Override
        public Object read(Contract in) throws ContractViolation {
            if (field.kind() == Field.Kind.EMBEDDED) {
                return field.schema().read(in);
            }
            Schema<?> schema = field.kind() == Field.Kind.VARIANT ? chosen(in.text(field.by())) : field.schema();
            return field.mandatory() ? in.record(field.name(), schema::read) : optional(in, schema);
        }

        private <R> R optional(Contract in, Schema<R> schema) throws ContractViolation {
            return in.record(field.name(), schema.absent(), schema::read);
        }

        private Schema<?> chosen(String value) throws ContractViolation {
            Schema<?> schema = field.of().get(value);
            if (schema == null) {
                throw new ContractViolation(
                        field.by(),
                        "nothing here reads '" + field.name() + "' of '" + value + "'; known are "
                                + String.join(", ", new TreeSet<>(field.of().keySet())));
            }
            return schema;
        }

        @Override
        public void write(FieldWriter out, Object value) {
            if (field.kind() == Field.Kind.EMBEDDED) {
                field.schema().writeUnchecked(value, out);
            } else if (field.mandatory() || !value.equals(field.schema().absent())) {
                out.object(field.name(), to -> schemaOf(value).writeUnchecked(value, to));
            } else {
                out.unknown(field.name(), field.kind());
            }
        }

        private Schema<?> schemaOf(Object value) {
            return field.of().values().stream()
                    .filter(schema -> schema.type().isInstance(value))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("'" + field.name() + "' has no schema for a "
                            + value.getClass().getSimpleName()));
        }

        @Override
        public Object absent() {
            return field.schema().absent();
        }
    }

    record OfRecords(Field field) implements FieldCodec {
        @Override
        public Object read(Contract in) throws ContractViolation {
            List<?> rows = in.records(field.name(), field.schema()::read);
            if (field.mandatory() && rows.isEmpty()) {
                throw new ContractViolation(field.name(), "required list '" + field.name() + "' is missing or empty");
            }
            return rows;
        }

        @Override
        public boolean checks(Object value) throws ContractViolation {
            List<?> rows = (List<?>) value;
            Contract.checkLength(field.name(), rows.size());
            for (int i = 0; i < rows.size(); i++) {
                try {
                    field.schema().checkUnchecked(rows.get(i));
                } catch (ContractViolation e) {
                    throw new ContractViolation(field.name() + "[" + i + "]." + e.field(), e.reason());
                }
            }
            return !field.mandatory() || !rows.isEmpty();
        }

        @Override
        public void write(FieldWriter out, Object value) {
            out.records(
                    field.name(), (List<?>) value, (row, to) -> field.schema().writeUnchecked(row, to));
        }

        @Override
        public Object absent() {
            return List.of();
        }
    }
}
