package dev.fairlead.experiment.decision;

import java.util.List;
import java.util.Set;

/**
 * What a ramp step depends on.
 *
 * @param units that have entered, at least 0
 * @param read names of guardrails that were read since the step began
 * @param alarms of any guardrail, so far
 * @param sampleRatio the check of the arms' units
 * @param approvals of owners that the step ends, at least 0
 */
public record RampSignals(long units, Set<String> read, List<Alarm> alarms, ValidityCheck sampleRatio, int approvals) {
    /** Of a step that needs no approval. */
    public RampSignals(long units, Set<String> read, List<Alarm> alarms, ValidityCheck sampleRatio) {
        this(units, read, alarms, sampleRatio, 0);
    }

    public RampSignals {
        read = Set.copyOf(read);
        alarms = List.copyOf(alarms);
        if (units < 0) {
            throw new IllegalArgumentException("there cannot be " + units + " units");
        }
        if (sampleRatio.subject() != ValidityCheck.Subject.SAMPLE_RATIO) {
            throw new IllegalArgumentException("the check must be of the sample ratio, not " + sampleRatio.subject());
        }
    }
}
