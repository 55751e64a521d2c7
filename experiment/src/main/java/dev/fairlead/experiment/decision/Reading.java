package dev.fairlead.experiment.decision;

import dev.fairlead.experiment.Estimate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A difference that is taken for normal.
 *
 * @param difference of its values, treatment − control
 * @param units of the smaller arm, at least 1
 */
public record Reading(Instant at, String guardrail, Estimate difference, long units) implements GuardrailReading {
    public Reading {
        if (units < 1) {
            throw new IllegalArgumentException("a reading of " + guardrail + " has " + units
                    + " units in its smaller arm; wait until there is one");
        }
    }

    /** How far, in standard errors, the difference is beyond the margin, held against the critical value. */
    @Override
    public Optional<String> beyond(Guardrail guardrail, double alpha, List<Long> before) {
        double beyond = -guardrail.direction().good(difference.value()) - guardrail.margin();
        double statistic = beyond / difference.standardError();
        double critical = guardrail.watch().critical(alpha, before, difference);
        return statistic <= critical
                ? Optional.empty()
                : Optional.of("with " + units + " units in the smaller arm its difference is "
                        + SignificantDigits.of(difference.value())
                        + ", " + SignificantDigits.of(statistic) + " standard errors beyond the margin, where "
                        + SignificantDigits.of(critical)
                        + " may be by chance");
    }
}
