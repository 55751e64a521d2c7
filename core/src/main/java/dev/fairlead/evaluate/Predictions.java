package dev.fairlead.evaluate;

import java.util.Arrays;

/**
 * Every predicted item of a slice, from the lowest probability to the highest, in parallel arrays. Items of one
 * probability are neighbours and form a tie.
 */
record Predictions(int[] user, double[] probability, boolean[] outcome, double[] value) {

    static Predictions of(Slice slice, PolicyScores policy) {
        int size = slice.parts().stream().mapToInt(Predictions::inside).sum();
        Predictions all = new Predictions(new int[size], new double[size], new boolean[size], new double[size]);
        int at = 0;
        for (Slice.Part part : slice.parts()) {
            for (int i = 0; i < part.inside().length; i++) {
                if (!part.inside()[i]) continue;
                all.user[at] = part.user();
                all.probability[at] = policy.probabilities()[part.index()][i];
                all.outcome[at] = part.outcomes()[i];
                all.value[at++] = part.list().values()[i];
            }
        }
        return all.sorted();
    }

    int size() {
        return user.length;
    }

    /** End of the tie that starts at {@code from}: the first place after it. */
    int tieEnd(int from) {
        int to = from + 1;
        while (to < size() && probability[to] == probability[from]) to++;
        return to;
    }

    /**
     * Bin of each prediction, 0 to bins − 1, of about equal numbers of items. A tie is never divided: all of it goes to the
     * bin of its first item, so a bin can be empty when a calibration has made many probabilities equal.
     */
    int[] equalMassBins(int bins) {
        int[] bin = new int[size()];
        for (int from = 0, to; from < size(); from = to) {
            to = tieEnd(from);
            Arrays.fill(bin, from, to, (int) ((long) from * bins / size()));
        }
        return bin;
    }

    private static int inside(Slice.Part part) {
        int count = 0;
        for (boolean one : part.inside()) if (one) count++;
        return count;
    }

    private Predictions sorted() {
        int[] order = Order.ascending(probability);
        Predictions sorted =
                new Predictions(new int[size()], new double[size()], new boolean[size()], new double[size()]);
        for (int i = 0; i < order.length; i++) {
            sorted.user[i] = user[order[i]];
            sorted.probability[i] = probability[order[i]];
            sorted.outcome[i] = outcome[order[i]];
            sorted.value[i] = value[order[i]];
        }
        return sorted;
    }
}
