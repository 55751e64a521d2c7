package dev.fairlead.policy;

import java.util.stream.IntStream;

/**
 * The probability of everything that the policy may show for one request.
 *
 * <p>Each position that explores gives, with probability ε and independently of the others, a candidate drawn evenly and without
 * replacement from the set U of those that are nowhere else in the slate. By symmetry every member of U is as likely at one such
 * position as any other, so the marginal probability is ε / |U| there, and 1 − ε for what stands there otherwise. The new item at its
 * position is drawn beforehand: (1 − ε) × P(it wins).
 *
 * <p>Before all that, with probability ρ the whole slate but its pins is drawn evenly without replacement from the set A of all that is
 * allowed: what is said above then holds with 1 − ρ, and ρ / |A| is added.
 */
public final class SlateDistribution {
    private final Settled settled;
    private final double[] explored;
    private final boolean[] drawn;
    private final int drawnSize;
    private final Randomized randomized;
    private final int anyoneSize;

    /**
     * What stands where nothing is explored.
     *
     * @param base candidate at each slot (position − 1); −1 at {@code newItemSlot}
     * @param newItemSlot −1 for none
     * @param newItems candidates for that slot, with the probability of each to win
     */
    record Settled(int[] base, int newItemSlot, int[] newItems, double[] winning) {
        double probability(int candidate, int slot) {
            if (slot != newItemSlot) {
                return base[slot] == candidate ? 1 : 0;
            }
            for (int i = 0; i < newItems.length; i++) {
                if (newItems[i] == candidate) {
                    return winning[i];
                }
            }
            return 0;
        }
    }

    /**
     * Slates that are drawn as a whole.
     *
     * @param share ρ
     * @param fixed by slot, whether it is pinned
     * @param anyone by candidate, whether it is in A
     */
    record Randomized(double share, boolean[] fixed, boolean[] anyone) {}

    /**
     * @param explored ε of each slot
     * @param drawn by candidate, whether it is in U
     */
    SlateDistribution(Settled settled, double[] explored, boolean[] drawn, Randomized randomized) {
        this.settled = settled;
        this.explored = explored;
        this.drawn = drawn;
        this.drawnSize = count(drawn);
        this.randomized = randomized;
        this.anyoneSize = count(randomized.anyone);
    }

    private static int count(boolean[] in) {
        int count = 0;
        for (boolean each : in) {
            count += each ? 1 : 0;
        }
        return count;
    }

    /** Positions of the slate. */
    public int size() {
        return settled.base.length;
    }

    boolean fixed(int slot) {
        return randomized.fixed[slot];
    }

    /** The candidates of A. */
    int[] anyone() {
        return IntStream.range(0, randomized.anyone.length)
                .filter(c -> randomized.anyone[c])
                .toArray();
    }

    /** Probability that the candidate is shown at the position, 0 to 1. @param position 1 is the first */
    public double probability(int candidate, int position) {
        int slot = position - 1;
        double even = drawn[candidate] ? explored[slot] / drawnSize : 0;
        double decided = (1 - explored[slot]) * settled.probability(candidate, slot) + even;
        return randomized.fixed[slot]
                ? decided
                : (1 - randomized.share) * decided + (randomized.anyone[candidate] ? randomized.share / anyoneSize : 0);
    }

    /** Probability of the whole slate, 0 to 1. @param candidates one for each position, in order */
    public double probability(int[] candidates) {
        return candidates.length == size()
                ? (1 - randomized.share) * decided(candidates) + randomized.share * even(candidates)
                : 0;
    }

    private double decided(int[] candidates) {
        double probability = 1;
        int left = drawnSize;
        boolean[] seen = new boolean[drawn.length];
        for (int slot = 0; slot < candidates.length; slot++) {
            int candidate = candidates[slot];
            if (drawn[candidate]) {
                probability *= seen[candidate] ? 0 : explored[slot] / left--;
                seen[candidate] = true;
            } else {
                probability *= (1 - explored[slot]) * settled.probability(candidate, slot);
            }
        }
        return probability;
    }

    private double even(int[] candidates) {
        double probability = 1;
        int left = anyoneSize;
        boolean[] seen = new boolean[drawn.length];
        for (int slot = 0; slot < candidates.length; slot++) {
            int candidate = candidates[slot];
            if (fixed(slot)) {
                probability *= settled.probability(candidate, slot);
            } else {
                probability *= randomized.anyone[candidate] && !seen[candidate] ? 1.0 / left-- : 0;
                seen[candidate] = true;
            }
        }
        return probability;
    }
}
