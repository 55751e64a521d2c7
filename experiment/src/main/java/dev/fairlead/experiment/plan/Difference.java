package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Where two JSON values differ.
 *
 * @param path of the smallest values that differ, such as {@code arms[1].weight}
 * @param before empty if it was added
 * @param after empty if it was removed
 */
record Difference(String path, Optional<Json> before, Optional<Json> after) {
    /** All of them, names in alphabetical order. */
    static List<Difference> between(Json before, Json after) {
        var differences = new ArrayList<Difference>();
        compare("", Optional.of(before), Optional.of(after), differences);
        return differences;
    }

    private static void compare(String path, Optional<Json> before, Optional<Json> after, List<Difference> found) {
        if (before.equals(after)) {
            return;
        }
        if (before.isPresent() && after.isPresent()) {
            if (before.get() instanceof Json.Obj one && after.get() instanceof Json.Obj other) {
                objects(path, one, other, found);
                return;
            }
            if (before.get() instanceof Json.Arr one && after.get() instanceof Json.Arr other) {
                arrays(path, one.elements(), other.elements(), found);
                return;
            }
        }
        found.add(new Difference(path, before, after));
    }

    private static void objects(String path, Json.Obj one, Json.Obj other, List<Difference> found) {
        var names = new TreeSet<>(one.members().keySet());
        names.addAll(other.members().keySet());
        for (String name : names) {
            compare(path.isEmpty() ? name : path + "." + name, one.get(name), other.get(name), found);
        }
    }

    private static void arrays(String path, List<Json> one, List<Json> other, List<Difference> found) {
        for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
            compare(path + "[" + i + "]", at(one, i), at(other, i), found);
        }
    }

    private static Optional<Json> at(List<Json> elements, int i) {
        return i < elements.size() ? Optional.of(elements.get(i)) : Optional.empty();
    }

    /** {@code alpha, from 0.05 to 0.1}. */
    @Override
    public String toString() {
        return path + ", from " + text(before) + " to " + text(after);
    }

    private static String text(Optional<Json> value) {
        return value.map(Json::canonical).orElse("nothing");
    }
}
