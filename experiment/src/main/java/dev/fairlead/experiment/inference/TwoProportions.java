package dev.fairlead.experiment.inference;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Interval;

/** Two shares of units, as of a click or a purchase; each unit counts once. */
public record TwoProportions(Proportion control, Proportion treatment) {
    /** For the difference with Wald's interval (the unpooled z) and for the lift. */
    public Comparison comparison() {
        return new Comparison(control.estimate(), treatment.estimate());
    }

    private double difference() {
        return treatment.value() - control.value();
    }

    /** The difference with the error under the hypothesis of no difference: the pooled z test, p(0) of which is to be read. */
    public Estimate pooled() {
        double p = (control.successes() + treatment.successes()) / ((double) control.n() + treatment.n());
        return Estimate.normal(difference(), Math.sqrt(p * (1 - p) * (1.0 / control.n() + 1.0 / treatment.n())));
    }

    /** Newcombe's hybrid score interval of the difference (1998, method 10); good also with few successes. */
    public Interval newcombe(double confidence) {
        Interval c = control.wilson(confidence);
        Interval t = treatment.wilson(confidence);
        double below = Math.hypot(treatment.value() - t.low(), c.high() - control.value());
        double above = Math.hypot(t.high() - treatment.value(), control.value() - c.low());
        return new Interval(difference() - below, difference() + above);
    }

    /** Pearson's χ² test of the 2 × 2 table, the square of the pooled z. */
    public ChiSquaredTest pearson() {
        return corrected(0);
    }

    /** The same with Yates's correction for continuity (1934), which is conservative. */
    public ChiSquaredTest yates() {
        return corrected(0.5);
    }

    private ChiSquaredTest corrected(double correction) {
        double sizes = 1.0 / control.n() + 1.0 / treatment.n();
        double distance = Math.max(0, Math.abs(difference()) - correction * sizes);
        double z = distance / pooled().standardError();
        return new ChiSquaredTest(z * z, 1);
    }

    /** The two-sided p-value of Fisher's exact test: all tables that are not more probable; 0 if it is below 1e-300. */
    public double fisher() {
        return new FisherExact(control, treatment).p();
    }
}
