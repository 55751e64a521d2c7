package dev.fairlead.bench;

import java.util.Arrays;
import java.util.Random;

/**
 * Simulated rows of the kinds of columns that rankers read: scores, skewed amounts, rates, counts, amounts that are often
 * zero, and small categories; and a label that depends on them.
 *
 * @param features per row
 * @param missing share of numerical values that are NaN
 * @param categories how many of the first columns are categories, of 100 values each
 */
record SimulatedRows(int features, double missing, int categories) {
    private static final int VALUES = 100;
    private static final int KINDS = 8;

    float[] rows(int count, long seed) {
        var random = new Random(seed);
        var rows = new float[count * features];
        for (int row = 0; row < count; row++) {
            double taste = random.nextGaussian();
            for (int feature = 0; feature < features; feature++) {
                rows[row * features + feature] = value(feature, taste, random);
            }
        }
        return rows;
    }

    private float value(int feature, double taste, Random random) {
        if (feature < categories) {
            return random.nextInt(VALUES);
        }
        if (random.nextDouble() < missing) {
            return Float.NaN;
        }
        double noise = random.nextGaussian();
        return (float)
                switch (feature % KINDS) {
                    case 0, 1 -> 0.6 * taste + 0.8 * noise;
                    case 2, 3 -> Math.exp(0.5 * taste + noise);
                    case 4 -> random.nextDouble();
                    case 5 -> Math.floor(-10 * Math.log(1 - random.nextDouble()));
                    case 6 -> random.nextInt(3) > 0 ? 0 : Math.abs(noise);
                    default -> random.nextInt(4);
                };
    }

    /** One 0 or 1 per row. */
    float[] labels(float[] rows, long seed) {
        var random = new Random(seed);
        var labels = new float[rows.length / features];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = random.nextDouble() < 1 / (1 + Math.exp(-logit(rows, row * features))) ? 1 : 0;
        }
        return labels;
    }

    private double logit(float[] rows, int at) {
        double logit = 0;
        for (int feature = 0; feature < Math.min(features, 40); feature++) {
            double value = Float.isNaN(rows[at + feature]) ? 0.3 : rows[at + feature];
            if (feature < categories) {
                logit += 0.8 * Math.sin(1 + value * (feature + 1) * 37 % VALUES);
            } else if (feature % KINDS == 2 || feature % KINDS == 3) {
                logit += 0.3 * Math.log(value + 0.1) * (feature % 3 - 1);
            } else {
                logit += Math.tanh(value / (1 + feature % 5)) * ((feature * 7 % 11) - 5) / 6.0;
            }
        }
        return logit;
    }

    static double[] widened(float[] rows) {
        var doubles = new double[rows.length];
        Arrays.setAll(doubles, i -> rows[i]);
        return doubles;
    }
}
