package dev.fairlead.trees;

/** {@link PathSums} in plain Java, a row at a time. */
final class PlainPathSums implements PathSums {
    @Override
    public int rows() {
        return 1;
    }

    @Override
    public double[] scratch(int slots, int products) {
        return new double[Math.addExact(slots, products)];
    }

    @Override
    public void add(PathTree tree, double[] bins, double[] scratch, double[] sums, int to) {
        int met = tree.inverse().length;
        System.arraycopy(tree.start(), 0, scratch, 0, tree.start().length);
        scratch[met] = 1;
        for (int k = 0; k < tree.splits(); k++) {
            double before = scratch[met + tree.above()[k]];
            boolean right = bins[tree.column()[k]] > tree.cut()[k];
            scratch[met + 2 * k + 1] = right ? 0 : before;
            scratch[met + 2 * k + 2] = right ? before : 0;
            if (before == 0) {
                share(tree, k, scratch);
            } else {
                part(tree, k, right ? 2 * k + 2 : 2 * k + 1, scratch);
            }
        }
        for (int k = tree.splits() - 1; k >= 0; k--) {
            double sum = gather(tree, k, scratch[met + 2 * k + 2] > 0 ? 2 * k + 2 : 2 * k + 1, scratch);
            if (scratch[met + tree.above()[k]] > 0) {
                sums[to + tree.feature()[k]] += sum;
            }
        }
    }

    /** The row has met all questions on this split's feature so far, and goes to {@code hot}. */
    private static void part(PathTree tree, int k, int hot, double[] products) {
        double[] point = tree.rule().point();
        double[] rest = tree.rule().rest();
        double[] inverse = tree.inverse();
        int points = point.length;
        int cold = 4 * k + 3 - hot;
        int from = tree.slot()[k] * points;
        int above = tree.above()[k] * points;
        int toHot = hot * points;
        int toCold = cold * points;
        double hotValue = tree.value()[hot];
        double hotWeight = tree.weight()[hot];
        double coldWeight = tree.weight()[cold];
        for (int q = 0; q < points; q++) {
            double product = products[from + q] * inverse[above + q];
            products[toHot + q] = product * (point[q] * hotValue + rest[q] * hotWeight);
            products[toCold + q] = product * rest[q] * coldWeight;
        }
    }

    /** The row has failed a question on this split's feature before: both sides get their share. */
    private static void share(PathTree tree, int k, double[] products) {
        int points = tree.rule().points();
        int from = tree.slot()[k] * points;
        int to = (2 * k + 1) * points;
        double reciprocal = tree.reciprocal()[tree.above()[k]];
        double left = reciprocal * tree.weight()[2 * k + 1];
        double right = reciprocal * tree.weight()[2 * k + 2];
        for (int q = 0; q < points; q++) {
            products[to + q] = products[from + q] * left;
            products[to + points + q] = products[from + q] * right;
        }
    }

    /** Adds the children's sums up, and returns the share of the split's feature in them. */
    private static double gather(PathTree tree, int k, int hot, double[] products) {
        int points = tree.rule().points();
        double[] inverse = tree.inverse();
        int to = tree.slot()[k] * points;
        int above = tree.above()[k] * points;
        int left = (2 * k + 1) * points;
        int atHot = hot * points;
        double sum = 0;
        for (int q = 0; q < points; q++) {
            double both = products[left + q] + products[left + points + q];
            sum += products[atHot + q] * inverse[atHot + q] - both * inverse[above + q];
            products[to + q] = both;
        }
        return sum;
    }
}
