package dev.fairlead.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A rising map from a score to a probability, fitted by pool-adjacent-violators (Ayer et al. 1955; weighted least
 * squares under a monotone constraint). The fitted points are the centres of the pools, as in centred isotonic regression
 * (Oron and Flournoy 2017): a pool's weighted mean score has the pool's probability. Between the points it interpolates;
 * outside it is flat.
 *
 * <p>What is fitted is never 0 or 1: where none of w rows had the outcome, or all, half an outcome is added to each side (the mean under Jeffreys' prior), as
 * far as the probability stays on its side of the next pool's.
 *
 * @param scores finite, each above the one before
 * @param probabilities none below the one before, each in [0, 1]; same length, at least 1
 */
public record Isotonic(double[] scores, double[] probabilities) {
    public Isotonic {
        if (scores.length == 0 || scores.length != probabilities.length) {
            throw new IllegalArgumentException("a calibration needs as many scores as probabilities, at least one");
        }
        for (int i = 0; i < scores.length; i++) {
            double before = i == 0 ? Double.NEGATIVE_INFINITY : scores[i - 1];
            double least = i == 0 ? 0 : probabilities[i - 1];
            if (!(scores[i] > before && scores[i] < Double.POSITIVE_INFINITY)
                    || !(probabilities[i] >= least && probabilities[i] <= 1)) {
                throw new IllegalArgumentException("a calibration rises; point " + (i + 1) + " is at score " + scores[i]
                        + ", probability " + probabilities[i]);
            }
        }
    }

    /**
     * Fits on held-out scores. Rows of weight 0 do not count.
     *
     * @param scores finite
     * @param labels 0 or 1
     * @param weights one per label, at least 0; or empty for 1 each
     * @throws IllegalArgumentException if a score is not finite, or no row has a weight above 0
     */
    public static Isotonic fit(double[] scores, float[] labels, float[] weights) {
        int[] order = IntStream.range(0, scores.length)
                .filter(i -> weights.length == 0 || weights[i] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        List<Pool> pools = new ArrayList<>();
        for (int at = 0; at < order.length; ) {
            double score = scores[order[at]];
            if (!Double.isFinite(score)) {
                throw new IllegalArgumentException("row " + order[at] + " has the score " + score);
            }
            double y = 0;
            double w = 0;
            for (; at < order.length && scores[order[at]] == score; at++) {
                double weight = weights.length == 0 ? 1 : weights[order[at]];
                y += weight * labels[order[at]];
                w += weight;
            }
            add(pools, new Pool(score, score, w * score, y, w));
        }
        return new Isotonic(pools.stream().mapToDouble(Pool::centre).toArray(), withoutCertainty(pools));
    }

    /** Means of pools, of which only the first can be 0 and only the last 1. */
    private static double[] withoutCertainty(List<Pool> pools) {
        if (pools.isEmpty()) {
            return new double[0];
        }
        double[] means = pools.stream().mapToDouble(Pool::mean).toArray();
        int last = means.length - 1;
        double low = pools.getFirst().cautious();
        double high = pools.getLast().cautious();
        if (means[0] == 0) {
            means[0] = last == 0 || means[1] == 1 ? low : Math.min(low, means[1]);
        }
        if (means[last] == 1) {
            means[last] = last == 0 ? high : Math.max(high, means[last - 1]);
        }
        return means;
    }

    private static void add(List<Pool> pools, Pool next) {
        while (!pools.isEmpty() && pools.getLast().mean() >= next.mean()) {
            next = pools.removeLast().with(next);
        }
        pools.add(next);
    }

    /** Rows of neighbouring scores that get one probability: their lowest and highest score, and weighted sums. */
    private record Pool(double lowest, double highest, double x, double y, double w) {
        double mean() {
            return y / w;
        }

        /** The probability with half an outcome more, and half a row without: between 0 and 1. */
        double cautious() {
            return (y + 0.5) / (w + 1);
        }

        /** Mean score, inside the pool whatever the rounding: centres of pools must rise. */
        double centre() {
            return Math.clamp(x / w, lowest, highest);
        }

        Pool with(Pool next) {
            return new Pool(lowest, next.highest, x + next.x, y + next.y, w + next.w);
        }
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
