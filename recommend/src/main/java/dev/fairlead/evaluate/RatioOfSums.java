package dev.fairlead.evaluate;

import java.util.stream.IntStream;

/**
 * A mean or rate: scale × Σ numerator / Σ denominator over users. Holds one sum per user, so that a replicate costs one
 * pass over users however many lists they saw.
 */
record RatioOfSums(String metric, double factor, int[] user, double[] numerator, double[] denominator, long n)
        implements Statistic {

    @Override
    public double value() {
        double above = 0;
        double below = 0;
        for (int i = 0; i < user.length; i++) {
            above += numerator[i];
            below += denominator[i];
        }
        return below > 0 ? factor * above / below : Double.NaN;
    }

    @Override
    public int users() {
        return user.length;
    }

    @Override
    public void replicate(Resamples.Block block, double[] out) {
        int size = block.size();
        byte[] weights = block.weights();
        double[] above = new double[size];
        double[] below = new double[size];
        for (int i = 0; i < user.length; i++) {
            int at = user[i] * size;
            addScaled(above, numerator[i], weights, at);
            addScaled(below, denominator[i], weights, at);
        }
        for (int r = 0; r < size; r++)
            out[block.first() + r] = below[r] > 0 ? factor * above[r] / below[r] : Double.NaN;
    }

    /** {@code sums[r] += times * weights[at + r]}. */
    static void addScaled(double[] sums, double times, byte[] weights, int at) {
        if (times == 0) return;
        for (int r = 0; r < sums.length; r++) sums[r] += times * weights[at + r];
    }

    /** Gathers sums by user; {@code n} counts the calls of {@link #add}. */
    static final class Builder {
        private final String metric;
        private final double factor;
        private final double[] numerator;
        private final double[] denominator;
        private long n;

        Builder(String metric, double factor, int users) {
            this.metric = metric;
            this.factor = factor;
            numerator = new double[users];
            denominator = new double[users];
        }

        void add(int user, double above, double below) {
            numerator[user] += above;
            denominator[user] += below;
            n++;
        }

        RatioOfSums build() {
            int[] present = IntStream.range(0, denominator.length)
                    .filter(u -> denominator[u] > 0)
                    .toArray();
            double[] above = new double[present.length];
            double[] below = new double[present.length];
            for (int i = 0; i < present.length; i++) {
                above[i] = numerator[present[i]];
                below[i] = denominator[present[i]];
            }
            return new RatioOfSums(metric, factor, present, above, below, n);
        }
    }
}
