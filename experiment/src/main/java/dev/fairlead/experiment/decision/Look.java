package dev.fairlead.experiment.decision;

import dev.fairlead.experiment.plan.Monitoring;

/**
 * When results are read.
 *
 * @param information share of the planned units that is in, above 0
 * @param planned whether the plan lets results be read now
 */
public record Look(double information, boolean planned) {
    public Look {
        if (!(information > 0) || Double.isInfinite(information)) {
            throw new IllegalArgumentException(
                    "the share of the planned units that is in must be above 0, not " + information);
        }
    }

    /** The look of a plan's monitoring. */
    public static Look of(Monitoring monitoring, double information) {
        return new Look(information, monitoring.isLook(information));
    }

    /** Whether no look follows: the planned units are in. */
    boolean last() {
        return information >= 1 - Monitoring.TOLERANCE;
    }

    String percent() {
        return Math.round(1000 * information) / 10.0 + " % of the planned units are in, with their windows over";
    }
}
