package dev.fairlead.experiment.decision;

import dev.fairlead.experiment.plan.Direction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A share of units in both arms, however few. Where no absolute margin is accepted, the events are held against the arms' shares of the
 * units; else the arms' rates are, each by its own bounds. Both are exact and may be read at any time: see {@link ExactRates}.
 *
 * @param treatmentShare designed share of treatment among the units of both, between 0 and 1
 * @param tolerated how many times the other arm's rate is accepted, at least 1
 */
public record RateReading(
        Instant at, String guardrail, Count control, Count treatment, double treatmentShare, double tolerated)
        implements GuardrailReading {
    /**
     * Units of an arm.
     *
     * @param events of units that had one
     * @param units at least those
     */
    public record Count(long events, long units) {
        public Count {
            if (events < 0 || units < events) {
                throw new IllegalArgumentException("there cannot be " + events + " of " + units + " units");
            }
        }

        private Count others() {
            return new Count(units - events, units);
        }
    }

    public RateReading {
        if (!(treatmentShare > 0 && treatmentShare < 1 && tolerated >= 1)) {
            throw new IllegalArgumentException(
                    "the share of treatment is between 0 and 1 and the tolerated ratio at least" + " 1, not "
                            + treatmentShare + " and " + tolerated);
        }
    }

    @Override
    public long units() {
        return Math.min(control.units, treatment.units);
    }

    @Override
    public Optional<String> beyond(Guardrail guardrail, double alpha, List<Long> units) {
        boolean fewer = guardrail.direction() == Direction.DECREASE;
        boolean beyond = guardrail.margin() == 0
                ? fewer
                        ? ExactRates.exceeds(treatment.events, control.events, treatmentShare, tolerated, alpha)
                        : ExactRates.exceeds(control.events, treatment.events, 1 - treatmentShare, tolerated, alpha)
                : fewer
                        ? ExactRates.above(treatment, control, tolerated, guardrail.margin(), alpha)
                        : ExactRates.above(control, treatment, tolerated, guardrail.margin(), alpha);
        return beyond ? Optional.of(sentence()) : Optional.empty();
    }

    private String sentence() {
        return treatment.events + " of " + treatment.units + " units of treatment and " + control.events + " of "
                + control.units + " of control, by an exact test";
    }
}
