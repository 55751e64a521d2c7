package dev.fairlead.launch;

import dev.fairlead.events.Suggestion;
import dev.fairlead.experiment.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The members of a JSON object, by name and type. It refuses a name that nothing has asked for. */
final class Members {
    private final Json.Obj object;
    private final String where;
    private final Set<String> known = new TreeSet<>();

    /** @param where the object's path, for messages; empty for the whole */
    private Members(Json.Obj object, String where) {
        this.object = object;
        this.where = where;
    }

    static Members of(Json json, String where) {
        if (json instanceof Json.Obj object) {
            return new Members(object, where);
        }
        throw new IllegalArgumentException((where.isEmpty() ? "the whole" : where) + ": must be an object, {…}");
    }

    Optional<Json> value(String name) {
        known.add(name);
        return object.get(name).filter(value -> !value.equals(Json.NULL));
    }

    Json required(String name) {
        return value(name).orElseThrow(() -> new IllegalArgumentException(path(name) + ": is required"));
    }

    Optional<String> text(String name) {
        return value(name).map(value -> text(value, path(name)));
    }

    String requiredText(String name) {
        return text(required(name), path(name));
    }

    Optional<Double> number(String name) {
        return value(name).map(value -> {
            if (value instanceof Json.Num number) {
                return number.value();
            }
            throw new IllegalArgumentException(path(name) + ": must be a number, not " + value.canonical());
        });
    }

    double requiredNumber(String name) {
        return number(name).orElseThrow(() -> new IllegalArgumentException(path(name) + ": is required"));
    }

    Optional<Members> members(String name) {
        return value(name).map(value -> of(value, path(name)));
    }

    /** An object whose members are texts. */
    Map<String, String> texts(String name) {
        var texts = new LinkedHashMap<String, String>();
        members(name)
                .ifPresent(inner ->
                        inner.object.members().forEach((key, value) -> texts.put(key, text(value, inner.path(key)))));
        return texts;
    }

    Json.Obj object() {
        return object;
    }

    private static String text(Json value, String path) {
        if (value instanceof Json.Str text && !text.value().isBlank()) {
            return text.value();
        }
        throw new IllegalArgumentException(path + ": must be a text that is not blank, not " + value.canonical());
    }

    private String path(String name) {
        return where.isEmpty() ? name : where + "." + name;
    }

    void refuseUnread() {
        for (String name : object.members().keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(path(name) + ": is unknown" + Suggestion.of(name, known));
            }
        }
    }
}
