package dev.fairlead.experiment.decision;

import dev.fairlead.experiment.plan.Direction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * A quantile in both arms, of a value of each unit. It is beyond the margin when the arms' bounds are, each at half of α: those of
 * Howard and Ramdas (2022, <i>Sequential estimation of quantiles</i>, theorem 1), which hold at all times at once for any
 * distribution.
 *
 * @param level between 0 and 1
 * @param tolerated how many times control's quantile is accepted (of what is to be small), above 0
 */
public record QuantileReading(
        Instant at, String guardrail, double level, Sample control, Sample treatment, double tolerated)
        implements GuardrailReading {
    /**
     * The values of an arm.
     *
     * @param units at least 1
     * @param quantile by the level from 0 to 1
     */
    public record Sample(long units, DoubleUnaryOperator quantile) {
        private double at(double level) {
            return level <= 0
                    ? Double.NEGATIVE_INFINITY
                    : level >= 1 ? Double.POSITIVE_INFINITY : quantile.applyAsDouble(level);
        }
    }

    @Override
    public long units() {
        return Math.min(control.units, treatment.units);
    }

    @Override
    public Optional<String> beyond(Guardrail guardrail, double alpha, List<Long> units) {
        double treatmentHalf = half(treatment.units, alpha / 2);
        double controlHalf = half(control.units, alpha / 2);
        boolean beyond = guardrail.direction() == Direction.DECREASE
                ? treatment.at(level - treatmentHalf) > tolerated * control.at(level + controlHalf) + guardrail.margin()
                : treatment.at(level + treatmentHalf)
                        < control.at(level - controlHalf) / tolerated - guardrail.margin();
        return beyond
                ? Optional.of("the quantile " + level + " is " + SignificantDigits.of(treatment.at(level)) + " with "
                        + treatment.units + " units of treatment and " + SignificantDigits.of(control.at(level))
                        + " with "
                        + control.units + " of control, by bounds that hold at all times")
                : Optional.empty();
    }

    /** How far in levels the quantile may be off after n units: 1.5 √(p (1 − p) l) + 0.8 l, l = (1.4 ln ln(2.1 n) + ln(10/α)) / n. */
    private double half(long n, double alpha) {
        double l = (1.4 * Math.log(Math.max(1, Math.log(2.1 * n))) + Math.log(10 / alpha)) / n;
        return 1.5 * Math.sqrt(level * (1 - level) * l) + 0.8 * l;
    }
}
