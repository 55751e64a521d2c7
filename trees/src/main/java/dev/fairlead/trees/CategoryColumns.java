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
    private static final int SHORT = 256;

    private final int feature;
    private final int first;
    private final int sets;
    private final boolean fractions;
    private final int[] known;

    /** For each known category in turn, then any other, then a missing value: the bins of all sets. */
    private final byte[] table;

    /** For each set, if it fits {@value #SHORT} bytes: the bins of all lines of the table. */
    private final byte[] columns;

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
     * @param fractions whether a number above −1 and below 0 is category 0, as LightGBM has it, or none, as XGBoost has it,
     *     which also rounds it to a float first
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
            table[(known.length + 1) * this.sets + set] = sets.get(set).missing() ? IN : OUT;
        }
        columns = turned();
    }

    private byte[] turned() {
        int lines = known.length + 2;
        if (lines > SHORT) {
            return new byte[0];
        }
        var turned = new byte[sets * SHORT];
        for (int line = 0; line < lines; line++) {
            for (int set = 0; set < sets; set++) {
                turned[set * SHORT + line] = table[line * sets + set];
            }
        }
        return turned;
    }

    private static IntStream categories(Members set) {
        return IntStream.range(0, set.words().size() * 32).filter(set::contains);
    }

    /** Fills in the feature of the row that starts at {@code at}. */
    void sample(Random random, float[] rows, int at) {
        int i = random.nextInt(known.length + 1);
        rows[at + feature] = i < known.length ? known[i] : Float.NaN;
    }

    /** The line of the table for a value. */
    private int line(double given) {
        double value = fractions ? given : (float) given;
        if (Double.isNaN(value)) {
            return known.length + 1;
        }
        if (fractions ? value <= -1 : value < 0) {
            return known.length;
        }
        int at = Arrays.binarySearch(known, (int) value);
        return at < 0 ? known.length : at;
    }

    void find(
            BinSearch search,
            float[] rows,
            int from,
            int width,
            int count,
            Scratch scratch,
            int rowStep,
            int columnStep) {
        for (int row = 0; row < count; row++) {
            scratch.lines[row] = line(rows[from + row * width + feature]);
        }
        find(search, count, scratch, rowStep, columnStep);
    }

    void find(
            BinSearch search,
            double[] rows,
            int from,
            int width,
            int count,
            Scratch scratch,
            int rowStep,
            int columnStep) {
        for (int row = 0; row < count; row++) {
            scratch.lines[row] = line(rows[from + row * width + feature]);
        }
        find(search, count, scratch, rowStep, columnStep);
    }

    private void find(BinSearch search, int count, Scratch scratch, int rowStep, int columnStep) {
        if (columnStep == 1) {
            for (int row = 0; row < count; row++) {
                System.arraycopy(table, scratch.lines[row] * sets, scratch.bins, row * rowStep + first, sets);
            }
        } else if (columns.length > 0 && rowStep == 1) {
            for (int row = 0; row < count; row++) {
                scratch.shortLines[row] = (byte) scratch.lines[row];
            }
            for (int set = 0; set < sets; set++) {
                int to = (first + set) * columnStep;
                search.pick(columns, set * SHORT, known.length + 2, scratch.shortLines, count, scratch.bins, to);
            }
        } else {
            for (int set = 0; set < sets; set++) {
                int to = (first + set) * columnStep;
                for (int row = 0; row < count; row++) {
                    scratch.bins[to + row * rowStep] = table[scratch.lines[row] * sets + set];
                }
            }
        }
    }
}
