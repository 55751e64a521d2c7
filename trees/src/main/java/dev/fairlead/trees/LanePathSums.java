package dev.fairlead.trees;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link PathSums} with rows in the lanes of vectors of doubles. Whether a row has met all questions on a slot's feature is
 * 1.0 or 0.0, and what depends on it is multiplied by it.
 */
final class LanePathSums implements PathSums {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = DOUBLES.length();

    @Override
    public int rows() {
        return LANES;
    }

    @Override
    public double[] scratch(int slots, int products) {
        return new double[Math.multiplyExact(Math.addExact(slots, products), LANES)];
    }

    @Override
    public void add(PathTree tree, double[] bins, double[] scratch, double[] sums, int to) {
        int points = tree.rule().points();
        int met = tree.inverse().length * LANES;
        for (int q = 0; q < points; q++) {
            DoubleVector.broadcast(DOUBLES, tree.start()[q]).intoArray(scratch, q * LANES);
        }
        DoubleVector.broadcast(DOUBLES, 1).intoArray(scratch, met);
        down(tree, bins, scratch, met);
        up(tree, scratch, met, sums, to);
    }

    private static DoubleVector load(double[] from, int at) {
        return DoubleVector.fromArray(DOUBLES, from, at);
    }

    private static void down(PathTree tree, double[] bins, double[] scratch, int met) {
        for (int k = 0; k < tree.splits(); k++) {
            int l = 2 * k + 1;
            DoubleVector before = load(scratch, met + tree.above()[k] * LANES);
            DoubleVector right = DoubleVector.zero(DOUBLES)
                    .blend(before, load(bins, tree.column()[k] * LANES).compare(VectorOperators.GT, tree.cut()[k]));
            DoubleVector left = before.sub(right);
            left.intoArray(scratch, met + l * LANES);
            right.intoArray(scratch, met + l * LANES + LANES);
            if (tree.above()[k] == 0) {
                first(tree, k, scratch, met);
            } else {
                again(tree, k, scratch, met);
            }
        }
    }

    /**
     * Parts the product of a split whose feature is new on the path. (Vectors are read again here: given as arguments to a
     * method that is not compiled into its caller, each would be an object.)
     */
    private static void first(PathTree tree, int k, double[] scratch, int met) {
        double[] point = tree.rule().point();
        double[] rest = tree.rule().rest();
        int points = point.length;
        int l = 2 * k + 1;
        int from = tree.slot()[k] * points * LANES;
        int toLeft = l * points * LANES;
        int toRight = toLeft + points * LANES;
        double leftWeight = tree.weight()[l];
        double rightWeight = tree.weight()[l + 1];
        DoubleVector leftValue = load(scratch, met + l * LANES).mul(tree.value()[l]);
        DoubleVector rightValue = load(scratch, met + l * LANES + LANES).mul(tree.value()[l + 1]);
        for (int q = 0; q < points; q++) {
            DoubleVector product = load(scratch, from + q * LANES);
            DoubleVector on = product.mul(point[q]);
            DoubleVector off = product.mul(rest[q]);
            on.mul(leftValue).add(off.mul(leftWeight)).intoArray(scratch, toLeft + q * LANES);
            on.mul(rightValue).add(off.mul(rightWeight)).intoArray(scratch, toRight + q * LANES);
        }
    }

    /** Parts the product of a split whose feature was asked above. */
    private static void again(PathTree tree, int k, double[] scratch, int met) {
        double[] point = tree.rule().point();
        double[] rest = tree.rule().rest();
        double[] inverse = tree.inverse();
        int points = point.length;
        int l = 2 * k + 1;
        int above = tree.above()[k] * points;
        int from = tree.slot()[k] * points * LANES;
        int toLeft = l * points * LANES;
        int toRight = toLeft + points * LANES;
        double leftWeight = tree.weight()[l];
        double rightWeight = tree.weight()[l + 1];
        DoubleVector leftValue = load(scratch, met + l * LANES).mul(tree.value()[l]);
        DoubleVector rightValue = load(scratch, met + l * LANES + LANES).mul(tree.value()[l + 1]);
        DoubleVector before = load(scratch, met + tree.above()[k] * LANES);
        DoubleVector failed = DoubleVector.broadcast(DOUBLES, 1).sub(before).mul(tree.reciprocal()[tree.above()[k]]);
        for (int q = 0; q < points; q++) {
            DoubleVector product = load(scratch, from + q * LANES);
            DoubleVector on = product.mul(inverse[above + q] * point[q]);
            DoubleVector off =
                    product.mul(before.mul(inverse[above + q] * rest[q]).add(failed));
            on.mul(leftValue).add(off.mul(leftWeight)).intoArray(scratch, toLeft + q * LANES);
            on.mul(rightValue).add(off.mul(rightWeight)).intoArray(scratch, toRight + q * LANES);
        }
    }

    private static void up(PathTree tree, double[] scratch, int met, double[] sums, int to) {
        double[] inverse = tree.inverse();
        int points = tree.rule().points();
        for (int k = tree.splits() - 1; k >= 0; k--) {
            int l = (2 * k + 1) * points;
            int r = l + points;
            int a = tree.above()[k] * points;
            int s = tree.slot()[k] * points;
            DoubleVector ofLeft = DoubleVector.zero(DOUBLES);
            DoubleVector ofRight = ofLeft;
            DoubleVector ofAbove = ofLeft;
            for (int q = 0; q < points; q++) {
                DoubleVector left = load(scratch, (l + q) * LANES);
                DoubleVector right = load(scratch, (r + q) * LANES);
                DoubleVector both = left.add(right);
                both.intoArray(scratch, (s + q) * LANES);
                ofLeft = ofLeft.add(left.mul(inverse[l + q]));
                ofRight = ofRight.add(right.mul(inverse[r + q]));
                ofAbove = ofAbove.add(both.mul(inverse[a + q]));
            }
            int sum = to + tree.feature()[k] * LANES;
            int open = met + (2 * k + 1) * LANES;
            load(sums, sum)
                    .add(ofLeft.mul(load(scratch, open)))
                    .add(ofRight.mul(load(scratch, open + LANES)))
                    .sub(ofAbove.mul(load(scratch, met + tree.above()[k] * LANES)))
                    .intoArray(sums, sum);
        }
    }
}
