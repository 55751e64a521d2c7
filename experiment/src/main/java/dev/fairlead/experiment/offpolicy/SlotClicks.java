package dev.fairlead.experiment.offpolicy;

import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.distribution.ChiSquared;
import dev.fairlead.experiment.distribution.Normal;
import java.util.stream.LongStream;

/**
 * Clicks by slot where items were put into slots at random. In the position-based click model, P(click) = θ(slot) γ(item),
 * slots then differ by their examination probabilities θ alone.
 *
 * @param clicks of each slot from the top
 * @param impressions of each slot, at least as many
 */
public record SlotClicks(long[] clicks, long[] impressions) {
    public SlotClicks {
        Check.that(
                clicks.length == impressions.length && clicks.length >= 2,
                "clicks and impressions are needed of each of at least 2 slots, not " + clicks.length + " and "
                        + impressions.length);
        for (int slot = 0; slot < clicks.length; slot++) {
            Check.that(
                    clicks[slot] >= 0 && impressions[slot] > 0 && clicks[slot] <= impressions[slot],
                    "slot " + slot + " cannot have " + clicks[slot] + " clicks on " + impressions[slot]
                            + " impressions");
        }
        clicks = clicks.clone();
        impressions = impressions.clone();
    }

    /** θ of each slot relative to that of the top one: the ratio of their click-through rates. */
    public double[] examination() {
        clicked(0);
        var examination = new double[clicks.length];
        for (int slot = 0; slot < clicks.length; slot++) {
            examination[slot] = rate(slot) / rate(0);
        }
        return examination;
    }

    /**
     * The interval of {@link #examination} of one slot, of the logarithm of a ratio of proportions (Katz et al. 1978).
     *
     * @param slot from 1
     * @param confidence such as 0.95, between 0 and 1
     */
    public Interval examination(int slot, double confidence) {
        Check.confidence(confidence);
        Check.that(
                slot >= 1 && slot < clicks.length,
                "slots to compare with the top one are 1 to " + (clicks.length - 1) + ", not " + slot);
        clicked(0);
        clicked(slot);
        double variance = 1.0 / clicks[slot] - 1.0 / impressions[slot] + 1.0 / clicks[0] - 1.0 / impressions[0];
        double factor = Math.exp(-Normal.quantile((1 - confidence) / 2) * Math.sqrt(variance));
        double ratio = rate(slot) / rate(0);
        return new Interval(ratio / factor, ratio * factor);
    }

    /** Pearson's χ² of equal click-through rates, with one degree of freedom less than slots. */
    public double chiSquared() {
        double rate = (double) LongStream.of(clicks).sum()
                / LongStream.of(impressions).sum();
        Check.that(rate > 0 && rate < 1, "clicks on none or all impressions tell nothing of slots");
        double chi = 0;
        for (int slot = 0; slot < clicks.length; slot++) {
            double difference = clicks[slot] - rate * impressions[slot];
            chi += difference * difference / (impressions[slot] * rate * (1 - rate));
        }
        return chi;
    }

    /** The p-value of the hypothesis that slots do not matter. */
    public double p() {
        return new ChiSquared(clicks.length - 1).upper(chiSquared());
    }

    private double rate(int slot) {
        return (double) clicks[slot] / impressions[slot];
    }

    private void clicked(int slot) {
        Check.that(clicks[slot] > 0, "slot " + slot + " has no click, so that it cannot be compared; collect more");
    }
}
