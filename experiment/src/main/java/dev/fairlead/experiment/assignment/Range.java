package dev.fairlead.experiment.assignment;

/**
 * Places from a start to below an end; none if the end is not above the start.
 *
 * @param start included
 * @param end excluded
 */
public record Range(double start, double end) {
    /** Whether a place is inside. */
    public boolean contains(double place) {
        return place >= start && place < end;
    }

    boolean overlaps(Range other) {
        return Math.max(start, other.start) < Math.min(end, other.end);
    }
}
