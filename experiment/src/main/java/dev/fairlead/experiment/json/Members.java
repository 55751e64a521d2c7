package dev.fairlead.experiment.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The members of a JSON object, by name and type. A member that is null is not there. Whatever is wrong is an
 * IllegalArgumentException that begins with the path of the member.
 */
public final class Members {
    private final Json.Obj object;
    private final String where;
    private final Set<String> known = new TreeSet<>();

    private Members(Json.Obj object, String where) {
        this.object = object;
        this.where = where;
    }

    /**
     * The members of what must be an object.
     *
     * @param where its path, for messages; empty for the whole
     */
    public static Members of(Json json, String where) {
        return new Members(is(Json.Obj.class, json, where.isEmpty() ? "the whole" : where, "an object, {…}"), where);
    }

    public Json.Obj object() {
        return object;
    }

    /** The path of the object. */
    public String where() {
        return where;
    }

    /** The path of a member. */
    public String path(String name) {
        return where.isEmpty() ? name : where + "." + name;
    }

    /** The exception that says what is wrong with a member. */
    public IllegalArgumentException wrong(String name, String sentence) {
        return new IllegalArgumentException(path(name) + ": " + sentence);
    }

    public Optional<Json> value(String name) {
        known.add(name);
        return object.get(name).filter(value -> !value.equals(Json.NULL));
    }

    public Json required(String name) {
        return value(name).orElseThrow(() -> wrong(name, "is required" + misspelt(name)));
    }

    private String misspelt(String name) {
        return object.members().keySet().stream()
                .filter(found -> Suggestion.isClose(found, name))
                .findFirst()
                .map(found -> "; is '" + found + "' meant to be it?")
                .orElse("");
    }

    private <T extends Json> Optional<T> as(Class<T> type, String name, String what) {
        return value(name).map(value -> is(type, value, path(name), what));
    }

    /** A text, which may be empty. */
    public Optional<String> anyText(String name) {
        return as(Json.Str.class, name, "a text").map(Json.Str::value);
    }

    /** A text that is not blank. */
    public Optional<String> text(String name) {
        return value(name).map(value -> text(value, path(name)));
    }

    /** A text that must be there and not be blank. */
    public String requiredText(String name) {
        return text(required(name), path(name));
    }

    public Optional<Double> number(String name) {
        return as(Json.Num.class, name, "a number").map(Json.Num::value);
    }

    public double requiredNumber(String name) {
        return is(Json.Num.class, required(name), path(name), "a number").value();
    }

    /** A whole number of 32 bits. */
    public Optional<Integer> whole(String name) {
        return number(name).map(number -> {
            if (number != number.intValue()) {
                throw wrong(
                        name, "must be a whole number, not " + Json.of(number).canonical());
            }
            return number.intValue();
        });
    }

    public Optional<Boolean> flag(String name) {
        return as(Json.Bool.class, name, "true or false").map(Json.Bool::value);
    }

    /** The members of a member. */
    public Optional<Members> members(String name) {
        return value(name).map(value -> of(value, path(name)));
    }

    public Optional<List<Json>> list(String name) {
        return as(Json.Arr.class, name, "an array, […]").map(Json.Arr::elements);
    }

    /** The objects of a list; none if it is not there. */
    public List<Members> objects(String name) {
        List<Members> objects = new ArrayList<>();
        for (Json value : list(name).orElse(List.of())) {
            objects.add(of(value, path(name) + "[" + objects.size() + "]"));
        }
        return objects;
    }

    /** The numbers of a list; none if it is not there. */
    public double[] numbers(String name) {
        return list(name).orElse(List.of()).stream()
                .mapToDouble(value -> is(Json.Num.class, value, path(name), "an array of numbers")
                        .value())
                .toArray();
    }

    /** An object whose members are texts that are not blank. */
    public Map<String, String> texts(String name) {
        var texts = new LinkedHashMap<String, String>();
        members(name)
                .ifPresent(inner ->
                        inner.object.members().forEach((key, value) -> texts.put(key, text(value, inner.path(key)))));
        return texts;
    }

    /** Refuses members that nothing has asked for. */
    public void refuseUnread() {
        for (String name : object.members().keySet()) {
            if (!known.contains(name)) {
                throw wrong(name, "is unknown" + Suggestion.of(name, known));
            }
        }
    }

    private static String text(Json value, String path) {
        String text =
                is(Json.Str.class, value, path, "a text that is not blank").value();
        if (text.isBlank()) {
            throw new IllegalArgumentException(path + ": must be a text that is not blank, not " + value.canonical());
        }
        return text;
    }

    private static <T extends Json> T is(Class<T> type, Json value, String path, String what) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(path + ": must be " + what + ", not " + value.canonical());
        }
        return type.cast(value);
    }
}
