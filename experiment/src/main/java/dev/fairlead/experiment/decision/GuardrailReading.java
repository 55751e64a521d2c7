package dev.fairlead.experiment.decision;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A guardrail as it is at some time, over all units since the start. */
public sealed interface GuardrailReading permits Reading, RateReading, QuantileReading {
    Instant at();

    /** Its name. */
    String guardrail();

    /** Of the smaller arm. */
    long units();

    /**
     * How it is worse than its margin allows, in words, if that is beyond chance.
     *
     * @param alpha one-sided error rate of all readings of this guardrail together
     * @param units of the smaller arm at each reading so far, this one the last
     */
    Optional<String> beyond(Guardrail guardrail, double alpha, List<Long> units);
}
