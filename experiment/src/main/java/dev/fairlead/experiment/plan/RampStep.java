package dev.fairlead.experiment.plan;

import java.time.Duration;
import java.util.List;

/**
 * A share of the units that enters, and what must hold before more do.
 *
 * @param coverage above that of the step before, at most 1
 * @param minimumDuration whole hours, from none to a year
 * @param minimumUnits that must have entered by then, at least 0
 * @param guardrails names of those that must have been read in this step, without an alarm
 * @param approvals of how many owners it needs to end, at least 0
 */
public record RampStep(
        double coverage, Duration minimumDuration, long minimumUnits, List<String> guardrails, int approvals) {
    /** A year: whoever waits longer has mistaken the unit. */
    static final long LONGEST_HOURS = 8784;

    public RampStep {
        guardrails = List.copyOf(guardrails);
    }

    /** One that ends by itself. */
    public RampStep(double coverage, Duration minimumDuration, long minimumUnits, List<String> guardrails) {
        this(coverage, minimumDuration, minimumUnits, guardrails, 0);
    }

    /** One step, in which all units enter. */
    static List<RampStep> all(List<String> guardrails) {
        return List.of(new RampStep(1, Duration.ZERO, 0, guardrails));
    }
}
