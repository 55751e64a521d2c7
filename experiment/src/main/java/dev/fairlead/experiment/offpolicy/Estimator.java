package dev.fairlead.experiment.offpolicy;

import java.util.Optional;

/**
 * A formula for the value of a policy, as a sum of ratios of sums over decisions. w is the importance weight of a decision,
 * r its reward, q the predicted reward of the logged action and v that of the evaluated policy.
 *
 * @param <D> {@link Observation} for single actions, {@link LoggedSlate} for slates
 */
public sealed interface Estimator<D extends Logged> permits ActionEstimator, SlateEstimator {
    /** What a decision adds to each numerator and each denominator, in turn: the value is Σ₀/Σ₁ + Σ₂/Σ₃ + …. */
    double[] terms(D decision);

    /** The importance weights that the formula uses, always as many. */
    Weight[] weights(D decision);

    /**
     * What the interval of an estimate by this formula leaves out; empty if nothing.
     *
     * @param maxWeight the largest weight in the log
     */
    Optional<String> caution(double maxWeight);
}
