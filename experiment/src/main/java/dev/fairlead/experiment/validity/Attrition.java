package dev.fairlead.experiment.validity;

import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.PValue;
import dev.fairlead.experiment.distribution.ChiSquared;
import dev.fairlead.experiment.distribution.Normal;
import dev.fairlead.experiment.inference.Proportion;
import dev.fairlead.experiment.inference.TwoProportions;
import java.util.Locale;

/**
 * Whether the arms lost units alike between assignment and measurement. If they did not, those that are left differ in more
 * than the treatment, and the difference of their means is no effect; {@link LeeBounds} may be.
 */
public record Attrition(Arm control, Arm treatment) {
    /**
     * Units of an arm.
     *
     * @param assigned at least 1
     * @param measured of them
     */
    public record Arm(long assigned, long measured) {
        public Arm {
            Check.counts(measured, assigned, "measured units");
        }

        /** The share that is missing. */
        public double share() {
            return lost() / (double) assigned;
        }

        private long lost() {
            return assigned - measured;
        }

        /** Wilson's (1927) interval of the share that is missing. */
        Interval wilson(double confidence) {
            double z = -Normal.quantile((1 - confidence) / 2);
            double n = assigned;
            double centre = (lost() + z * z / 2) / (n + z * z);
            double half = z / (n + z * z) * Math.sqrt(share() * (1 - share()) * n + z * z / 4);
            return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
        }
    }

    /** The share missing of treatment, less that of control. */
    public double difference() {
        return treatment.share() - control.share();
    }

    /** Newcombe's (1998) hybrid score interval of the difference, his method 10. */
    public Interval interval(double confidence) {
        Check.confidence(confidence);
        Interval t = treatment.wilson(confidence);
        Interval c = control.wilson(confidence);
        return new Interval(
                difference() - Math.hypot(treatment.share() - t.low(), c.high() - control.share()),
                difference() + Math.hypot(t.high() - treatment.share(), control.share() - c.low()));
    }

    /** Pearson's χ² without continuity correction. */
    public double chiSquared() {
        double n = control.assigned() + (double) treatment.assigned();
        double lost = (control.lost() + (double) treatment.lost()) / n;
        if (lost == 0 || lost == 1) {
            return 0;
        }
        double variance = lost * (1 - lost) * (1.0 / control.assigned() + 1.0 / treatment.assigned());
        return difference() * difference() / variance;
    }

    /** The probability of a difference this large if units are lost alike. */
    public double p() {
        double chi = chiSquared();
        return chi == 0 ? 1 : new ChiSquared(1).upper(chi);
    }

    /** The same by Fisher's exact test, which holds however few the units are. */
    public double exact() {
        return new TwoProportions(
                        new Proportion(control.lost(), control.assigned()),
                        new Proportion(treatment.lost(), treatment.assigned()))
                .fisher();
    }

    /** The smallest count that a table of units lost and measured would have if they were lost alike. */
    double leastExpected() {
        double n = control.assigned() + (double) treatment.assigned();
        double lost = (control.lost() + (double) treatment.lost()) / n;
        return Math.min(lost, 1 - lost) * Math.min(control.assigned(), treatment.assigned());
    }

    /** Blocks the verdict if the p-value is at most alpha. */
    public Finding finding(double alpha) {
        Check.errorRate(alpha);
        String sentence = String.format(
                Locale.ROOT,
                "attrition: %.2f %% of control and %.2f %% of treatment are missing, %s",
                100 * control.share(),
                100 * treatment.share(),
                PValue.sentence(p()));
        return new Finding(p() <= alpha ? Finding.Severity.BLOCKING : Finding.Severity.FINE, sentence);
    }
}
