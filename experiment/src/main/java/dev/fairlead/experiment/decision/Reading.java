package dev.fairlead.experiment.decision;

import dev.fairlead.experiment.Estimate;
import java.time.Instant;

/**
 * A guardrail as it is at some time, over all units since the start.
 *
 * @param difference of its values, treatment − control
 * @param units of the smaller arm, at least 1
 */
public record Reading(Instant at, String guardrail, Estimate difference, long units) {
    public Reading {
        if (units < 1) {
            throw new IllegalArgumentException("a reading of " + guardrail + " has " + units
                    + " units in its smaller arm; wait until there is one");
        }
    }
}
