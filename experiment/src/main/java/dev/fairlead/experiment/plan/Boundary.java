package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.sequential.Boundaries;
import dev.fairlead.experiment.sequential.Spending;

/** Where a group-sequential test rejects. */
public sealed interface Boundary {
    /**
     * Its critical values.
     *
     * @param alpha of both sides if {@code twoSided}
     * @param information share of the planned information at each look
     */
    Boundaries at(double alpha, double[] information, boolean twoSided);

    /** By a spending function. */
    record AlphaSpending(Spending spending) implements Boundary {
        @Override
        public Boundaries at(double alpha, double[] information, boolean twoSided) {
            return Boundaries.spending(spending, alpha, information, twoSided);
        }
    }

    /** Equal at all looks. */
    record Pocock() implements Boundary {
        @Override
        public Boundaries at(double alpha, double[] information, boolean twoSided) {
            return Boundaries.pocock(alpha, information, twoSided);
        }
    }

    /** Falling as 1/√t. */
    record ObrienFleming() implements Boundary {
        @Override
        public Boundaries at(double alpha, double[] information, boolean twoSided) {
            return Boundaries.obrienFleming(alpha, information, twoSided);
        }
    }
}
