package dev.fairlead.learn;

/**
 * Spans of a time-based split, in milliseconds since 1970: train [trainFrom, validationFrom), validation
 * [validationFrom, testFrom), test [testFrom, end). Nothing about the test span may be looked at to choose anything.
 */
public record Split(long trainFrom, long validationFrom, long testFrom, long end) {
    public Split {
        if (!(trainFrom < validationFrom && validationFrom < testFrom && testFrom <= end)) {
            throw new IllegalArgumentException("a split must rise: train from " + trainFrom + ", validation from "
                    + validationFrom + ", test from " + testFrom + ", end " + end);
        }
    }

    /** Which span a time lies in. */
    public enum Span {
        OUTSIDE,
        TRAIN,
        VALIDATION,
        TEST
    }

    public Span of(long time) {
        if (time < trainFrom || time >= end) {
            return Span.OUTSIDE;
        }
        return time < validationFrom ? Span.TRAIN : time < testFrom ? Span.VALIDATION : Span.TEST;
    }
}
