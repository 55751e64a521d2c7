package dev.fairlead.experiment.assignment;

import dev.fairlead.experiment.json.Json;
import java.util.List;

/**
 * A condition on attributes in GrowthBook's language (that of MongoDB's queries, with JavaScript's conversions), parsed once.
 * Many threads can ask it. It differs from GrowthBook's own SDK in this: members of objects compare in any order.
 */
public final class Targeting {
    private final Condition condition;
    private final List<String> problems;

    /**
     * Parses a condition.
     *
     * @param condition an object; whatever is wrong in it never holds, and is said by {@link #problems}
     */
    public Targeting(Json condition, SavedGroups groups) {
        var parser = new ConditionParser(groups);
        this.condition = parser.object(condition, "the condition");
        problems = parser.problems();
    }

    /** Whether the attributes fulfil it; a missing one is null. */
    public boolean holds(Json.Obj attributes) {
        return condition.holds(attributes);
    }

    /** What is wrong, one sentence each: unknown operators and groups, regular expressions that do not compile, …. */
    public List<String> problems() {
        return problems;
    }
}
