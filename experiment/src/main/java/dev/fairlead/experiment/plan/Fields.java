package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.json.Suggestion;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Reads the members of an object strictly; {@link #close} reports those that nothing read. */
final class Fields implements AutoCloseable {
    private static final String DATE = "a date such as \"2026-03-01\"";

    private final Json.Obj object;
    private final String path;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<String> missing = new ArrayList<>();

    Fields(Json value, String path, Problems problems) {
        this.path = path;
        this.problems = problems;
        if (value instanceof Json.Obj members) {
            object = members;
        } else {
            object = new Json.Obj(Map.of());
            problems.unreadable(path, "must be an object in braces, not " + value.canonical());
        }
    }

    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** Takes keys for known of which it cannot be said whether they belong here. */
    void ignore(String... keys) {
        known.addAll(List.of(keys));
    }

    boolean has(String key) {
        return object.get(key).isPresent();
    }

    /** The value of a key, if it is there; one of the wrong type is reported and counts as absent. */
    <T> Optional<T> optional(String key, String type, Function<Json, Optional<T>> as) {
        known.add(key);
        return object.get(key).flatMap(value -> {
            Optional<T> read = as.apply(value);
            if (read.isEmpty()) {
                problems.unreadable(path(key), "must be " + type + ", not " + value.canonical());
            }
            return read;
        });
    }

    /** The value of a key that must be there, or a stand-in. */
    private <T> T required(String key, String type, Function<Json, Optional<T>> as, T standIn) {
        if (!has(key)) {
            missing.add(key);
        }
        return optional(key, type, as).orElse(standIn);
    }

    String text(String key) {
        return required(key, "a text", Typed::text, "");
    }

    Optional<String> optionalText(String key) {
        return optional(key, "a text", Typed::text);
    }

    double number(String key) {
        return required(key, "a number", Typed::number, 0.0);
    }

    Optional<Double> optionalNumber(String key) {
        return optional(key, "a number", Typed::number);
    }

    long whole(String key) {
        return required(key, "a whole number", Typed::whole, 0L);
    }

    Optional<Long> optionalWhole(String key) {
        return optional(key, "a whole number", Typed::whole);
    }

    boolean flag(String key) {
        return optional(
                        key,
                        "true or false",
                        json -> json instanceof Json.Bool bool ? Optional.of(bool.value()) : Optional.empty())
                .orElse(false);
    }

    <E extends Enum<E>> E choice(String key, E[] values) {
        return choice(key, Word.constants(values)).orElse(values[0]);
    }

    <E extends Enum<E>> Optional<E> optionalChoice(String key, E[] values) {
        return has(key) ? choice(key, Word.constants(values)) : optional(key, "a text", _ -> Optional.empty());
    }

    /** One of several words that must be there. */
    <T> Optional<T> choice(String key, Map<String, T> words) {
        String word = text(key);
        Optional<T> chosen = Optional.ofNullable(words.get(word));
        if (chosen.isEmpty() && object.get(key).flatMap(Typed::text).isPresent()) {
            problems.unreadable(path(key), "cannot be \"" + word + "\"" + Suggestion.of(word, words.keySet()));
        }
        return chosen;
    }

    LocalDate date(String key, LocalDate standIn) {
        return required(key, DATE, Typed::date, standIn);
    }

    Optional<LocalDate> optionalDate(String key) {
        return optional(key, DATE, Typed::date);
    }

    List<String> texts(String key) {
        return required(key, "a list of texts", Typed::texts, List.of());
    }

    Optional<List<String>> optionalTexts(String key) {
        return optional(key, "a list of texts", Typed::texts);
    }

    List<Double> numbers(String key) {
        return required(key, "a list of numbers", json -> Typed.elements(json, Typed::number), List.of());
    }

    /** The objects of a list that must be there. */
    <T> List<T> list(String key, Function<Fields, T> each) {
        if (!has(key)) {
            missing.add(key);
        }
        return optionalList(key, each).orElse(List.of());
    }

    <T> Optional<List<T>> optionalList(String key, Function<Fields, T> each) {
        return optional(
                        key,
                        "a list in brackets",
                        json -> json instanceof Json.Arr array ? Optional.of(array.elements()) : Optional.empty())
                .map(elements -> IntStream.range(0, elements.size())
                        .mapToObj(i -> object(elements.get(i), path(key) + "[" + i + "]", each))
                        .toList());
    }

    <T> Optional<T> optionalObject(String key, Function<Fields, T> read) {
        return optional(key, "an object", Optional::of).map(json -> object(json, path(key), read));
    }

    /** An object that must be there. */
    <T> Optional<T> requiredObject(String key, Function<Fields, T> read) {
        if (!has(key)) {
            missing.add(key);
        }
        return optionalObject(key, read);
    }

    private <T> T object(Json json, String at, Function<Fields, T> read) {
        try (var fields = new Fields(json, at, problems)) {
            return read.apply(fields);
        }
    }

    @Override
    public void close() {
        for (String key : object.members().keySet()) {
            if (!known.contains(key)) {
                problems.unknown(path(key), "is no known key" + Suggestion.of(key, known));
                Suggestion.closest(key, known)
                        .filter(missing::remove)
                        .ifPresent(meant -> problems.misspelt(path(meant)));
            }
        }
        missing.forEach(key -> problems.unreadable(path(key), "is missing"));
    }
}
