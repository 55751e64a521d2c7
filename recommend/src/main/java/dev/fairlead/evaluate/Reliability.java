package dev.fairlead.evaluate;

import java.util.ArrayList;
import java.util.List;

/** Predicted against observed share of outcomes, in the 15 bins of equal mass that {@code ece} uses; empty bins left out. */
public record Reliability(String policy, List<Bin> bins) {

    /**
     * @param predicted mean probability of the bin's items
     * @param observed share of them with the outcome
     * @param low lower end of Wilson's 95 % interval of the share, items taken as independent
     * @param high upper end
     * @param n items
     */
    public record Bin(double predicted, double observed, double low, double high, long n) {}

    public Reliability {
        bins = List.copyOf(bins);
    }

    /** @throws IllegalArgumentException if the scores do not fit the lists */
    public static Reliability of(List<JudgedList> lists, PolicyScores policy) {
        policy.requireFits(lists);
        Predictions predictions = Predictions.of(lists, new int[lists.size()], policy.probabilities());
        int[] bin = predictions.equalMassBins(CalibrationError.BINS);
        double[] predicted = new double[CalibrationError.BINS];
        long[] outcomes = new long[CalibrationError.BINS];
        long[] items = new long[CalibrationError.BINS];
        for (int i = 0; i < bin.length; i++) {
            predicted[bin[i]] += predictions.probability()[i];
            if (predictions.outcome()[i]) outcomes[bin[i]]++;
            items[bin[i]]++;
        }
        List<Bin> bins = new ArrayList<>();
        for (int b = 0; b < items.length; b++) {
            if (items[b] == 0) continue;
            Interval share = Interval.wilson(outcomes[b], items[b]);
            double observed = (double) outcomes[b] / items[b];
            bins.add(new Bin(predicted[b] / items[b], observed, share.low(), share.high(), items[b]));
        }
        return new Reliability(policy.policy(), bins);
    }
}
