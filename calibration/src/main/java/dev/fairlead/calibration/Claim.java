package dev.fairlead.calibration;

import dev.fairlead.experiment.Estimate;
import java.util.function.Predicate;

/**
 * What is said of one method in a simulated world.
 *
 * @param name of the method
 * @param rate the nominal one, between 0 and 1
 * @param happened whether the test rejected, or the interval contained the truth
 * @param <D> what a run of the world yields
 */
record Claim<D>(String name, Measure measure, double rate, Promise promise, Predicate<D> happened) {
    static final double ALPHA = 0.05;
    static final double CONFIDENCE = 0.95;

    /** An interval of confidence 95 %. */
    static <D> Claim<D> covers(String name, Predicate<D> happened) {
        return new Claim<>(name, Measure.COVERAGE, CONFIDENCE, new Promise.Exact(), happened);
    }

    /** A test at α = 5 %. */
    static <D> Claim<D> rejects(String name, Predicate<D> happened) {
        return new Claim<>(name, Measure.TYPE_1, ALPHA, new Promise.Exact(), happened);
    }

    /** Whether the interval of confidence 95 % contains a value. */
    static boolean contains(Estimate estimate, double truth) {
        return estimate.interval(CONFIDENCE).contains(truth);
    }

    /** The same at another nominal rate. */
    Claim<D> at(double nominal) {
        return new Claim<>(name, measure, nominal, promise, happened);
    }

    /** The same, allowed to be on the safe side. */
    Claim<D> safe(String why) {
        return promising(new Promise.Safe(why));
    }

    /** The same, known to be off. */
    Claim<D> limited(double worst, String why) {
        return promising(new Promise.Limited(worst, why));
    }

    Claim<D> promising(Promise other) {
        return new Claim<>(name, measure, rate, other, happened);
    }
}
