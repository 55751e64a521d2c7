package dev.fairlead.evaluate;

import java.util.Arrays;

/** Area under the ROC curve of all predictions together, ties counting half. */
record GlobalAuc(Predictions predictions) implements Statistic {

    static GlobalAuc of(Predictions predictions) {
        return new GlobalAuc(predictions);
    }

    @Override
    public String metric() {
        return "global-auc";
    }

    @Override
    public double value() {
        int most = Arrays.stream(predictions.user()).max().orElse(-1);
        byte[] once = new byte[most + 1];
        Arrays.fill(once, (byte) 1);
        double[] out = new double[1];
        replicate(new Resamples.Block(0, 1, once), out);
        return out[0];
    }

    @Override
    public long n() {
        return predictions.size();
    }

    @Override
    public int users() {
        return (int) Arrays.stream(predictions.user()).distinct().count();
    }

    /**
     * One walk up the probabilities with the weight of negatives met so far. Positives of a tie are counted twice by half:
     * before the tie's negatives and after them, which gives ties their half.
     */
    @Override
    public void replicate(Resamples.Block block, double[] out) {
        int size = block.size();
        double[] wins = new double[size];
        double[] positives = new double[size];
        double[] negatives = new double[size];
        for (int from = 0, to; from < predictions.size(); from = to) {
            to = predictions.tieEnd(from);
            addHalfWins(wins, negatives, block, from, to);
            for (int i = from; i < to; i++) {
                double[] sums = predictions.outcome()[i] ? positives : negatives;
                RatioOfSums.addScaled(sums, 1, block.weights(), predictions.user()[i] * size);
            }
            addHalfWins(wins, negatives, block, from, to);
        }
        for (int r = 0; r < size; r++) out[block.first() + r] = wins[r] / (positives[r] * negatives[r]);
    }

    private void addHalfWins(double[] wins, double[] negatives, Resamples.Block block, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!predictions.outcome()[i]) continue;
            int at = predictions.user()[i] * wins.length;
            for (int r = 0; r < wins.length; r++) wins[r] += 0.5 * block.weights()[at + r] * negatives[r];
        }
    }
}
