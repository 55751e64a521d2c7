package dev.fairlead.ranking;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A rising map from a score to a probability, fitted by pool-adjacent-violators (Ayer et al. 1955; weighted least
 * squares under a monotone constraint). Between the fitted points it interpolates; outside it is flat.
 *
 * @param scores rising
 * @param probabilities not falling, each in [0, 1]; same length, at least 1
 */
public record Isotonic(double[] scores, double[] probabilities) {
    public Isotonic {
        if (scores.length == 0 || scores.length != probabilities.length) {
            throw new IllegalArgumentException("a calibration needs as many scores as probabilities, at least one");
        }
    }

    /** Fits on held-out scores. @param labels 0 or 1; @param weights one per label, or empty for 1 each */
    public static Isotonic fit(double[] scores, float[] labels, float[] weights) {
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted((a, b) -> Double.compare(scores[a], scores[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] sumX = new double[order.length];
        double[] sumY = new double[order.length];
        double[] sumW = new double[order.length];
        int blocks = 0;
        for (int at = 0; at < order.length; ) {
            int from = at;
            sumX[blocks] = sumY[blocks] = sumW[blocks] = 0;
            while (at < order.length && scores[order[at]] == scores[order[from]]) {
                double w = weights.length == 0 ? 1 : weights[order[at]];
                sumX[blocks] += w * scores[order[at]];
                sumY[blocks] += w * labels[order[at]];
                sumW[blocks] += w;
                at++;
            }
            blocks++;
            while (blocks > 1 && sumY[blocks - 2] * sumW[blocks - 1] >= sumY[blocks - 1] * sumW[blocks - 2]) {
                blocks--;
                sumX[blocks - 1] += sumX[blocks];
                sumY[blocks - 1] += sumY[blocks];
                sumW[blocks - 1] += sumW[blocks];
            }
        }
        double[] x = new double[blocks];
        double[] y = new double[blocks];
        for (int b = 0; b < blocks; b++) {
            x[b] = sumX[b] / sumW[b];
            y[b] = sumY[b] / sumW[b];
        }
        return new Isotonic(x, y);
    }

    /** Probability in [0, 1]. */
    public double probability(double score) {
        int at = Arrays.binarySearch(scores, score);
        if (at >= 0) {
            return probabilities[at];
        }
        int above = -at - 1;
        if (above == 0) {
            return probabilities[0];
        }
        if (above == scores.length) {
            return probabilities[above - 1];
        }
        double share = (score - scores[above - 1]) / (scores[above] - scores[above - 1]);
        return probabilities[above - 1] + share * (probabilities[above] - probabilities[above - 1]);
    }
}
