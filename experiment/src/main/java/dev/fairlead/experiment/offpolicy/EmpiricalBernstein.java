package dev.fairlead.experiment.offpolicy;

import dev.fairlead.experiment.Interval;

/**
 * An interval for the value of a policy that holds at every sample size, whatever the tails of the weights, for independent
 * decisions with bounded rewards.
 *
 * <p>With clipped weights u = min(w, clip), u (r − least) has at most the mean value − least, and u (most − r) at most most −
 * value; also where the log lacks support. Each mean has a lower bound by Maurer and Pontil (2009, Theorem 4): mean − √(2 V
 * ln(2/δ) / n) − 7 R ln(2/δ) / (3 (n − 1)), where V is the sample variance, R the range and δ half of what the confidence
 * leaves. So clipping costs width, and no coverage.
 */
public final class EmpiricalBernstein {
    private final double clip;
    private final double least;
    private final double most;
    private final RatioMoments moments = new RatioMoments(4);

    /**
     * @param clip the largest weight, above 0, chosen without looking at the rewards: at 95 % it costs a width of
     *     10 · clip / n of the range of rewards at either end, and what it clips is lost at the upper end
     * @param least the smallest possible reward
     * @param most the largest possible reward
     */
    public EmpiricalBernstein(double clip, double least, double most) {
        Check.that(clip > 0 && Double.isFinite(clip), "the largest weight must be above 0 and finite, not " + clip);
        Check.that(
                least < most && Double.isFinite(least) && Double.isFinite(most),
                "rewards must be bounded, from a least to a greater most value, not from " + least + " to " + most);
        this.clip = clip;
        this.least = least;
        this.most = most;
    }

    /** Adds a decision. */
    public void accept(Observation decision) {
        double reward = decision.reward();
        Check.that(
                reward >= least && reward <= most,
                "a reward is " + reward + ", outside of the promised " + least + " to " + most);
        double weight = Math.min(decision.weight(), clip);
        moments.accept(new double[] {weight * (reward - least), 1, weight * (most - reward), 1});
    }

    /** Adds the decisions of another part of the log. */
    public void merge(EmpiricalBernstein other) {
        Check.that(
                clip == other.clip && least == other.least && most == other.most,
                "intervals with other clips or ranges cannot be merged");
        moments.merge(other.moments);
    }

    /**
     * The interval, inside the range of rewards.
     *
     * @param confidence such as 0.95, between 0 and 1
     * @throws IllegalArgumentException also if the weights are so far above 1 that no value fits: propensities are wrong
     */
    public Interval interval(double confidence) {
        Check.confidence(confidence);
        Check.that(moments.n() >= 2, "an interval needs at least 2 decisions, not " + moments.n());
        double delta = (1 - confidence) / 2;
        double low = least + Math.max(0, lower(0, delta));
        double high = most - Math.max(0, lower(2, delta));
        Check.that(low <= high, "no value fits these weights, which are too large on average; check the propensities");
        return new Interval(low, high);
    }

    private double lower(int term, double delta) {
        double log = Math.log(2 / delta);
        return moments.value(term, term + 2)
                - Math.sqrt(2 * log) * moments.standardError(term, term + 2)
                - 7 * clip * (most - least) * log / (3 * (moments.n() - 1.0));
    }
}
