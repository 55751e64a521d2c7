package dev.fairlead.experiment.sequential;

import dev.fairlead.experiment.distribution.Normal;

/**
 * A one-sided design that also stops for futility, spending α above and β below (Pampallona, Tsiatis and Kim 2001).
 *
 * @param information share of the planned information at each look
 * @param upper critical values of Z, above which the test rejects
 * @param lower values of Z below which it gives up, one per look; the last is the last of {@code upper}
 * @param alphaSpent under the null hypothesis, up to each look
 * @param betaSpent under the drift, up to each look
 * @param drift E Z at full information for which the design has power 1 − β
 */
public record Futility(
        double[] information, double[] upper, double[] lower, double[] alphaSpent, double[] betaSpent, double drift) {

    /**
     * @param alpha one-sided error rate
     * @param beta rate of missing the drift
     * @param binding whether the upper bounds may count on stopping for futility; if not, α holds also when it is ignored
     */
    public static Futility design(
            Spending alphaSpending,
            double alpha,
            Spending betaSpending,
            double beta,
            double[] information,
            boolean binding) {
        Check.errorRate(alpha);
        Check.errorRate(beta);
        double[] t = Check.information(information);
        double low = 0;
        double high = 20;
        for (int i = 0; i < 60; i++) {
            double drift = (low + high) / 2;
            Futility tried = at(drift, alphaSpending, alpha, betaSpending, beta, t, binding);
            if (tried.lower[t.length - 1] < tried.upper[t.length - 1]) {
                low = drift;
            } else {
                high = drift;
            }
        }
        return at(high, alphaSpending, alpha, betaSpending, beta, t, binding);
    }

    /** The design for one drift: its bounds meet at the last look only for the right one. */
    private static Futility at(
            double drift,
            Spending alphaSpending,
            double alpha,
            Spending betaSpending,
            double beta,
            double[] t,
            boolean binding) {
        var upper = new double[t.length];
        var lower = new double[t.length];
        var alphas = new double[t.length];
        var betas = new double[t.length];
        GroupSequentialRecursion nothing = GroupSequentialRecursion.start(0);
        GroupSequentialRecursion something = GroupSequentialRecursion.start(drift);
        double alphaBefore = 0;
        double betaBefore = 0;
        for (int k = 0; k < t.length; k++) {
            alphas[k] = alphaSpending.spent(t[k], alpha);
            betas[k] = betaSpending.spent(t[k], beta);
            upper[k] = Boundaries.bound(nothing, t[k], alphas[k] - alphaBefore);
            lower[k] = lowerBound(something, t[k], betas[k] - betaBefore);
            alphaBefore = alphas[k];
            betaBefore = betas[k];
            double after = Boundaries.after(t, k);
            nothing = nothing.on(binding ? lower[k] : Double.NEGATIVE_INFINITY, upper[k], t[k], after);
            something = something.on(lower[k], upper[k], t[k], after);
        }
        return new Futility(t, upper, lower, alphas, betas, drift);
    }

    private static double lowerBound(GroupSequentialRecursion walk, double t, double probability) {
        double low = -37;
        double high = 37;
        for (int i = 0; i < 80; i++) {
            double middle = (low + high) / 2;
            if (walk.below(middle, t) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** How many times the units of a design with one look this design needs at most. */
    public double inflation() {
        double alpha = alphaSpent[alphaSpent.length - 1];
        double beta = betaSpent[betaSpent.length - 1];
        double fixed = -Normal.quantile(alpha) - Normal.quantile(beta);
        return drift * drift / (fixed * fixed);
    }
}
