package dev.fairlead.experiment.decision;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.sequential.Boundaries;
import dev.fairlead.experiment.sequential.Spending;
import java.util.List;

/**
 * By which a guardrail may be read again and again at one error rate. All take the difference for normal, so begin when each
 * arm has some hundred units.
 */
public sealed interface SequentialTest {
    /**
     * How many standard errors the difference may at least be beyond the margin at the last of some readings.
     *
     * @param alpha one-sided error rate of all readings together
     * @param units of the smaller arm at each reading, rising
     * @param estimate at the last of them
     */
    double critical(double alpha, List<Long> units, Estimate estimate);

    /**
     * At any time, by the asymptotic confidence sequence that is narrowest at so many units. A sequence of two sides at
     * level α is used on one, so that false alarms are rarer than α.
     *
     * @param units of an arm, above 0
     */
    record ConfidenceSequence(double units) implements SequentialTest {
        public ConfidenceSequence {
            positive(units, "the units at which the sequence is narrowest");
        }

        /** The estimate is taken for a mean over pairs of units, one of each arm, of standard deviation s · √n. */
        @Override
        public double critical(double alpha, List<Long> units, Estimate estimate) {
            double n = units.getLast();
            return dev.fairlead.experiment.sequential.ConfidenceSequence.narrowestAt(this.units, alpha)
                            .halfWidth(n, alpha)
                    * Math.sqrt(n);
        }
    }

    /**
     * At any time, by the mixture sequential probability ratio test; on one side, as with {@link ConfidenceSequence}.
     *
     * @param tauSquared the mixture's variance, in squared units of the guardrail, above 0
     */
    record MixtureSprt(double tauSquared) implements SequentialTest {
        public MixtureSprt {
            positive(tauSquared, "the mixture's variance");
        }

        @Override
        public double critical(double alpha, List<Long> units, Estimate estimate) {
            double n = units.getLast();
            double error = estimate.standardError();
            return new dev.fairlead.experiment.sequential.MixtureSprt(tauSquared).halfWidth(alpha, n, error * error * n)
                    / error;
        }
    }

    /**
     * At each reading, by a spending function, until the planned units are in; more units than those spend nothing more.
     * Each reading costs time in proportion to the readings before it: read daily or hourly, not at every unit.
     *
     * @param plannedUnits of the smaller arm, at least 1
     */
    record AlphaSpending(Spending spending, long plannedUnits) implements SequentialTest {
        public AlphaSpending {
            positive(plannedUnits, "the planned units");
        }

        @Override
        public double critical(double alpha, List<Long> units, Estimate estimate) {
            if (units.getLast() > plannedUnits && units.size() > 1 && units.get(units.size() - 2) >= plannedUnits) {
                return Double.POSITIVE_INFINITY;
            }
            double[] information = units.stream()
                    .mapToDouble(n -> Math.min(1, (double) n / plannedUnits))
                    .toArray();
            return Boundaries.spending(spending, alpha, information, false).upper()[information.length - 1];
        }
    }

    private static void positive(double value, String what) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + " must be above 0, not " + value);
        }
    }
}
