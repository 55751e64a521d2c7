package dev.fairlead.experiment.assignment;

import dev.fairlead.experiment.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Makes a tree of a condition's JSON and notes what is wrong in it. */
final class ConditionParser {
    private final SavedGroups groups;
    private final List<String> problems = new ArrayList<>();

    ConditionParser(SavedGroups groups) {
        this.groups = groups;
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    /** A condition on an object: operators that join conditions, and paths with conditions on what is there. */
    Condition object(Json condition, String where) {
        if (!(condition instanceof Json.Obj object)) {
            return wrong(where + " must be an object, not " + condition.canonical());
        }
        List<Condition> all = new ArrayList<>();
        object.members().forEach((name, value) -> all.add(member(name, value, where + "." + name)));
        return joined(all);
    }

    private Condition member(String name, Json value, String where) {
        return switch (name) {
            case "$and" -> each(value, where, this::object, Condition.All::new);
            case "$or" -> either(value, where);
            case "$nor" -> value instanceof Json.Arr ? new Condition.Not(either(value, where)) : either(value, where);
            case "$not" -> new Condition.Not(object(value, where));
            default -> new Condition.At(List.of(name.split("\\.", -1)), value(value, false, where));
        };
    }

    /** One of several; of none, everything. */
    private Condition either(Json value, String where) {
        return each(value, where, this::object, list -> list.isEmpty() ? Condition.ALWAYS : new Condition.Any(list));
    }

    private static Condition joined(List<Condition> all) {
        return all.size() == 1 ? all.getFirst() : new Condition.All(List.copyOf(all));
    }

    /** A condition on a value: the value itself, or operators. */
    private Condition value(Json condition, boolean anyCase, String where) {
        return switch (condition) {
            case Json.Str text -> new Condition.Text(anyCase ? SavedGroups.lower(text.value()) : text.value(), anyCase);
            case Json.Num number -> new Condition.Number(number.value());
            case Json.Bool bool -> new Condition.Truth(bool.value());
            case Json.Null _ -> new Condition.Not(new Condition.Exists());
            case Json.Obj object when operators(object) -> operators(object, where);
            case Json.Arr _, Json.Obj _ -> new Condition.Same(condition);
        };
    }

    private static boolean operators(Json condition) {
        return condition instanceof Json.Obj object
                && !object.members().isEmpty()
                && object.members().keySet().stream().allMatch(name -> name.startsWith("$"));
    }

    private Condition operators(Json.Obj object, String where) {
        List<Condition> all = new ArrayList<>();
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            all.add(operator(member.getKey(), member.getValue(), where + "." + member.getKey()));
        }
        return joined(all);
    }

    private Condition operator(String name, Json expected, String where) {
        Optional<Condition> relation = relation(name, expected);
        return relation.orElseGet(() -> switch (name) {
            case "$in" -> in(expected, false, where);
            case "$ini" -> in(expected, true, where);
            case "$nin" -> notIn(expected, false, where);
            case "$nini" -> notIn(expected, true, where);
            case "$inGroup" -> inGroup(expected, where);
            case "$notInGroup" -> new Condition.Not(inGroup(expected, where));
            case "$not" -> new Condition.Not(value(expected, false, where));
            case "$size" -> new Condition.Size(value(expected, false, where));
            case "$elemMatch" ->
                new Condition.Element(operators(expected) ? value(expected, false, where) : object(expected, where));
            case "$all" -> eachFound(expected, false, where);
            case "$alli" -> eachFound(expected, true, where);
            case "$regex" -> regex(expected, false, where);
            case "$regexi" -> regex(expected, true, where);
            case "$type" -> new Condition.OfType(expected);
            case "$exists" ->
                JavaScript.truthy(expected) ? new Condition.Exists() : new Condition.Not(new Condition.Exists());
            default -> wrong(where + ": there is no operator " + name);
        });
    }

    private static Optional<Condition> relation(String name, Json expected) {
        return switch (name) {
            case "$eq" -> Optional.of(new Condition.Identical(expected));
            case "$ne" -> Optional.of(new Condition.Not(new Condition.Identical(expected)));
            case "$lt" -> Optional.of(new Condition.Related(Order.LESS, expected));
            case "$lte" -> Optional.of(new Condition.Related(Order.AT_MOST, expected));
            case "$gt" -> Optional.of(new Condition.Related(Order.GREATER, expected));
            case "$gte" -> Optional.of(new Condition.Related(Order.AT_LEAST, expected));
            case "$veq" -> version(Order.EQUAL, expected);
            case "$vne" -> version(Order.NOT_EQUAL, expected);
            case "$vlt" -> version(Order.LESS, expected);
            case "$vlte" -> version(Order.AT_MOST, expected);
            case "$vgt" -> version(Order.GREATER, expected);
            case "$vgte" -> version(Order.AT_LEAST, expected);
            default -> Optional.empty();
        };
    }

    private static Optional<Condition> version(Order order, Json expected) {
        return Optional.of(new Condition.VersionRelated(order, Version.sortable(expected)));
    }

    private Condition in(Json expected, boolean anyCase, String where) {
        return expected instanceof Json.Arr array
                ? new Condition.In(SavedGroups.members(array.elements(), anyCase), anyCase)
                : wrong(where + " must be an array, not " + expected.canonical());
    }

    private Condition notIn(Json expected, boolean anyCase, String where) {
        Condition in = in(expected, anyCase, where);
        return in instanceof Condition.In ? new Condition.Not(in) : in;
    }

    /** An unknown group has no members. */
    private Condition inGroup(Json name, String where) {
        return groups.members(name)
                .<Condition>map(members -> new Condition.In(members, false))
                .orElseGet(() -> wrong(where + ": there is no saved group " + name.canonical()));
    }

    private Condition eachFound(Json expected, boolean anyCase, String where) {
        return each(expected, where, (element, place) -> value(element, anyCase, place), Condition.EachFound::new);
    }

    private Condition regex(Json expected, boolean anyCase, String where) {
        try {
            return new Condition.Matches(Regex.compile(JavaScript.string(expected), anyCase));
        } catch (IllegalArgumentException e) {
            return wrong(where + " is no regular expression: " + e.getMessage());
        }
    }

    private Condition each(
            Json array,
            String where,
            BiFunction<Json, String, Condition> element,
            Function<List<Condition>, Condition> join) {
        if (!(array instanceof Json.Arr conditions)) {
            return wrong(where + " must be an array, not " + array.canonical());
        }
        List<Condition> all = new ArrayList<>();
        for (Json condition : conditions.elements()) {
            all.add(element.apply(condition, where + "[" + all.size() + "]"));
        }
        return join.apply(List.copyOf(all));
    }

    private Condition wrong(String problem) {
        problems.add(problem);
        return Condition.NEVER;
    }
}
