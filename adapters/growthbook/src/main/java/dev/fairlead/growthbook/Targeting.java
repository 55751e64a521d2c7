package dev.fairlead.growthbook;

import dev.fairlead.experiment.assignment.Condition;
import dev.fairlead.experiment.json.Json;
import java.util.List;

/**
 * A condition on attributes in GrowthBook's language (that of MongoDB's queries, with JavaScript's conversions), parsed once.
 * Many threads can ask it. It differs from GrowthBook's own SDK in this: members of objects compare in any order, and regular
 * expressions neither look ahead or behind nor refer back.
 */
public final class Targeting implements Condition {
    private final Json.Obj written;
    private final ConditionNode condition;
    private final List<String> problems;

    /**
     * Parses a condition of a payload, where what is wrong never holds and is said by {@link #problems}.
     *
     * @param groups that it can name
     */
    public Targeting(Json.Obj written, SavedGroups groups) {
        var reader = new ConditionReader(groups);
        this.written = written;
        condition = reader.object(written, "the condition");
        problems = reader.problems();
    }

    /**
     * Parses the condition of an experiment of our own, which names no groups.
     *
     * @throws IllegalArgumentException if anything is wrong in it, with all that is
     */
    public static Condition parse(Json.Obj written) {
        var targeting = new Targeting(written, SavedGroups.none());
        Check.that(targeting.problems.isEmpty(), "wrong condition: " + String.join("; ", targeting.problems));
        return targeting;
    }

    /** Whether the attributes fulfil it; a missing one is null. */
    @Override
    public boolean holds(Json.Obj attributes) {
        return condition.holds(attributes);
    }

    @Override
    public Json.Obj written() {
        return written;
    }

    /** What is wrong, one sentence each: unknown operators and groups, regular expressions that do not compile, …. */
    public List<String> problems() {
        return problems;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Targeting targeting && written.equals(targeting.written);
    }

    @Override
    public int hashCode() {
        return written.hashCode();
    }

    @Override
    public String toString() {
        return written.canonical();
    }
}
