package dev.fairlead.calibration;

import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.validity.RejectionRate;

/**
 * How often something happened in simulated runs, beside what was claimed.
 *
 * @param name of the case: the method and the world
 * @param nominal the rate that was claimed
 * @param happened how often the test rejected, or the interval contained the truth
 * @param runs at least 1
 */
public record Row(String name, Measure measure, double nominal, Promise promise, long happened, long runs) {
    /** Of the limits: of a hundred right methods one is outside in one table of ten. */
    public static final double CONFIDENCE = 0.999;

    public double rate() {
        return rates().share();
    }

    /** Clopper and Pearson's (1934) exact limits of the true rate. */
    public Interval limits() {
        return rates().limits(CONFIDENCE);
    }

    private RejectionRate rates() {
        return new RejectionRate(happened, runs);
    }

    /** Whether the claim stands. */
    public Verdict verdict() {
        boolean worse = measure.worse(limits(), nominal);
        boolean within = limits().contains(nominal);
        return switch (promise) {
            case Promise.Exact() when within -> new Verdict(Verdict.Kind.OK, "");
            case Promise.Safe(String why) when within -> new Verdict(Verdict.Kind.OK, "");
            case Promise.Safe(String why) when !worse -> new Verdict(Verdict.Kind.CONSERVATIVE, why);
            case Promise.Limited(double worst, String why)
            when !measure.worse(limits(), worst) -> new Verdict(Verdict.Kind.LIMITATION, why);
            default -> new Verdict(Verdict.Kind.FAILED, "off the nominal rate of " + nominal);
        };
    }
}
