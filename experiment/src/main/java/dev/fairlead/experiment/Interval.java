package dev.fairlead.experiment;

/**
 * An interval of plausible values, in the unit of what it is for; a one-sided one is open at −∞ or +∞.
 *
 * @param low at most {@code high}
 */
public record Interval(double low, double high) {
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("an interval cannot go from " + low + " to " + high);
        }
    }

    /** Whether a value is not excluded. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
