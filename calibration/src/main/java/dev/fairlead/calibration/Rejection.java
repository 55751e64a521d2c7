package dev.fairlead.calibration;

import dev.fairlead.experiment.Interval;
import java.util.function.DoubleFunction;

/** What a test says at one look. */
@FunctionalInterface
interface Rejection {
    /** Whether it rejects at a level between 0 and 1. */
    boolean at(double alpha);

    /** By a p-value. */
    static Rejection of(double p) {
        return alpha -> p <= alpha;
    }

    /**
     * By an interval that leaves 0 out.
     *
     * @param interval of a confidence
     */
    static Rejection outside(DoubleFunction<Interval> interval) {
        return alpha -> !interval.apply(1 - alpha).contains(0);
    }
}
