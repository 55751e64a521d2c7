package dev.fairlead.experiment.offpolicy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a log must hold for a policy's value to be estimated from it, and below what it is told with a warning.
 *
 * @param effectiveSize the least effective sample size, in decisions, at least 2
 * @param effectiveShare the least share of the decisions that it is, from 0 to 1
 * @param cautionShare the share below which there is a warning, from 0 to 1
 * @param meanWeightP the p-value of a mean weight of 1 below which an estimate is refused, from 0 to 1
 * @param cautionMeanWeightP the one below which there is a warning, from 0 to 1
 * @param unsupported the largest share of the evaluated policy's probability on actions that are never logged; {@link Overlap}
 * @param floor the propensity below which an action is thinly supported, from 0 to 1
 * @param thinShare the share of the evaluated policy's probability on thinly supported actions above which there is a warning
 * @param topShare the share of the {@value WeightFold#TOP} largest contributions above which there is a warning
 */
public record Requirements(
        double effectiveSize,
        double effectiveShare,
        double cautionShare,
        double meanWeightP,
        double cautionMeanWeightP,
        double unsupported,
        double floor,
        double thinShare,
        double topShare) {
    public Requirements {
        Check.that(
                effectiveSize >= 2 && Double.isFinite(effectiveSize),
                "the least effective sample size must be at least 2 decisions, not " + effectiveSize);
        share(effectiveShare, "the least effective share");
        share(cautionShare, "the effective share to warn at");
        share(meanWeightP, "the p-value of the mean weight to refuse at");
        share(cautionMeanWeightP, "the p-value of the mean weight to warn at");
        share(unsupported, "the largest unsupported share");
        share(floor, "the propensity floor");
        share(thinShare, "the thinly supported share to warn at");
        share(topShare, "the top share to warn at");
    }

    private static void share(double value, String what) {
        Check.that(value >= 0 && value <= 1, what + " is from 0 to 1, not " + value);
    }

    /**
     * An effective sample size of 100 decisions and 1 % of the log; warnings below 10 %, where actions with propensities
     * below 0.001 are 5 % of the evaluated policy, or ten decisions half of the estimate; mean weights refused at
     * p &lt; 0.0001 and warned of at 0.01; at most 1 % of the policy on actions that are never logged.
     */
    public static Requirements usual() {
        return new Requirements(100, 0.01, 0.1, 1e-4, 0.01, 0.01, 1e-3, 0.05, 0.5);
    }

    /** Why there can be no estimate; empty if there can. */
    List<String> reasons(Diagnostics log) {
        var reasons = new ArrayList<String>();
        double least = Math.max(effectiveSize, effectiveShare * log.decisions());
        if (log.decisions() == 0) {
            reasons.add("there is no decision in the log");
        } else if (log.maxWeight() == 0) {
            reasons.add("the evaluated policy takes none of the logged actions; collect a log that explores them");
        } else if (log.effectiveSampleSize() < least) {
            reasons.add(text(
                    "%d logged decisions are worth only %.1f of the evaluated policy, and %.0f are needed: the policies"
                            + " differ too much, so evaluate one nearer to the log or let the logging policy explore more",
                    log.decisions(), log.effectiveSampleSize(), Math.ceil(least)));
        }
        if (log.maxWeight() > 0 && log.meanWeightP() < meanWeightP) {
            reasons.add(text(
                    "the mean weight is %.4f, %.1f standard errors from 1: propensities are wrong, or the evaluated policy"
                            + " takes actions that the log cannot hold",
                    log.meanWeight(), Math.abs(log.meanWeightZ())));
        }
        return reasons;
    }

    /** Why an estimate is to be read with care; empty if it is not. */
    List<String> warnings(Diagnostics log) {
        var warnings = new ArrayList<String>();
        if (log.effectiveSampleSize() < cautionShare * log.decisions()) {
            warnings.add(text(
                    "%d logged decisions are worth only %.1f of the evaluated policy",
                    log.decisions(), log.effectiveSampleSize()));
        }
        if (log.meanWeightP() < cautionMeanWeightP) {
            warnings.add(text(
                    "the mean weight is %.4f, %.1f standard errors from 1: check the propensities",
                    log.meanWeight(), Math.abs(log.meanWeightZ())));
        }
        if (log.thinShare() > thinShare) {
            warnings.add(text(
                    "%.1f %% of the evaluated policy is on actions with propensities below %s",
                    100 * log.thinShare(), floor));
        }
        if (log.topShare() > topShare) {
            warnings.add(text(
                    "the %d largest contributions are %.1f %% of the weighted reward, so the normal interval may be too"
                            + " narrow; use the bootstrap's or the empirical Bernstein one",
                    WeightFold.TOP, 100 * log.topShare()));
        }
        return warnings;
    }

    /** Why there can be no estimate, by the exact overlap of the policies. */
    List<String> reasons(Overlap overlap) {
        if (overlap.unsupported() <= unsupported) {
            return List.of();
        }
        return List.of(text(
                "%.1f %% of the evaluated policy is on actions that the logging policy never takes, and no log tells their"
                        + " reward; let it explore them",
                100 * overlap.unsupported()));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
