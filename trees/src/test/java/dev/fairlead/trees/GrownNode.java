package dev.fairlead.trees;

import java.util.BitSet;

/** A node of a tree grown in a test, and the plainest way to find an output: the oracle of the scorer. */
sealed interface GrownNode {
    double output(double[] row);

    /** What LightGBM reads of a value: nothing smaller than its kZeroThreshold. */
    static double zeroed(double value) {
        return value >= -1e-35f && value <= 1e-35f ? 0 : value;
    }

    /**
     * @param missing LightGBM's code: 0 none, 1 zero, 2 NaN
     */
    record Numerical(int feature, double threshold, int missing, boolean defaultLeft, GrownNode left, GrownNode right)
            implements GrownNode {
        @Override
        public double output(double[] row) {
            return (goesLeft(row[feature]) ? left : right).output(row);
        }

        private boolean goesLeft(double given) {
            double value = Double.isNaN(given) && missing != 2 ? 0 : zeroed(given);
            if (missing == 1 && value == 0) {
                return defaultLeft;
            }
            if (missing == 2 && Double.isNaN(value)) {
                return defaultLeft;
            }
            return value <= threshold;
        }
    }

    record Categorical(int feature, BitSet categories, GrownNode left, GrownNode right) implements GrownNode {
        @Override
        public double output(double[] row) {
            return (goesLeft(row[feature]) ? left : right).output(row);
        }

        private boolean goesLeft(double value) {
            if (Double.isNaN(value)) {
                return false;
            }
            int category = (int) value;
            return category >= 0 && categories.get(category);
        }
    }

    record Constant(double value) implements GrownNode {
        @Override
        public double output(double[] row) {
            return value;
        }
    }

    record Linear(double fallback, double constant, int[] features, double[] coefficients) implements GrownNode {
        @Override
        public double output(double[] row) {
            double sum = constant;
            for (int i = 0; i < features.length; i++) {
                if (Double.isNaN(row[features[i]])) {
                    return fallback;
                }
                sum += coefficients[i] * zeroed(row[features[i]]);
            }
            return sum;
        }
    }
}
