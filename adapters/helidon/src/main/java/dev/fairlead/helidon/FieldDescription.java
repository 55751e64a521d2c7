package dev.fairlead.helidon;

import dev.fairlead.events.Field;
import dev.fairlead.json.Json;
import dev.fairlead.json.JsonFieldWriter;
import java.util.List;

/** One field as a JSON Schema (2020-12, as OpenAPI 3.1 has it) in one line of JSON, which is YAML too. */
record FieldDescription(Field field, boolean answer) {
    /** Whole numbers up to here are exact as doubles; a greater bound is that of the kind and says nothing. */
    private static final double MAX_EXACT = 1L << 53;

    /** @param inside references to the schemas of the records inside; empty where the field has none */
    String json(List<String> inside) {
        return Json.write(out -> {
            switch (field.kind()) {
                case ID, TEXT, RAW, VALUE, ZONE -> text(out);
                case TIME -> {
                    out.texts("type", types());
                    bounds(out);
                }
                case NUMBER, WHOLE -> {
                    number(out, field.mandatory());
                    value(out, "default", defaultValue());
                }
                case FLAG -> {
                    out.text("type", "boolean");
                    out.flag("default", false);
                }
                case IDS ->
                    list(out, items -> {
                        items.text("type", "string");
                        items.whole("minLength", 1);
                    });
                case NUMBERS -> {
                    out.text("type", "array");
                    out.record("items", items -> number(items, false));
                }
                case FLOATS -> {
                    out.text("type", "string");
                    out.text("contentEncoding", "base64");
                }
                case POINT, POINTS -> points(out);
                case OBJECT -> reference(out, inside.getFirst());
                case OBJECTS -> list(out, items -> items.text("$ref", inside.getFirst()));
                case VARIANT -> variants(out, inside);
                case EMBEDDED -> throw new IllegalArgumentException("an embedded record is no field of its own");
            }
            out.text("description", sentence());
        });
    }

    private void text(JsonFieldWriter out) {
        out.text("type", "string");
        if (field.mandatory()) {
            out.whole("minLength", 1);
        }
        if (field.high() < Integer.MAX_VALUE) {
            out.whole("maxLength", (long) field.high());
        }
    }

    private List<String> types() {
        if (answer) {
            return field.mandatory() ? List.of("integer") : List.of("integer", "null");
        }
        return field.mandatory() ? List.of("integer", "string") : List.of("integer", "string", "null");
    }

    private void number(JsonFieldWriter out, boolean mandatory) {
        String type = field.kind() == Field.Kind.WHOLE ? "integer" : "number";
        if (mandatory) {
            out.text("type", type);
        } else {
            out.texts("type", List.of(type, "null"));
        }
        bounds(out);
    }

    private void bounds(JsonFieldWriter out) {
        if (field.low() == Double.MIN_VALUE) {
            out.whole("exclusiveMinimum", 0);
        } else {
            value(out, "minimum", field.low());
        }
        value(out, "maximum", field.high());
    }

    /** What a whole number is when it is left out; NaN if that is outside of its range and stands for "not known". */
    private double defaultValue() {
        boolean known = field.kind() == Field.Kind.WHOLE
                && !field.mandatory()
                && field.absent() >= field.low()
                && field.absent() <= field.high();
        return known ? field.absent() : Double.NaN;
    }

    /** A number in the fewest digits; one that is not known or bounds nothing is left out. */
    private static void value(JsonFieldWriter out, String name, double value) {
        if (Math.rint(value) == value && Math.abs(value) < MAX_EXACT) {
            out.whole(name, (long) value);
        } else if (Math.abs(value) < MAX_EXACT) {
            out.number(name, value);
        }
    }

    private interface Items {
        void describe(JsonFieldWriter out);
    }

    private void list(JsonFieldWriter out, Items items) {
        out.text("type", "array");
        if (field.mandatory()) {
            out.whole("minItems", 1);
        }
        value(out, "maxItems", field.high());
        out.record("items", items::describe);
    }

    private void points(JsonFieldWriter out) {
        boolean one = field.kind() == Field.Kind.POINT;
        if (one && !field.mandatory()) {
            out.texts("type", List.of("array", "null"));
        } else {
            out.text("type", "array");
        }
        if (one) {
            out.whole("minItems", 2);
            out.whole("maxItems", 2);
        }
        out.record("items", items -> {
            items.text("type", "number");
            items.whole("minimum", -180);
            items.whole("maximum", 180);
        });
    }

    private void reference(JsonFieldWriter out, String reference) {
        if (field.mandatory()) {
            out.text("$ref", reference);
        } else {
            out.records("anyOf", List.of(reference, ""), (each, to) -> {
                to.text("$ref", each);
                to.text("type", each.isEmpty() ? "null" : "");
            });
        }
    }

    private static void variants(JsonFieldWriter out, List<String> inside) {
        if (inside.isEmpty()) {
            out.text("type", "object");
        } else {
            out.records("anyOf", inside, (each, to) -> to.text("$ref", each));
        }
    }

    private String sentence() {
        String how = switch (field.kind()) {
            case ZONE -> ", as of IANA: Europe/Berlin";
            case TIME -> answer ? "" : ", or ISO 8601 text with an offset";
            case FLOATS -> ", as base64 of little-endian 32-bit floats";
            case POINTS -> ", one after the other";
            case VARIANT -> ", by the value of " + field.by();
            default -> "";
        };
        return field.about() + (field.unit().isEmpty() ? "" : " (" + field.unit() + ")") + how;
    }
}
