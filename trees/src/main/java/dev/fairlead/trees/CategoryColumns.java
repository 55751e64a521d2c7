package dev.fairlead.trees;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The columns of one categorical feature, one for each set that some split asks for: the least bin if the row's category
 * is in the set, the largest if it is not. A table holds the bins of all sets for each category that is in any.
 */
final class CategoryColumns {
    private static final byte IN = -Cuts.BIAS;
    private static final byte OUT = 127;

    private final int feature;
    private final int first;
    private final int sets;
    private final boolean fractions;
    private final int[] known;
    private final byte[] table;

    /**
     * A set of categories, told by its bits, and whether a missing value goes where its members go.
     *
     * @param words 32 categories a word, without zeros at the end
     */
    record Members(int feature, List<Integer> words, boolean missing) {
        boolean contains(int category) {
            int word = category >> 5;
            return word < words.size() && (words.get(word) >>> category & 1) != 0;
        }
    }

    /**
     * @param feature of all the sets
     * @param first column
     * @param fractions whether a number above −1 and below 0 is category 0, as LightGBM has it, or none, as XGBoost has it
     */
    CategoryColumns(int feature, int first, List<Members> sets, boolean fractions) {
        this.feature = feature;
        this.first = first;
        this.sets = sets.size();
        this.fractions = fractions;
        known = sets.stream()
                .flatMapToInt(CategoryColumns::categories)
                .sorted()
                .distinct()
                .toArray();
        table = new byte[Math.multiplyExact(known.length + 2, this.sets)];
        Arrays.fill(table, OUT);
        for (int set = 0; set < this.sets; set++) {
            for (int i = 0; i < known.length; i++) {
                table[i * this.sets + set] = sets.get(set).contains(known[i]) ? IN : OUT;
            }
            table[missing() + set] = sets.get(set).missing() ? IN : OUT;
        }
    }

    private static IntStream categories(Members set) {
        return IntStream.range(0, set.words().size() * 32).filter(set::contains);
    }

    /** Fills in the feature of the row that starts at {@code at}. */
    void sample(Random random, float[] rows, int at) {
        int i = random.nextInt(known.length + 1);
        rows[at + feature] = i < known.length ? known[i] : Float.NaN;
    }

    private int unknown() {
        return known.length * sets;
    }

    private int missing() {
        return (known.length + 1) * sets;
    }

    /** Where the bins of a value start. */
    private int line(double value) {
        if (Double.isNaN(value)) {
            return missing();
        }
        if (fractions ? value <= -1 : value < 0) {
            return unknown();
        }
        int at = Arrays.binarySearch(known, (int) value);
        return at < 0 ? unknown() : at * sets;
    }

    void find(float[] rows, int from, int width, int count, byte[] bins, int rowStep, int columnStep, int[] lines) {
        for (int row = 0; row < count; row++) {
            lines[row] = line(rows[from + row * width + feature]);
        }
        copy(count, bins, rowStep, columnStep, lines);
    }

    void find(double[] rows, int from, int width, int count, byte[] bins, int rowStep, int columnStep, int[] lines) {
        for (int row = 0; row < count; row++) {
            lines[row] = line(rows[from + row * width + feature]);
        }
        copy(count, bins, rowStep, columnStep, lines);
    }

    private void copy(int count, byte[] bins, int rowStep, int columnStep, int[] lines) {
        if (columnStep == 1) {
            for (int row = 0; row < count; row++) {
                System.arraycopy(table, lines[row], bins, row * rowStep + first, sets);
            }
            return;
        }
        for (int set = 0; set < sets; set++) {
            int to = (first + set) * columnStep;
            for (int row = 0; row < count; row++) {
                bins[to + row * rowStep] = table[lines[row] + set];
            }
        }
    }
}
