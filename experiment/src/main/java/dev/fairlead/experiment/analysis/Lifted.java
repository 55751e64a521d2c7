package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.plan.LiftScale;

/**
 * A change relative to control on the scale on which it is tested: r − 1, or ln r of the ratio r of the arms, by the delta
 * method (Deng, Knoblich and Lu, KDD 2018). The error of ln r is that of r, divided by r.
 */
record Lifted(Estimate change, LiftScale scale) {
    /** @param lift r − 1 with its error; on the logarithm r must be above 0 */
    static Lifted of(Estimate lift, LiftScale scale) {
        if (scale == LiftScale.DELTA) {
            return new Lifted(lift, scale);
        }
        double ratio = 1 + lift.value();
        if (ratio <= 0) {
            throw new IllegalArgumentException("a logarithm needs both arms above 0");
        }
        return new Lifted(new Estimate(Math.log(ratio), lift.standardError() / ratio, lift.df()), scale);
    }

    /** r − 1. */
    double value() {
        return back(change.value());
    }

    /** An interval on the scale, as one of r − 1. */
    Interval back(Interval interval) {
        return new Interval(back(interval.low()), back(interval.high()));
    }

    private double back(double value) {
        return scale == LiftScale.DELTA ? value : Math.expm1(value);
    }
}
