package dev.fairlead.ranking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How well each feature alone, higher or lower, tells rows with an outcome from rows without. */
final class SingleFeatureAuc {
    /** Honest features do not come near: people are not that predictable. */
    static final double HIGHEST = 0.99;

    /** With fewer rows of either class, a perfect order is chance. */
    static final int FEWEST = 10;

    private SingleFeatureAuc() {}

    static List<Leak> tooGood(TrainingSet set, List<String> featureNames) {
        List<Leak> leaks = new ArrayList<>();
        boolean[] labels = labels(set);
        int positives = 0;
        for (boolean label : labels) {
            positives += label ? 1 : 0;
        }
        if (Math.min(positives, labels.length - positives) < FEWEST) {
            return leaks;
        }
        for (int column = 0; column < set.width(); column++) {
            double auc = auc(column(set, column), labels);
            if (Math.max(auc, 1 - auc) > HIGHEST) {
                leaks.add(new Leak.TooGood(featureNames.get(column), auc));
            }
        }
        return leaks;
    }

    /** The columns that alone, higher or lower, tell rows with an outcome best, in their order. */
    static int[] best(TrainingSet set, int count) {
        boolean[] labels = labels(set);
        double[] off = new double[set.width()];
        Arrays.setAll(off, column -> Math.abs(auc(column(set, column), labels) - 0.5));
        return IntStream.range(0, off.length)
                .filter(column -> off[column] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(column -> -off[column]))
                .limit(count)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    private static boolean[] labels(TrainingSet set) {
        boolean[] labels = new boolean[set.size()];
        int row = 0;
        for (ShownList list : set.lists()) {
            for (ShownList.Outcome outcome : list.outcomes()) {
                labels[row++] = outcome.grade() > 0;
            }
        }
        return labels;
    }

    private static float[] column(TrainingSet set, int column) {
        float[] values = new float[set.size()];
        int row = 0;
        for (float[] rows : set.rows()) {
            for (int cell = column; cell < rows.length; cell += set.width()) {
                values[row++] = rows[cell];
            }
        }
        return values;
    }

    /**
     * Area under the ROC curve by the Mann–Whitney statistic: the share of pairs of a row with and a row without an outcome
     * in which the first has the higher value, a tie counting half. NaN counts as the lowest value.
     */
    static double auc(float[] values, boolean[] labels) {
        long[] keys = new long[values.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (long) ordered(values[i]) << 1 | (labels[i] ? 1 : 0);
        }
        Arrays.sort(keys);
        double won = 0;
        long positivesBelow = 0;
        long negativesBelow = 0;
        for (int at = 0; at < keys.length; ) {
            long positives = 0;
            long negatives = 0;
            for (long value = keys[at] >> 1; at < keys.length && keys[at] >> 1 == value; at++) {
                positives += keys[at] & 1;
                negatives += 1 - (keys[at] & 1);
            }
            won += positives * (negativesBelow + negatives / 2.0);
            positivesBelow += positives;
            negativesBelow += negatives;
        }
        return won / ((double) positivesBelow * negativesBelow);
    }

    /** A whole number in the order of the values. Both zeros are one value. */
    private static int ordered(float value) {
        if (Float.isNaN(value)) {
            return Integer.MIN_VALUE;
        }
        int bits = Float.floatToIntBits(value + 0f);
        return bits ^ (bits >> 31 & Integer.MAX_VALUE);
    }
}
