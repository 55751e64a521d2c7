package dev.fairlead.experiment.inference;

import dev.fairlead.experiment.Estimate;

/** Two arms beside each other. */
public record Comparison(ArmEstimate control, ArmEstimate treatment) {
    /** Two means; their {@link #difference} is Welch's t test (1947). */
    public static Comparison of(Moments control, Moments treatment) {
        Check.arms(control.n(), treatment.n(), 2);
        return new Comparison(control.estimate(), treatment.estimate());
    }

    /** Two means or ratios. */
    public static Comparison of(Metric metric, CoMoments control, CoMoments treatment) {
        Check.arms(control.n(), treatment.n(), 2);
        return new Comparison(metric.estimate(control), metric.estimate(treatment));
    }

    /** Treatment's mean less control's with one variance for both arms: Student's t test, on n − 2 degrees of freedom. */
    public static Estimate pooled(Moments control, Moments treatment) {
        Check.arms(control.n(), treatment.n(), 1);
        double df = control.n() + treatment.n() - 2.0;
        Check.that(df > 0, "one unit per arm leaves nothing to estimate a variance with");
        double variance = (control.squares() + treatment.squares()) / df;
        double error = Math.sqrt(variance * (1.0 / control.n() + 1.0 / treatment.n()));
        return new Estimate(treatment.mean() - control.mean(), error, df);
    }

    /** Treatment less control, with Welch's and Satterthwaite's degrees of freedom. */
    public Estimate difference() {
        double error = Math.sqrt(control.variance() + treatment.variance());
        return new Estimate(
                treatment.value() - control.value(),
                error,
                error == 0 ? 1 : degreesOfFreedom(control.variance(), treatment.variance()));
    }

    /** The change relative to control. */
    public Lift lift() {
        return new Lift(this);
    }

    /** The same with variances taken for known, as with many units. */
    public Comparison normal() {
        return new Comparison(control.normal(), treatment.normal());
    }

    double degreesOfFreedom(double ofControl, double ofTreatment) {
        return ArmEstimate.satterthwaite(
                new double[] {ofControl, ofTreatment}, new double[] {control.df(), treatment.df()});
    }
}
