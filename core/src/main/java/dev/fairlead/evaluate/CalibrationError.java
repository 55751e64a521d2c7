package dev.fairlead.evaluate;

import java.util.Arrays;

/**
 * Expected calibration error (Naeini, Cooper and Hauskrecht 2015): Σ over bins of |Σ (probability − outcome)| divided by
 * the number of items. The bins are of equal mass and fixed for all replicates.
 */
record CalibrationError(Predictions predictions, int[] bin) implements Statistic {
    static final int BINS = 15;

    static CalibrationError of(Predictions predictions) {
        return new CalibrationError(predictions, predictions.equalMassBins(BINS));
    }

    @Override
    public String metric() {
        return "ece";
    }

    @Override
    public double value() {
        double[] gaps = new double[BINS];
        for (int i = 0; i < bin.length; i++) gaps[bin[i]] += gap(i);
        return Arrays.stream(gaps).map(Math::abs).sum() / bin.length;
    }

    @Override
    public long n() {
        return bin.length;
    }

    @Override
    public int users() {
        return (int) Arrays.stream(predictions.user()).distinct().count();
    }

    @Override
    public void replicate(Resamples.Block block, double[] out) {
        int size = block.size();
        double[][] gaps = new double[BINS][size];
        double[] items = new double[size];
        for (int i = 0; i < bin.length; i++) {
            int at = predictions.user()[i] * size;
            RatioOfSums.addScaled(gaps[bin[i]], gap(i), block.weights(), at);
            RatioOfSums.addScaled(items, 1, block.weights(), at);
        }
        for (int r = 0; r < size; r++) {
            double sum = 0;
            for (double[] gap : gaps) sum += Math.abs(gap[r]);
            out[block.first() + r] = sum / items[r];
        }
    }

    private double gap(int i) {
        return predictions.probability()[i] - (predictions.outcome()[i] ? 1 : 0);
    }
}
