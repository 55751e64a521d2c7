package dev.fairlead.events;

import java.util.List;
import java.util.Locale;

/** What is written for people about types of event: a table of the fields of each, in Markdown. */
public final class EventDocs {
    private final StringBuilder out = new StringBuilder();

    private EventDocs() {}

    /** A section with a table for each of the types, in their order; the titles are of the third level. */
    public static String tables(List<EventType<?>> types) {
        EventDocs docs = new EventDocs();
        types.forEach(docs::type);
        return docs.out.toString();
    }

    private void type(EventType<?> type) {
        out.append("### `")
                .append(type.name())
                .append("`\n\n")
                .append(type.about())
                .append("\n\n");
        out.append("| field | kind | range | left out | what it is |\n|---|---|---|---|---|\n");
        rows("", type.schema());
        out.append('\n');
    }

    private void rows(String prefix, Schema<?> schema) {
        for (Field field : schema.flat()) {
            String unit = field.unit().isEmpty() ? "" : " (" + field.unit() + ")";
            out.append("| `%s%s` | %s | %s | %s | %s |\n"
                    .formatted(
                            prefix,
                            field.name(),
                            kind(field),
                            range(field),
                            absence(field),
                            (field.about() + unit).replace("|", "\\|")));
            switch (field.kind()) {
                case OBJECT -> rows(prefix + field.name() + ".", field.schema());
                case OBJECTS -> rows(prefix + field.name() + "[].", field.schema());
                default -> {}
            }
        }
    }

    private static String kind(Field field) {
        return switch (field.kind()) {
            case ID -> "id";
            case TEXT, RAW, VALUE -> "text";
            case ZONE -> "time zone";
            case TIME -> "time";
            case NUMBER -> "number";
            case WHOLE -> "whole number";
            case FLAG -> "true or false";
            case IDS -> "list of ids";
            case NUMBERS -> "list of numbers";
            case FLOATS -> "32-bit floats, base64";
            case POINT -> "point: two numbers";
            case POINTS -> "points: a list of numbers";
            case OBJECT, EMBEDDED -> "record";
            case OBJECTS -> "list of records";
            case VARIANT -> "record, by `" + field.by() + "`";
        };
    }

    private static String range(Field field) {
        return switch (field.kind()) {
            case ID -> "1 to %,d characters".formatted(Contract.MAX_ID);
            case TEXT -> "at most %,d characters".formatted((long) field.high());
            case TIME -> "1990 to 2057";
            case NUMBER, WHOLE -> between(field);
            case NUMBERS -> "each " + between(field);
            case IDS, OBJECTS -> "at most %,d".formatted((long) field.high());
            case RAW, VALUE, ZONE, FLAG, FLOATS, POINT, POINTS, OBJECT, EMBEDDED, VARIANT -> "";
        };
    }

    private static String between(Field field) {
        boolean low = field.low() > -1e300;
        boolean high = field.high() < (field.kind() == Field.Kind.WHOLE ? 0x1p53 : 1e300);
        String least = field.low() == Double.MIN_VALUE ? "above 0" : low ? number(field.low()) : "";
        if (!low) {
            return high ? "at most " + number(field.high()) : "any";
        }
        return high ? least + " to " + number(field.high()) : least.startsWith("above") ? least : "at least " + least;
    }

    private static String number(double value) {
        return Math.rint(value) == value && Math.abs(value) < 0x1p53
                ? String.format(Locale.ROOT, "%,d", (long) value)
                : Double.toString(value);
    }

    private static String absence(Field field) {
        if (field.mandatory()) {
            return "required";
        }
        return switch (field.kind()) {
            case FLAG -> "false";
            case IDS, NUMBERS, FLOATS, POINTS, OBJECTS -> "none";
            case WHOLE ->
                field.absent() >= field.low() && field.absent() <= field.high()
                        ? String.format(Locale.ROOT, "%,d", field.absent())
                        : "not known";
            default -> "not known";
        };
    }
}
