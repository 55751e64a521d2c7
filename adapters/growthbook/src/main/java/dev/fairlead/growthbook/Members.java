package dev.fairlead.growthbook;

import dev.fairlead.experiment.assignment.HashVersion;
import dev.fairlead.experiment.assignment.Namespace;
import dev.fairlead.experiment.assignment.Range;
import dev.fairlead.experiment.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** An object of a payload and its place there, for reading members of the right type. A member that is null is not there. */
record Members(Json.Obj object, String where) {
    static Members of(Json value, String where) {
        return new Members(is(Json.Obj.class, value, where, "an object"), where);
    }

    boolean has(String name) {
        return object.members().containsKey(name);
    }

    Optional<Json> value(String name) {
        return object.get(name).filter(value -> !(value instanceof Json.Null));
    }

    Optional<String> text(String name) {
        return value(name)
                .map(value -> is(Json.Str.class, value, place(name), "a text"))
                .map(Json.Str::value);
    }

    OptionalDouble number(String name) {
        return value(name)
                .map(value -> OptionalDouble.of(number(value, place(name))))
                .orElse(OptionalDouble.empty());
    }

    /** A whole number. */
    int whole(String name, int otherwise) {
        double number = number(name).orElse(otherwise);
        Members.require(number == (int) number, place(name) + " must be a whole number, not " + number);
        return (int) number;
    }

    boolean flag(String name, boolean otherwise) {
        return value(name)
                .map(value -> is(Json.Bool.class, value, place(name), "true or false"))
                .map(Json.Bool::value)
                .orElse(otherwise);
    }

    Optional<Members> members(String name) {
        return value(name).map(value -> of(value, place(name)));
    }

    Optional<List<Json>> list(String name) {
        return value(name)
                .map(value -> is(Json.Arr.class, value, place(name), "an array").elements());
    }

    List<Members> objects(String name) {
        List<Members> objects = new ArrayList<>();
        for (Json value : list(name).orElse(List.of())) {
            objects.add(of(value, place(name) + "[" + objects.size() + "]"));
        }
        return objects;
    }

    double[] numbers(String name) {
        return list(name).orElse(List.of()).stream()
                .mapToDouble(value -> number(value, place(name)))
                .toArray();
    }

    Optional<Range> range(String name) {
        return value(name).map(value -> range(value, place(name)));
    }

    List<Range> ranges(String name) {
        return list(name).orElse(List.of()).stream()
                .map(value -> range(value, place(name)))
                .toList();
    }

    /** A namespace of GrowthBook: its name, start and end. */
    Optional<Namespace> namespace(String name) {
        return list(name).map(parts -> {
            Members.require(
                    parts.size() == 3 && parts.getFirst() instanceof Json.Str,
                    place(name) + " must be an array of a name, a start and an end");
            return new Namespace(
                    JavaScript.string(parts.getFirst()),
                    number(parts.get(1), place(name)),
                    number(parts.get(2), place(name)),
                    HashVersion.V1);
        });
    }

    private static Range range(Json value, String where) {
        List<Json> ends = is(Json.Arr.class, value, where, "an array").elements();
        Members.require(ends.size() == 2, where + " must hold ranges of a start and an end");
        return new Range(number(ends.getFirst(), where), number(ends.getLast(), where));
    }

    private static double number(Json value, String where) {
        return is(Json.Num.class, value, where, "a number").value();
    }

    private String place(String name) {
        return where + "." + name;
    }

    /** @throws IllegalArgumentException with the message, if it does not hold */
    static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    private static <T extends Json> T is(Class<T> type, Json value, String where, String what) {
        Members.require(type.isInstance(value), where + " must be " + what + ", not " + value.canonical());
        return type.cast(value);
    }
}
