package dev.fairlead.experiment.validity;

import java.util.Arrays;

/** The sample ratio, watched unit by unit: its p-value holds at whatever time it is read. */
public final class RunningSampleRatio {
    private final SampleRatio plan;
    private final double concentration;
    private final long[] counts;
    private double most = 1;

    /**
     * @param plan the planned shares
     * @param concentration see {@link SampleRatio#bayesFactor}
     */
    public RunningSampleRatio(SampleRatio plan, double concentration) {
        Check.that(
                concentration > 0 && Double.isFinite(concentration),
                "the concentration must be above 0, such as 100; this one is " + concentration);
        this.plan = plan;
        this.concentration = concentration;
        this.counts = new long[plan.expected().length];
    }

    /** One more unit in an arm, from 0. */
    public void accept(int arm) {
        Check.that(arm >= 0 && arm < counts.length, "there is no arm " + arm + " of " + counts.length);
        counts[arm]++;
        most = Math.max(most, plan.bayesFactor(concentration, counts));
    }

    /** Units so far. */
    public long[] counts() {
        return counts.clone();
    }

    /** The always-valid p-value: 1 over the most evidence against the plan so far (Lindon and Malek 2022). */
    public double p() {
        return 1 / most;
    }

    /** Blocks the verdict once the p-value is at most alpha, and then for good. */
    public Finding finding(double alpha) {
        Check.errorRate(alpha);
        String sentence = "sample ratio: always-valid p is " + p() + " after " + Arrays.toString(counts) + " units";
        return new Finding(p() <= alpha ? Finding.Severity.BLOCKING : Finding.Severity.FINE, sentence);
    }
}
