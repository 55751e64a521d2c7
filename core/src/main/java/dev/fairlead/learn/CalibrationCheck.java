package dev.fairlead.learn;

import java.util.Arrays;
import java.util.Locale;

/**
 * Whether calibrated probabilities foresee outcomes better than the base rate does, by log loss: the mean of −ln of the probability that was given to
 * what happened. Both are fitted on four fifths of the rows and measured on the fifth that is left, in turns; the fifths follow each other, as the rows do.
 *
 * @param logLoss of the calibrated probabilities; NaN where there are too few rows
 * @param baseRateLogLoss of one probability for all, the share of outcomes
 */
public record CalibrationCheck(double logLoss, double baseRateLogLoss) {
    private static final int PARTS = 5;

    /**
     * Checks scores against outcomes.
     *
     * @param scores finite
     * @param labels 0 or 1
     * @param weights one per label, at least 0; or empty for 1 each
     */
    public static CalibrationCheck of(double[] scores, float[] labels, float[] weights) {
        double calibrated = 0;
        double base = 0;
        double total = 0;
        for (int part = 0; part < PARTS; part++) {
            int from = (int) ((long) scores.length * part / PARTS);
            int to = (int) ((long) scores.length * (part + 1) / PARTS);
            float[] others = without(labels, from, to);
            float[] otherWeights = weights.length == 0 ? weights : without(weights, from, to);
            double all = sum(otherWeights, others.length);
            if (from == to || all == 0) {
                continue;
            }
            Isotonic fitted = Isotonic.fit(without(scores, from, to), others, otherWeights);
            double rate = (positives(others, otherWeights) + 0.5) / (all + 1);
            for (int i = from; i < to; i++) {
                double weight = weights.length == 0 ? 1 : weights[i];
                calibrated += weight * loss(fitted.probability(scores[i]), labels[i]);
                base += weight * loss(rate, labels[i]);
                total += weight;
            }
        }
        return new CalibrationCheck(calibrated / total, base / total);
    }

    private static double loss(double probability, float label) {
        return -Math.log(label > 0 ? probability : 1 - probability);
    }

    private static double positives(float[] labels, float[] weights) {
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            sum += labels[i] * (weights.length == 0 ? 1 : weights[i]);
        }
        return sum;
    }

    private static double sum(float[] weights, int rows) {
        double sum = weights.length == 0 ? rows : 0;
        for (float weight : weights) {
            sum += weight;
        }
        return sum;
    }

    private static float[] without(float[] values, int from, int to) {
        float[] rest = Arrays.copyOf(values, values.length - (to - from));
        System.arraycopy(values, to, rest, from, values.length - to);
        return rest;
    }

    private static double[] without(double[] values, int from, int to) {
        double[] rest = Arrays.copyOf(values, values.length - (to - from));
        System.arraycopy(values, to, rest, from, values.length - to);
        return rest;
    }

    /** Whether the calibrated probabilities are the better ones. */
    public boolean beatsBaseRate() {
        return logLoss < baseRateLogLoss;
    }

    /** What that means, in a sentence. */
    @Override
    public String toString() {
        return beatsBaseRate()
                ? String.format(
                        Locale.ROOT,
                        "The probabilities foresee outcomes better than the base rate: log loss %.4f against %.4f.",
                        logLoss,
                        baseRateLogLoss)
                : String.format(
                        Locale.ROOT,
                        "The probabilities foresee outcomes no better than the base rate: log loss %.4f against %.4f; there are too few"
                                + " outcomes to take them as probabilities.",
                        logLoss,
                        baseRateLogLoss);
    }
}
