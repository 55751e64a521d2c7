package dev.fairlead.experiment.offpolicy;

/**
 * How much of an evaluated policy lies where the logging policy goes, exactly, where both distributions are known in each
 * context.
 */
public final class Overlap {
    private final double floor;
    private long contexts;
    private double unsupported;
    private double thin;

    /** @param floor the propensity below which an action is thinly supported, from 0 to 1 */
    public Overlap(double floor) {
        Check.that(floor >= 0 && floor <= 1, "the propensity floor is from 0 to 1, not " + floor);
        this.floor = floor;
    }

    /**
     * One context.
     *
     * @param logging probability of each action under the logging policy
     * @param target the same under the evaluated policy
     */
    public void accept(double[] logging, double[] target) {
        Check.that(
                logging.length == target.length,
                "the logging policy chooses among " + logging.length + " actions and the evaluated one among "
                        + target.length + "; both need the same");
        contexts++;
        for (int action = 0; action < logging.length; action++) {
            Check.target(logging[action]);
            Check.target(target[action]);
            unsupported += logging[action] == 0 ? target[action] : 0;
            thin += logging[action] < floor ? target[action] : 0;
        }
    }

    public void merge(Overlap other) {
        Check.that(floor == other.floor, "overlaps with floors " + floor + " and " + other.floor + " cannot be merged");
        contexts += other.contexts;
        unsupported += other.unsupported;
        thin += other.thin;
    }

    /** The share of the evaluated policy's probability on actions with a propensity of 0. */
    public double unsupported() {
        return contexts == 0 ? 0 : unsupported / contexts;
    }

    /** The share of it on actions with a propensity below the floor, 0 included. */
    public double thin() {
        return contexts == 0 ? 0 : thin / contexts;
    }
}
