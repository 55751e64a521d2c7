package dev.fairlead.experiment.nonparametric;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Interval;

/** The difference of a quantile between arms, such as the effect on the p95 of latency, in the unit of the values. */
public record QuantileEffect(QuantileEstimate control, QuantileEstimate treatment) {
    /**
     * @param p of the quantile, such as 0.95
     * @param confidence of the interval
     */
    public static QuantileEffect of(ClusteredSample control, ClusteredSample treatment, double p, double confidence) {
        return new QuantileEffect(
                QuantileEstimate.of(control, p, confidence), QuantileEstimate.of(treatment, p, confidence));
    }

    /** Treatment less control. */
    public double difference() {
        return treatment.value() - control.value();
    }

    /**
     * From the arms' intervals, each as lopsided as it is (Zou and Donner 2008), and open where an arm has too few rows. It
     * covers more often than it says where few rows lie beyond the quantile: at 95 %, about 97 % with 25 of them in an arm.
     */
    public Interval interval() {
        double fromTreatment = treatment.value() - treatment.interval().low();
        double toTreatment = treatment.interval().high() - treatment.value();
        double fromControl = control.value() - control.interval().low();
        double toControl = control.interval().high() - control.value();
        return new Interval(
                difference() - Math.hypot(fromTreatment, toControl),
                difference() + Math.hypot(toTreatment, fromControl));
    }

    /**
     * With a normal error, each arm's standard error from the width of its interval (Liu et al. 2019).
     *
     * @throws IllegalArgumentException if an arm has too few rows to bound the quantile
     */
    public Estimate estimate() {
        Check.that(
                Double.isFinite(control.standardError()) && Double.isFinite(treatment.standardError()),
                "there are too few rows to bound so far a quantile: take a nearer one, or wait");
        return Estimate.normal(difference(), Math.hypot(control.standardError(), treatment.standardError()));
    }
}
