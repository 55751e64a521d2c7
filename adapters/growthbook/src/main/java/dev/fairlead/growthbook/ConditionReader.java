package dev.fairlead.growthbook;

import dev.fairlead.experiment.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Makes a tree of a condition's JSON and notes what is wrong in it. */
final class ConditionReader {
    private final SavedGroups groups;
    private final List<String> problems = new ArrayList<>();

    ConditionReader(SavedGroups groups) {
        this.groups = groups;
    }

    List<String> problems() {
        return List.copyOf(problems);
    }

    /** A condition on an object: operators that join conditions, and paths with conditions on what is there. */
    ConditionNode object(Json condition, String where) {
        if (!(condition instanceof Json.Obj object)) {
            return wrong(where + " must be an object, not " + condition.canonical());
        }
        List<ConditionNode> all = new ArrayList<>();
        object.members().forEach((name, value) -> all.add(member(name, value, where + "." + name)));
        return joined(all);
    }

    private ConditionNode member(String name, Json value, String where) {
        return switch (name) {
            case "$and" -> each(value, where, this::object, ConditionNode.All::new);
            case "$or" -> either(value, where);
            case "$nor" ->
                value instanceof Json.Arr ? new ConditionNode.Not(either(value, where)) : either(value, where);
            case "$not" -> new ConditionNode.Not(object(value, where));
            default -> new ConditionNode.At(List.of(name.split("\\.", -1)), value(value, false, where));
        };
    }

    /** One of several; of none, everything. */
    private ConditionNode either(Json value, String where) {
        return each(
                value,
                where,
                this::object,
                list -> list.isEmpty() ? ConditionNode.ALWAYS : new ConditionNode.Any(list));
    }

    private static ConditionNode joined(List<ConditionNode> all) {
        return all.size() == 1 ? all.getFirst() : new ConditionNode.All(List.copyOf(all));
    }

    /** A condition on a value: the value itself, or operators. */
    private ConditionNode value(Json condition, boolean anyCase, String where) {
        return switch (condition) {
            case Json.Str text ->
                new ConditionNode.Text(anyCase ? SavedGroups.lower(text.value()) : text.value(), anyCase);
            case Json.Num number -> new ConditionNode.Number(number.value());
            case Json.Bool bool -> new ConditionNode.Truth(bool.value());
            case Json.Null _ -> new ConditionNode.Not(new ConditionNode.Exists());
            case Json.Obj object when operators(object) -> operators(object, where);
            case Json.Arr _, Json.Obj _ -> new ConditionNode.Same(condition);
        };
    }

    private static boolean operators(Json condition) {
        return condition instanceof Json.Obj object
                && !object.members().isEmpty()
                && object.members().keySet().stream().allMatch(name -> name.startsWith("$"));
    }

    private ConditionNode operators(Json.Obj object, String where) {
        List<ConditionNode> all = new ArrayList<>();
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            all.add(operator(member.getKey(), member.getValue(), where + "." + member.getKey()));
        }
        return joined(all);
    }

    private ConditionNode operator(String name, Json expected, String where) {
        Optional<ConditionNode> relation = relation(name, expected);
        return relation.orElseGet(() -> switch (name) {
            case "$in" -> in(expected, false, where);
            case "$ini" -> in(expected, true, where);
            case "$nin" -> notIn(expected, false, where);
            case "$nini" -> notIn(expected, true, where);
            case "$inGroup" -> inGroup(expected, where);
            case "$notInGroup" -> new ConditionNode.Not(inGroup(expected, where));
            case "$not" -> new ConditionNode.Not(value(expected, false, where));
            case "$size" -> new ConditionNode.Size(value(expected, false, where));
            case "$elemMatch" ->
                new ConditionNode.Element(
                        operators(expected) ? value(expected, false, where) : object(expected, where));
            case "$all" -> eachFound(expected, false, where);
            case "$alli" -> eachFound(expected, true, where);
            case "$regex" -> regex(expected, false, where);
            case "$regexi" -> regex(expected, true, where);
            case "$type" -> new ConditionNode.OfType(expected);
            case "$exists" ->
                JavaScript.truthy(expected)
                        ? new ConditionNode.Exists()
                        : new ConditionNode.Not(new ConditionNode.Exists());
            default -> wrong(where + ": there is no operator " + name);
        });
    }

    private static Optional<ConditionNode> relation(String name, Json expected) {
        return switch (name) {
            case "$eq" -> Optional.of(new ConditionNode.Identical(expected));
            case "$ne" -> Optional.of(new ConditionNode.Not(new ConditionNode.Identical(expected)));
            case "$lt" -> Optional.of(new ConditionNode.Related(Order.LESS, expected));
            case "$lte" -> Optional.of(new ConditionNode.Related(Order.AT_MOST, expected));
            case "$gt" -> Optional.of(new ConditionNode.Related(Order.GREATER, expected));
            case "$gte" -> Optional.of(new ConditionNode.Related(Order.AT_LEAST, expected));
            case "$veq" -> version(Order.EQUAL, expected);
            case "$vne" -> version(Order.NOT_EQUAL, expected);
            case "$vlt" -> version(Order.LESS, expected);
            case "$vlte" -> version(Order.AT_MOST, expected);
            case "$vgt" -> version(Order.GREATER, expected);
            case "$vgte" -> version(Order.AT_LEAST, expected);
            default -> Optional.empty();
        };
    }

    private static Optional<ConditionNode> version(Order order, Json expected) {
        return Optional.of(new ConditionNode.VersionRelated(order, Version.sortable(expected)));
    }

    private ConditionNode in(Json expected, boolean anyCase, String where) {
        return expected instanceof Json.Arr array
                ? new ConditionNode.In(SavedGroups.members(array.elements(), anyCase), anyCase)
                : wrong(where + " must be an array, not " + expected.canonical());
    }

    private ConditionNode notIn(Json expected, boolean anyCase, String where) {
        ConditionNode in = in(expected, anyCase, where);
        return in instanceof ConditionNode.In ? new ConditionNode.Not(in) : in;
    }

    /** An unknown group has no members. */
    private ConditionNode inGroup(Json name, String where) {
        return groups.members(name)
                .<ConditionNode>map(members -> new ConditionNode.In(members, false))
                .orElseGet(() -> wrong(where + ": there is no saved group " + name.canonical()));
    }

    private ConditionNode eachFound(Json expected, boolean anyCase, String where) {
        return each(expected, where, (element, place) -> value(element, anyCase, place), ConditionNode.EachFound::new);
    }

    private ConditionNode regex(Json expected, boolean anyCase, String where) {
        try {
            return new ConditionNode.Matches(Regex.compile(JavaScript.string(expected), anyCase));
        } catch (IllegalArgumentException e) {
            return wrong(where + " is no regular expression: " + e.getMessage());
        }
    }

    private ConditionNode each(
            Json array,
            String where,
            BiFunction<Json, String, ConditionNode> element,
            Function<List<ConditionNode>, ConditionNode> join) {
        if (!(array instanceof Json.Arr conditions)) {
            return wrong(where + " must be an array, not " + array.canonical());
        }
        List<ConditionNode> all = new ArrayList<>();
        for (Json condition : conditions.elements()) {
            all.add(element.apply(condition, where + "[" + all.size() + "]"));
        }
        return join.apply(List.copyOf(all));
    }

    private ConditionNode wrong(String problem) {
        problems.add(problem);
        return ConditionNode.NEVER;
    }
}
