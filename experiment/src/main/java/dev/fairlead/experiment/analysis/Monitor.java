package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.distribution.StudentT;
import dev.fairlead.experiment.plan.Monitoring;
import dev.fairlead.experiment.sequential.ConfidenceSequence;
import dev.fairlead.experiment.sequential.MixtureSprt;

/** How a plan's monitoring widens intervals and p-values at one look. */
sealed interface Monitor permits Monitor.Fixed, GroupLook, Monitor.Mixture, Monitor.Sequence {
    /** The monitor of a look. */
    static Monitor of(Monitoring monitoring, double alpha, Looks looks) {
        return switch (monitoring) {
            case Monitoring.FixedHorizon _ -> new Fixed();
            case Monitoring.GroupSequential group -> GroupLook.of(group, looks);
            case Monitoring.Msprt(double tauSquared) -> new Mixture(tauSquared);
            case Monitoring.AsymptoticSequence(double narrowestAt) ->
                new Sequence(ConfidenceSequence.narrowestAt(narrowestAt, alpha));
        };
    }

    /** How many standard errors the interval is to each side. */
    double critical(double alpha, Measure measure);

    /** The two-sided p-value of no difference. */
    double p(Measure measure);

    /** Whether both tails have half the error, so that one side has it whole at twice the alpha. */
    default boolean symmetric() {
        return true;
    }

    /** Read once. */
    record Fixed() implements Monitor {
        @Override
        public double critical(double alpha, Measure measure) {
            return new StudentT(measure.difference().df()).quantile(1 - alpha / 2);
        }

        @Override
        public double p(Measure measure) {
            return measure.difference().p(0);
        }
    }

    /**
     * Read at any time, by the mixture sequential probability ratio test. The mixture is in units of the first primary
     * metric; for another metric it is scaled by the variances of the two.
     */
    record Mixture(double tauSquared) implements Monitor {
        private MixtureSprt sprt(Measure measure) {
            return new MixtureSprt(tauSquared * measure.scale());
        }

        @Override
        public double critical(double alpha, Measure measure) {
            return sprt(measure).halfWidth(alpha, measure.units(), measure.pairVariance())
                    / measure.difference().standardError();
        }

        @Override
        public double p(Measure measure) {
            return sprt(measure).p(1, measure.units(), measure.difference().value(), measure.pairVariance());
        }

        @Override
        public boolean symmetric() {
            return false;
        }
    }

    /** Read at any time, by an asymptotic confidence sequence over pairs of units. */
    record Sequence(ConfidenceSequence sequence) implements Monitor {
        @Override
        public double critical(double alpha, Measure measure) {
            return sequence.halfWidth(measure.units(), alpha) * Math.sqrt(measure.units());
        }

        /** The alpha at which the half-width is the difference: √(nρ² + 1) exp(−z² nρ² / (2 (nρ² + 1))). */
        @Override
        public double p(Measure measure) {
            double r = measure.units() * sequence.rho() * sequence.rho();
            double z = measure.difference().statistic(0);
            return Math.min(1, Math.sqrt(r + 1) * Math.exp(-z * z * r / (2 * (r + 1))));
        }

        @Override
        public boolean symmetric() {
            return false;
        }
    }
}
