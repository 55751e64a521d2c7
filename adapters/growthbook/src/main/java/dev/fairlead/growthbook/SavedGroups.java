package dev.fairlead.growthbook;

import dev.fairlead.experiment.json.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lists of values that conditions name by {@code $inGroup}. */
public final class SavedGroups {
    private static final SavedGroups NONE = new SavedGroups(new Json.Obj(Map.of()));

    private final Map<String, Set<Json>> groups = new HashMap<>();

    /**
     * @param groups an array of values for each name
     * @throws IllegalArgumentException if one is no array
     */
    public SavedGroups(Json.Obj groups) {
        groups.members().forEach((name, members) -> {
            Check.that(members instanceof Json.Arr, "saved group \"" + name + "\" is no array");
            this.groups.put(name, members(((Json.Arr) members).elements(), false));
        });
    }

    public static SavedGroups none() {
        return NONE;
    }

    /** The members of a group; empty if it is unknown. */
    Optional<Set<Json>> members(Json name) {
        return Optional.ofNullable(groups.get(JavaScript.string(name)));
    }

    /** Values to look others up in; only those that JavaScript can find: arrays and objects are never the same. */
    static Set<Json> members(List<Json> values, boolean folded) {
        var members = new HashSet<Json>();
        for (Json value : values) {
            if (!(value instanceof Json.Arr || value instanceof Json.Obj)) {
                members.add(folded ? folded(value) : plain(value));
            }
        }
        return members;
    }

    /** The value with the one zero that there is for a condition. */
    static Json plain(Json value) {
        return value instanceof Json.Num number && number.value() == 0 ? Json.of(0) : value;
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    static Json folded(Json value) {
        return value instanceof Json.Str text ? Json.of(lower(text.value())) : plain(value);
    }
}
