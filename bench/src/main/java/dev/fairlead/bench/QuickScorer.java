package dev.fairlead.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * V-QuickScorer (Lucchese, Nardini, Orlando, Perego, Tonellotto and Venturini 2016, "Exploiting CPU SIMD extensions to speed-up
 * document scoring with tree ensembles"; QuickScorer, 2015) in Java: splits are sorted by feature and threshold, each clears in its
 * tree's bits the leaves to its left for those rows that go right, and a feature is done at the first threshold above all
 * rows. As many rows at once as a vector has ints; trees of at most 32 leaves; models without missing values or categories.
 */
final class QuickScorer {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    static final int MOST_LEAVES = Integer.SIZE;

    private record Test(int feature, float cut, int tree, int kept) {}

    private final int trees;
    private final int[] firstTest;
    private final float[] cut;
    private final int[] tree;
    private final int[] kept;
    private final double[] outputs;

    QuickScorer(List<PeerTree> model, int features) {
        trees = model.size();
        outputs = new double[trees * MOST_LEAVES];
        var tests = new ArrayList<Test>();
        for (int i = 0; i < trees; i++) {
            add(model.get(i), i, model.get(i).splits() == 0 ? ~0 : 0, 0, tests);
        }
        tests.sort(Comparator.comparingInt(Test::feature).thenComparing(Test::cut));
        firstTest = new int[features + 1];
        tests.forEach(test -> firstTest[test.feature() + 1]++);
        Arrays.parallelPrefix(firstTest, Integer::sum);
        cut = new float[tests.size()];
        for (int i = 0; i < cut.length; i++) {
            cut[i] = tests.get(i).cut();
        }
        tree = tests.stream().mapToInt(Test::tree).toArray();
        kept = tests.stream().mapToInt(Test::kept).toArray();
    }

    /** Numbers leaves from left to right; returns the number after those below the node. */
    private int add(PeerTree from, int number, int node, int leaf, List<Test> tests) {
        if (node < 0) {
            outputs[number * MOST_LEAVES + leaf] = from.leaf()[~node];
            return leaf + 1;
        }
        int middle = add(from, number, from.left()[node], leaf, tests);
        int cleared = (int) ((1L << middle) - (1L << leaf));
        tests.add(new Test(from.feature()[node], from.cut(node), number, ~cleared));
        return add(from, number, from.right()[node], middle, tests);
    }

    Subject raw() {
        var columns = new float[firstTest.length * LANES];
        var bits = new int[trees * LANES];
        return new Subject("v-quickscorer (Java)", 1, (rows, out) -> {
            for (int row = 0; row < rows.count(); row += LANES) {
                score(rows, row, Math.min(LANES, rows.count() - row), columns, bits, out);
            }
        });
    }

    private void score(Subject.Rows rows, int first, int count, float[] columns, int[] bits, double[] out) {
        for (int row = 0; row < count; row++) {
            int at = (first + row) * rows.features();
            for (int feature = 0; feature < rows.features(); feature++) {
                columns[feature * LANES + row] = rows.floats()[at + feature];
            }
        }
        Arrays.fill(bits, -1);
        for (int feature = 0; feature + 1 < firstTest.length; feature++) {
            test(firstTest[feature], firstTest[feature + 1], cut, tree, kept, columns, feature * LANES, bits);
        }
        for (int row = 0; row < count; row++) {
            double sum = 0;
            for (int i = 0; i < trees; i++) {
                sum += outputs[i * MOST_LEAVES + Integer.numberOfTrailingZeros(bits[i * LANES + row])];
            }
            out[first + row] = sum;
        }
    }

    private static void test(
            int begin, int end, float[] cut, int[] tree, int[] kept, float[] columns, int at, int[] bits) {
        FloatVector value = FloatVector.fromArray(FLOATS, columns, at);
        for (int i = begin; i < end; i++) {
            VectorMask<Float> right = value.compare(VectorOperators.GT, cut[i]);
            if (!right.anyTrue()) {
                return;
            }
            int to = tree[i] * LANES;
            IntVector left = IntVector.fromArray(INTS, bits, to);
            left.lanewise(VectorOperators.AND, kept[i], right.cast(INTS)).intoArray(bits, to);
        }
    }
}
