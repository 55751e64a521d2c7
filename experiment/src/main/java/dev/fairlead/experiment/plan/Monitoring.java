package dev.fairlead.experiment.plan;

import java.util.List;

/** When results may be read. */
public sealed interface Monitoring {
    /** How far the share of units that is in may be from a planned look's and still count as it. */
    double TOLERANCE = 0.02;

    /**
     * Whether results may be read when a share of the planned units is in.
     *
     * @param information that share; above 1 when more came than were planned
     */
    boolean isLook(double information);

    /** Once, at the end. */
    record FixedHorizon() implements Monitoring {
        @Override
        public boolean isLook(double information) {
            return information >= 1 - TOLERANCE;
        }
    }

    /**
     * At planned looks.
     *
     * @param looks share of the planned information at each, rising to 1
     */
    record GroupSequential(List<Double> looks, Boundary boundary) implements Monitoring {
        public GroupSequential {
            looks = List.copyOf(looks);
        }

        @Override
        public boolean isLook(double information) {
            return information >= 1 || looks.stream().anyMatch(look -> Math.abs(look - information) <= TOLERANCE);
        }
    }

    /**
     * At any time, by the mixture sequential probability ratio test.
     *
     * @param tauSquared the mixture's variance, in squared units of the primary metric, above 0
     */
    record Msprt(double tauSquared) implements Monitoring {
        @Override
        public boolean isLook(double information) {
            return information > 0;
        }
    }

    /**
     * At any time, by an asymptotic confidence sequence.
     *
     * @param narrowestAt units of an arm at which it is narrowest, above 0
     */
    record AsymptoticSequence(double narrowestAt) implements Monitoring {
        @Override
        public boolean isLook(double information) {
            return information > 0;
        }
    }
}
