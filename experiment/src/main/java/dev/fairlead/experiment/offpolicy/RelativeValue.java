package dev.fairlead.experiment.offpolicy;

/**
 * How much a policy would have brought of what was brought, from logged propensities: {@link SlateEstimator.RelativeValue} over units, such as users
 * with several decisions each, under the {@linkplain Requirements#usual usual requirements}. All decisions have the same number of places; one
 * without places of its own has one.
 */
public final class RelativeValue {
    private final Evaluation<LoggedSlate> evaluation =
            new Evaluation<>(new SlateEstimator.RelativeValue(), Sampling.UNITS, Requirements.usual());

    /**
     * Adds a decision.
     *
     * @param propensities by place, of what was chosen, above 0 and at most 1
     * @param targets the same under the evaluated policy, 0 to 1
     * @param rewards of each place
     * @param unit who it was for
     */
    public void accept(double[] propensities, double[] targets, double[] rewards, String unit) {
        evaluation.accept(LoggedSlate.of(propensities, targets, rewards, unit));
    }

    /** The ratio, 1 where both are worth the same, as far as the log tells it. There must have been a reward. */
    public Result result() {
        return evaluation.result();
    }
}
