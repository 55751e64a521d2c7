package dev.fairlead.trees;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Lays the trees of one model out for {@link PathSums}; trees with as many points share their quadrature. */
final class PathTreeBuilder {
    private final Map<Integer, Quadrature> rules = new HashMap<>();

    PathTree build(BinnedTree binned, int outputClass) {
        Tree tree = binned.tree();
        int splits = tree.splits();
        var order = new int[splits];
        var slot = new int[splits];
        int met = Math.min(1, splits);
        for (int k = 0; k < splits; k++) {
            for (int side = 1; side <= 2; side++) {
                int child = side == 1 ? tree.left()[order[k]] : tree.right()[order[k]];
                if (child >= 0) {
                    order[met] = child;
                    slot[met++] = 2 * k + side;
                }
            }
        }
        int[] feature = at(order, tree.feature());
        int[] above = above(feature, slot);
        double[] share = shares(tree, order);
        double[] weight = weights(share, above);
        double[] value = values(tree, order);
        Quadrature rule = rule(longest(slot, above));
        double[] inverse = inverses(weight, rule);
        double[] reciprocal = Arrays.stream(weight).map(z -> z > 0 ? 1 / z : 0).toArray();
        Arrays.setAll(weight, i -> weight[i] * value[i]);
        return new PathTree(
                rule,
                start(rule),
                at(order, binned.column()),
                cuts(order, binned.cut()),
                feature,
                slot,
                above,
                reciprocal,
                weight,
                value,
                inverse,
                outputClass,
                expected(share, slot, value));
    }

    private static int[] at(int[] order, int[] numbers) {
        return Arrays.stream(order).map(split -> numbers[split]).toArray();
    }

    private static byte[] cuts(int[] order, byte[] cut) {
        var cuts = new byte[order.length];
        for (int k = 0; k < order.length; k++) {
            cuts[k] = cut[order[k]];
        }
        return cuts;
    }

    private static int parent(int slot) {
        return (slot - 1) / 2;
    }

    private static int[] above(int[] feature, int[] slot) {
        var above = new int[slot.length];
        for (int k = 0; k < slot.length; k++) {
            int edge = slot[k];
            while (edge > 0 && feature[parent(edge)] != feature[k]) {
                edge = slot[parent(edge)];
            }
            above[k] = edge;
        }
        return above;
    }

    /** How many features the path that asks most of them asks. */
    private static int longest(int[] slot, int[] above) {
        var features = new int[slot.length];
        for (int k = 0; k < slot.length; k++) {
            features[k] = (k == 0 ? 0 : features[parent(slot[k])]) + (above[k] == 0 ? 1 : 0);
        }
        return Arrays.stream(features).max().orElse(0);
    }

    /** Below a split that no training row came to, either side counts half. */
    private static double[] shares(Tree tree, int[] order) {
        var share = new double[2 * order.length + 1];
        share[0] = 1;
        for (int k = 0; k < order.length; k++) {
            double cover = tree.splitCover()[order[k]];
            share[2 * k + 1] = cover > 0 ? cover(tree, tree.left()[order[k]]) / cover : 0.5;
            share[2 * k + 2] = cover > 0 ? cover(tree, tree.right()[order[k]]) / cover : 0.5;
        }
        return share;
    }

    private static double cover(Tree tree, int node) {
        return node < 0 ? tree.leafCover()[~node] : tree.splitCover()[node];
    }

    private static double[] weights(double[] share, int[] above) {
        double[] weight = share.clone();
        for (int slot = 1; slot < weight.length; slot++) {
            weight[slot] *= weight[above[parent(slot)]];
        }
        return weight;
    }

    private static double[] values(Tree tree, int[] order) {
        var value = new double[2 * order.length + 1];
        value[0] = order.length == 0 ? tree.leafValue()[0] : 1;
        for (int slot = 1; slot < value.length; slot++) {
            int split = order[parent(slot)];
            int child = slot % 2 == 1 ? tree.left()[split] : tree.right()[split];
            value[slot] = child < 0 ? tree.leafValue()[~child] : 1;
        }
        return value;
    }

    private Quadrature rule(int features) {
        int needed = Math.max(1, (features + 1) / 2);
        return rules.computeIfAbsent(needed, Quadrature::of);
    }

    private static double[] start(Quadrature rule) {
        var start = new double[rule.points()];
        Arrays.setAll(start, q -> rule.weight()[q] / rule.rest()[q]);
        return start;
    }

    private static double[] inverses(double[] weight, Quadrature rule) {
        var inverse = new double[weight.length * rule.points()];
        for (int i = 0; i < inverse.length; i++) {
            int q = i % rule.points();
            inverse[i] = 1 / (rule.point()[q] + rule.rest()[q] * weight[i / rule.points()]);
        }
        return inverse;
    }

    /** The mean of the leaves' outputs by the shares on the paths to them. */
    private static double expected(double[] share, int[] slot, double[] value) {
        double[] mean = value.clone();
        for (int k = slot.length - 1; k >= 0; k--) {
            mean[slot[k]] = share[2 * k + 1] * mean[2 * k + 1] + share[2 * k + 2] * mean[2 * k + 2];
        }
        return mean[0];
    }
}
