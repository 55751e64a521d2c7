package dev.fairlead.duckdb;

import dev.fairlead.events.EventType;
import dev.fairlead.events.EventTypes;
import dev.fairlead.events.Field;
import dev.fairlead.events.Schema;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which fields a row of a table can hold, by type of event. A field of one record inside is named with a dot: {@code
 * context.device}. A list of records has no place in a row.
 */
final class MappedFields {
    private final Map<String, Set<String>> byType = new LinkedHashMap<>();

    MappedFields(EventTypes types) {
        for (EventType<?> type : types.all()) {
            Set<String> names = new TreeSet<>(Set.of("type"));
            add("", type.schema(), names);
            byType.put(type.name(), names);
        }
    }

    private static void add(String prefix, Schema<?> schema, Collection<String> names) {
        for (Field field : schema.flat()) {
            switch (field.kind()) {
                case OBJECT -> add(prefix + field.name() + ".", field.schema(), names);
                case VARIANT ->
                    new TreeMap<>(field.of()).values().forEach(each -> add(prefix + field.name() + ".", each, names));
                case OBJECTS -> {}
                default -> names.add(prefix + field.name());
            }
        }
    }

    /** Fields of any type. */
    Set<String> all() {
        Set<String> all = new TreeSet<>(Set.of("type"));
        byType.values().forEach(all::addAll);
        return all;
    }

    Set<String> types() {
        return byType.keySet();
    }

    /** Fields of one type; none if there is no such type. */
    Set<String> of(String type) {
        return byType.getOrDefault(type, Set.of());
    }
}
