package dev.fairlead.growthbook;

import dev.fairlead.experiment.json.Json;
import java.util.List;
import java.util.Set;

/** A condition on a value, the tree behind {@link Targeting}. */
sealed interface ConditionNode {
    /** Holds for everything. */
    ConditionNode ALWAYS = new All(List.of());

    /** Holds for nothing: what an unknown operator or a wrong regular expression becomes. */
    ConditionNode NEVER = new Any(List.of());

    /** Whether it holds; the value is the object of a unit's attributes, or a part of it. A missing part is null. */
    boolean holds(Json value);

    private static boolean found(List<Json> elements, ConditionNode condition, boolean falsyToo) {
        for (int i = 0; i < elements.size(); i++) {
            Json element = elements.get(i);
            if ((falsyToo || JavaScript.truthy(element)) && condition.holds(element)) {
                return true;
            }
        }
        return false;
    }

    record All(List<ConditionNode> conditions) implements ConditionNode {
        @Override
        public boolean holds(Json value) {
            for (ConditionNode condition : conditions) {
                if (!condition.holds(value)) {
                    return false;
                }
            }
            return true;
        }
    }

    record Any(List<ConditionNode> conditions) implements ConditionNode {
        @Override
        public boolean holds(Json value) {
            for (ConditionNode condition : conditions) {
                if (condition.holds(value)) {
                    return true;
                }
            }
            return false;
        }
    }

    record Not(ConditionNode condition) implements ConditionNode {
        @Override
        public boolean holds(Json value) {
            return !condition.holds(value);
        }
    }

    /** A condition on what a path leads to. */
    record At(List<String> path, ConditionNode condition) implements ConditionNode {
        @Override
        public boolean holds(Json value) {
            Json found = value;
            for (int i = 0; i < path.size(); i++) {
                found = step(found, path.get(i));
            }
            return condition.holds(found);
        }

        private static Json step(Json from, String name) {
            return switch (from) {
                case Json.Obj object -> object.members().getOrDefault(name, Json.NULL);
                case Json.Arr array -> element(array.elements(), name);
                default -> Json.NULL;
            };
        }

        private static Json element(List<Json> elements, String name) {
            if (name.equals("length")) {
                return Json.of(elements.size());
            }
            for (int i = 0, digits = name.length(); i < digits; i++) {
                if (digits > 9 || name.charAt(i) < '0' || name.charAt(i) > '9') {
                    return Json.NULL;
                }
            }
            int index = name.isEmpty() ? -1 : Integer.parseInt(name);
            return index >= 0 && index < elements.size() ? elements.get(index) : Json.NULL;
        }
    }

    /** The value as text. */
    record Text(String expected, boolean anyCase) implements ConditionNode {
        @Override
        public boolean holds(Json value) {
            String text = JavaScript.string(value);
            return anyCase ? SavedGroups.lower(text).equals(expected) : text.equals(expected);
        }
    }

    /** The value as a number; null is 0. */
    record Number(double expected) implements ConditionNode {
        @Override
        public boolean holds(Json value) {
            return JavaScript.number(value) == expected;
        }
    }

    /** The truth of a value that is not null. */
    record Truth(boolean expected) implements ConditionNode {
        @Override
        public boolean holds(Json value) {
            return !(value instanceof Json.Null) && JavaScript.truthy(value) == expected;
        }
    }

    /** The same JSON. */
    record Same(Json expected) implements ConditionNode {
        @Override
        public boolean holds(Json value) {
            return value.equals(expected);
        }
    }

    record Identical(Json expected) implements ConditionNode {
        @Override
        public boolean holds(Json value) {
            return JavaScript.strictlyEqual(value, expected);
        }
    }

    record Related(Order order, Json expected) implements ConditionNode {
        @Override
        public boolean holds(Json value) {
            return order.holds(value, expected);
        }
    }

    record VersionRelated(Order order, String expected) implements ConditionNode {
        @Override
        public boolean holds(Json value) {
            return order.holds(Version.sortable(value).compareTo(expected));
        }
    }

    record Exists() implements ConditionNode {
        @Override
        public boolean holds(Json value) {
            return !(value instanceof Json.Null);
        }
    }

    record OfType(Json expected) implements ConditionNode {
        @Override
        public boolean holds(Json value) {
            return expected instanceof Json.Str name && JavaScript.type(value).equals(name.value());
        }
    }

    /** The value, or an element of it, is a member. */
    record In(Set<Json> members, boolean anyCase) implements ConditionNode {
        @Override
        public boolean holds(Json value) {
            if (value instanceof Json.Arr array) {
                List<Json> elements = array.elements();
                for (int i = 0; i < elements.size(); i++) {
                    if (member(elements.get(i))) {
                        return true;
                    }
                }
                return false;
            }
            return member(value);
        }

        private boolean member(Json value) {
            return members.contains(anyCase ? SavedGroups.folded(value) : SavedGroups.plain(value));
        }
    }

    /** A condition on the number of elements. */
    record Size(ConditionNode condition) implements ConditionNode {
        @Override
        public boolean holds(Json value) {
            return value instanceof Json.Arr array
                    && condition.holds(Json.of(array.elements().size()));
        }
    }

    /** An element that is not falsy fulfils the condition. */
    record Element(ConditionNode condition) implements ConditionNode {
        @Override
        public boolean holds(Json value) {
            return value instanceof Json.Arr array && found(array.elements(), condition, false);
        }
    }

    /** Each condition has an element that fulfils it. */
    record EachFound(List<ConditionNode> conditions) implements ConditionNode {
        @Override
        public boolean holds(Json value) {
            if (!(value instanceof Json.Arr array)) {
                return false;
            }
            for (ConditionNode condition : conditions) {
                if (!found(array.elements(), condition, true)) {
                    return false;
                }
            }
            return true;
        }
    }

    record Matches(Regex regex) implements ConditionNode {
        @Override
        public boolean holds(Json value) {
            return regex.finds(JavaScript.string(value));
        }
    }
}
