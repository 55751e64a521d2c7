package dev.fairlead.experiment.inference;

/** How many units have something: a fold. */
public final class Counts {
    private long successes;
    private long n;

    /** Adds one unit. */
    public void accept(boolean success) {
        successes += success ? 1 : 0;
        n++;
    }

    /** Adds the units of another; that one stays as it is. */
    public void merge(Counts other) {
        successes += other.successes;
        n += other.n;
    }

    /** The share of the units, of which there must be one. */
    public Proportion proportion() {
        return new Proportion(successes, n);
    }
}
