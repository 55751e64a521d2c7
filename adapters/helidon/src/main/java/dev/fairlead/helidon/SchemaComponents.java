package dev.fairlead.helidon;

import dev.fairlead.events.Field;
import dev.fairlead.events.PascalCase;
import dev.fairlead.events.Schema;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Schemas by the names that references use, in the order in which they come up. A record inside another is named by its place:
 * {@code FeedAnswer_Items}.
 */
final class SchemaComponents {
    /** Which fields are there, and which others may be. */
    enum Use {
        /** What must be sent is required, and an unknown field is refused. */
        SENT,
        /** Every field is there. */
        ANSWERED
    }

    /** A field of an object. */
    record Property(String name, String json, boolean required) {}

    private final Map<String, String> components = new LinkedHashMap<>();
    private final Map<Schema<?>, String> names = new IdentityHashMap<>();

    /** Adds a schema and those inside it, and gives the reference to it. */
    String add(String name, Schema<?> schema, String about, Use use) {
        names.putIfAbsent(schema, name);
        return object(name, about, use, properties(name, schema.flat(), use));
    }

    /** Fields of one object; the records inside them become components. */
    List<Property> properties(String name, List<Field> fields, Use use) {
        components.putIfAbsent(name, "");
        List<Property> properties = new ArrayList<>();
        for (Field field : fields) {
            String json = new FieldDescription(field, use == Use.ANSWERED).json(inside(name, field, use));
            properties.add(new Property(field.name(), json, field.mandatory()));
        }
        return properties;
    }

    private List<String> inside(String name, Field field, Use use) {
        return switch (field.kind()) {
            case OBJECT, OBJECTS -> List.of(nested(name + "_" + PascalCase.of(field.name()), field.schema(), use));
            case VARIANT ->
                new TreeMap<>(field.of())
                        .entrySet().stream()
                                .map(each -> variant(name, field, each.getKey(), each.getValue(), use))
                                .toList();
            default -> List.of();
        };
    }

    private String nested(String name, Schema<?> schema, Use use) {
        return object(name, "", use, properties(name, schema.flat(), use));
    }

    private String variant(String name, Field field, String value, Schema<?> schema, Use use) {
        String known = names.get(schema);
        return known == null
                ? nested(name + "_" + PascalCase.of(field.name()) + "_" + PascalCase.of(value), schema, use)
                : reference(known);
    }

    /** Adds an object of these properties. */
    String object(String name, String about, Use use, List<Property> properties) {
        StringBuilder text = new StringBuilder("    " + name + ":\n      type: object\n");
        if (!about.isEmpty()) {
            text.append("      description: ").append(quoted(about)).append('\n');
        }
        List<String> required = properties.stream()
                .filter(property -> use == Use.ANSWERED || property.required)
                .map(Property::name)
                .toList();
        if (!required.isEmpty()) {
            text.append("      required: [").append(String.join(", ", required)).append("]\n");
        }
        if (use == Use.SENT) {
            text.append("      additionalProperties: false\n");
        }
        text.append("      properties:\n");
        properties.forEach(property -> text.append("        ")
                .append(property.name)
                .append(": ")
                .append(property.json)
                .append('\n'));
        return component(name, text.toString());
    }

    /**
     * Adds a component as it stands.
     *
     * @param yaml its lines, the first with its name
     * @throws IllegalStateException if there is another of its name
     */
    String component(String name, String yaml) {
        String before = components.put(name, yaml);
        if (before != null && !before.isEmpty()) {
            throw new IllegalStateException("two schemas of the API are named " + name);
        }
        return reference(name);
    }

    static String reference(String name) {
        return "#/components/schemas/" + name;
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** All of them, as the content of {@code components.schemas}. */
    String yaml() {
        return components.values().stream().collect(Collectors.joining());
    }
}
