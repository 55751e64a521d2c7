package dev.fairlead.helidon;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a JSON value has against a schema of an API's description, as far as the description uses JSON Schema. */
final class JsonSchema {
    private final JsonNode document;

    JsonSchema(JsonNode document) {
        this.document = document;
    }

    JsonNode component(String name) {
        return document.at("/components/schemas/" + name);
    }

    /** Nothing when the value is as described; else where, and why not. */
    List<String> faults(String component, JsonNode value) {
        List<String> faults = new ArrayList<>();
        check(component(component), value, component, faults);
        return faults;
    }

    private void check(JsonNode schema, JsonNode value, String place, List<String> faults) {
        if (schema.isMissingNode()) {
            faults.add(place + " is not described");
        }
        if (schema.has("$ref")) {
            check(document.at(schema.get("$ref").asText().substring(1)), value, place, faults);
        }
        for (String choice : List.of("oneOf", "anyOf")) {
            if (schema.has(choice) && !any(schema.get(choice), value, place)) {
                faults.add(place + " is none of the described: " + value);
            }
        }
        if (schema.has("const") && !schema.get("const").equals(value)) {
            faults.add(place + " is not " + schema.get("const"));
        }
        if (schema.has("type") && !types(schema.get("type")).contains(type(value))) {
            faults.add(place + " is no " + schema.get("type") + ": " + value);
        }
        if (value.isNumber()) {
            bounds(schema, value.asDouble(), place, faults);
        }
        if (value.isTextual()) {
            size(schema, "Length", value.asText().length(), place, faults);
        }
        if (value.isArray()) {
            size(schema, "Items", value.size(), place, faults);
            for (int i = 0; i < value.size(); i++) {
                check(schema.path("items"), value.get(i), place + "[" + i + "]", faults);
            }
        }
        if (value.isObject() && schema.has("properties")) {
            object(schema, value, place, faults);
        }
    }

    private boolean any(JsonNode choices, JsonNode value, String place) {
        for (JsonNode choice : choices) {
            List<String> faults = new ArrayList<>();
            check(choice, value, place, faults);
            if (faults.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static void bounds(JsonNode schema, double value, String place, List<String> faults) {
        boolean low = schema.has("minimum") && value < schema.get("minimum").asDouble();
        boolean above = schema.has("exclusiveMinimum")
                && value <= schema.get("exclusiveMinimum").asDouble();
        boolean high = schema.has("maximum") && value > schema.get("maximum").asDouble();
        if (low || above || high) {
            faults.add(place + " is out of bounds: " + value);
        }
    }

    private static void size(JsonNode schema, String of, int size, String place, List<String> faults) {
        boolean few = schema.has("min" + of) && size < schema.get("min" + of).asInt();
        boolean many = schema.has("max" + of) && size > schema.get("max" + of).asInt();
        if (few || many) {
            faults.add(place + " has a size of " + size);
        }
    }

    private void object(JsonNode schema, JsonNode value, String place, List<String> faults) {
        for (JsonNode name : schema.path("required")) {
            if (!value.has(name.asText())) {
                faults.add(place + " lacks " + name.asText());
            }
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            check(schema.at("/properties/" + field.getKey()), field.getValue(), place + "." + field.getKey(), faults);
        }
    }

    private static List<String> types(JsonNode type) {
        List<String> types = new ArrayList<>();
        type.forEach(each -> types.add(each.asText()));
        if (type.isTextual()) {
            types.add(type.asText());
        }
        if (types.contains("number")) {
            types.add("integer");
        }
        return types;
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case NULL -> "null";
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case ARRAY -> "array";
            default -> "object";
        };
    }
}
