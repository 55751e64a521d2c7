package dev.fairlead.evaluate;

import java.util.Arrays;

/**
 * Expected calibration error (Naeini, Cooper and Hauskrecht 2015): Σ over bins of |Σ (probability − outcome)| divided by
 * the number of items. The bins are of equal mass and fixed for all replicates.
 */
record CalibrationError(Predictions predictions, int[] bin, int[] itemsOfUser) implements Statistic {
    static final int BINS = 15;

    /** {@code itemsOfUser} by the user's number. */
    static CalibrationError of(Predictions predictions) {
        int[] items = new int[Arrays.stream(predictions.user()).max().orElse(-1) + 1];
        for (int user : predictions.user()) items[user]++;
        return new CalibrationError(predictions, predictions.equalMassBins(BINS), items);
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
        return (int) Arrays.stream(itemsOfUser).filter(items -> items > 0).count();
    }

    @Override
    public void replicate(Resamples.Block block, double[] out) {
        int size = block.size();
        double[][] gaps = new double[BINS][size];
        double[] items = new double[size];
        for (int i = 0; i < bin.length; i++) {
            int at = predictions.user()[i] * size;
            RatioOfSums.addScaled(gaps[bin[i]], gap(i), block.weights(), at);
        }
        for (int user = 0; user < itemsOfUser.length; user++) {
            RatioOfSums.addScaled(items, itemsOfUser[user], block.weights(), user * size);
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
