package dev.fairlead.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Keeps every positive row and about {@code perPositive} negatives for each, and weighs a kept negative by the inverse of
 * the rate at which negatives were kept, so that weighted sums (and so probabilities) estimate those of all rows.
 */
public record NegativeSampling(double perPositive, long seed) {
    public NegativeSampling {
        if (!(perPositive > 0)) {
            throw new IllegalArgumentException(perPositive + " negatives for each positive; it must be above 0");
        }
    }

    /** Rows that stand alone (no groups) with their weights. */
    public Matrix sample(Matrix all) {
        int positives = 0;
        for (float label : all.labels()) {
            positives += label > 0 ? 1 : 0;
        }
        int negatives = all.size() - positives;
        double rate = negatives == 0 ? 1 : Math.min(1, perPositive * positives / negatives);
        SplittableRandom random = new SplittableRandom(seed);
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (random.nextDouble() < rate || all.labels()[i] > 0) {
                kept.add(i);
            }
        }
        int width = all.width();
        float[] rows = new float[kept.size() * width];
        float[] labels = new float[kept.size()];
        float[] weights = new float[kept.size()];
        for (int k = 0; k < labels.length; k++) {
            int i = kept.get(k);
            System.arraycopy(all.rows(), i * width, rows, k * width, width);
            labels[k] = all.labels()[i];
            double weight = all.weights().length == 0 ? 1 : all.weights()[i];
            weights[k] = (float) (labels[k] > 0 ? weight : weight / rate);
        }
        return new Matrix(rows, width, labels, weights, new int[0]);
    }
}
