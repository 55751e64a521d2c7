package dev.fairlead.duckdb;

import dev.fairlead.events.EventType;
import dev.fairlead.events.EventTypes;
import dev.fairlead.events.Field;
import dev.fairlead.events.Schema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which fields a row of a table can hold, by type of event. A field of a record inside, or of the records of a list inside, is named
 * with a dot: {@code context.device}, {@code shown.item}.
 */
final class MappedFields {
    private static final Field TYPE = Field.id("type", "which type of event it is");

    private final Map<String, Map<String, Field>> byType = new LinkedHashMap<>();
    private final Map<String, Set<String>> lists = new LinkedHashMap<>();

    MappedFields(EventTypes types) {
        for (EventType<?> type : types.all()) {
            Map<String, Field> fields = new TreeMap<>(Map.of("type", TYPE));
            Set<String> listed = new TreeSet<>();
            add("", type.schema(), fields, listed);
            byType.put(type.name(), fields);
            lists.put(type.name(), listed);
        }
    }

    private static void add(String prefix, Schema<?> schema, Map<String, Field> fields, Set<String> listed) {
        for (Field field : schema.flat()) {
            switch (field.kind()) {
                case OBJECT -> add(prefix + field.name() + ".", field.schema(), fields, listed);
                case VARIANT ->
                    new TreeMap<>(field.of())
                            .values()
                            .forEach(each -> add(prefix + field.name() + ".", each, fields, listed));
                case OBJECTS -> {
                    if (prefix.isEmpty()) {
                        listed.add(field.name());
                        add(field.name() + ".", field.schema(), fields, listed);
                    }
                }
                default -> fields.put(prefix + field.name(), field);
            }
        }
    }

    /** Fields of any type. */
    Set<String> all() {
        Set<String> all = new TreeSet<>();
        byType.values().forEach(fields -> all.addAll(fields.keySet()));
        return all;
    }

    Set<String> types() {
        return byType.keySet();
    }

    /** Fields of one type; none if there is no such type. */
    Set<String> of(String type) {
        return byType.getOrDefault(type, Map.of()).keySet();
    }

    /** A field of a type. */
    Optional<Field> field(String type, String name) {
        return Optional.ofNullable(byType.getOrDefault(type, Map.of()).get(name));
    }

    /** Names of a type's lists of records. */
    Set<String> lists(String type) {
        return lists.getOrDefault(type, Set.of());
    }
}
