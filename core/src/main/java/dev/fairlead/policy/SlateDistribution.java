package dev.fairlead.policy;

/**
 * The probability of everything that the policy may show for one request.
 *
 * <p>Each position that explores gives, with probability ε and independently of the others, a candidate drawn evenly and without
 * replacement from the set U of those that are nowhere else in the slate. By symmetry every member of U is as likely at one such
 * position as any other, so the marginal probability is ε / |U| there, and 1 − ε for what stands there otherwise. The new item at its
 * position is drawn beforehand: (1 − ε) × P(it wins).
 */
public final class SlateDistribution {
    private final int[] base;
    private final double[] explored;
    private final boolean[] drawn;
    private final int drawnSize;
    private final int newItemSlot;
    private final int[] newItems;
    private final double[] winning;

    /**
     * @param base candidate at each slot (position − 1) without exploration; −1 at {@code newItemSlot}
     * @param explored ε of each slot
     * @param drawn by candidate, whether it is in U
     * @param newItemSlot −1 for none
     * @param newItems candidates for that slot, with the probability of each to win
     */
    SlateDistribution(
            int[] base, double[] explored, boolean[] drawn, int newItemSlot, int[] newItems, double[] winning) {
        this.base = base;
        this.explored = explored;
        this.drawn = drawn;
        this.newItemSlot = newItemSlot;
        this.newItems = newItems;
        this.winning = winning;
        int size = 0;
        for (boolean in : drawn) {
            size += in ? 1 : 0;
        }
        this.drawnSize = size;
    }

    /** Positions of the slate. */
    public int size() {
        return base.length;
    }

    /** Probability that the candidate is shown at the position, 0 to 1. @param position 1 is the first */
    public double probability(int candidate, int position) {
        int slot = position - 1;
        double even = drawn[candidate] ? explored[slot] / drawnSize : 0;
        return (1 - explored[slot]) * settled(candidate, slot) + even;
    }

    /** Probability of the candidate at a slot that does not explore. */
    private double settled(int candidate, int slot) {
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

    /** Probability of the whole slate, 0 to 1. @param candidates one for each position, in order */
    public double probability(int[] candidates) {
        if (candidates.length != base.length) {
            return 0;
        }
        double probability = 1;
        int left = drawnSize;
        boolean[] seen = new boolean[drawn.length];
        for (int slot = 0; slot < base.length; slot++) {
            int candidate = candidates[slot];
            if (drawn[candidate]) {
                probability *= seen[candidate] ? 0 : explored[slot] / left--;
                seen[candidate] = true;
            } else {
                probability *= (1 - explored[slot]) * settled(candidate, slot);
            }
        }
        return probability;
    }
}
