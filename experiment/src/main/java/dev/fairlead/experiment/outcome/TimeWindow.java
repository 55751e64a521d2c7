package dev.fairlead.experiment.outcome;

/**
 * A window around a unit's entry.
 *
 * @param start included, in nanoseconds after entry; below 0 for a window before it
 * @param end excluded, likewise
 */
record TimeWindow(long start, long end) {
    static TimeWindow days(long start, long end) {
        return new TimeWindow(start * Moments.DAY, end * Moments.DAY);
    }

    boolean contains(long entered, long time) {
        return time >= entered + start && time < entered + end;
    }

    /** Whether it is over at some time. */
    boolean over(long entered, long time) {
        return time >= entered + end;
    }
}
