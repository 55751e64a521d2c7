package dev.fairlead.growthbook;

import java.util.List;
import java.util.OptionalInt;

/**
 * The weights that a contextual bandit chose for a unit.
 *
 * @param leaf the context that the unit's attributes match; {@link #NO_LEAF} if none
 * @param weights of the variations
 * @param version of the bandit
 */
public record BanditChoice(int leaf, List<Double> weights, OptionalInt version) {
    /** The leaf of a unit that no context matches: the rule's own weights hold. */
    public static final int NO_LEAF = -1;

    public BanditChoice {
        weights = List.copyOf(weights);
    }
}
