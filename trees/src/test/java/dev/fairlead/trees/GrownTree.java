package dev.fairlead.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A random tree, and its text with splits and leaves numbered at random (the root stays 0). */
record GrownTree(GrownNode root, String text) {

    static GrownTree grow(Random random, int features, int leaves, boolean categorical, boolean linear) {
        GrownNode root = node(random, features, leaves, categorical, linear);
        return new GrownTree(root, new Writer(random, root, linear).text());
    }

    static GrownTree of(Random random, GrownNode root) {
        return new GrownTree(root, new Writer(random, root, false).text());
    }

    /** With counts of training rows, of which some leaves have none. */
    GrownTree counted(Random random, int features) {
        Tree tree = ModelBytes.read(new GrownModel(features, 1, "none", false, List.of(this)).text())
                .trees()
                .getFirst();
        int[] leaves = random.ints(tree.leaves(), 0, 9).toArray();
        var splits = new int[tree.splits()];
        if (splits.length > 0) {
            count(tree, 0, leaves, splits);
        }
        String counts = "\nleaf_count=" + joined(leaves) + "\ninternal_count=" + joined(splits);
        return new GrownTree(root, text.replace("\nis_linear", counts + "\nis_linear"));
    }

    private static int count(Tree tree, int node, int[] leaves, int[] splits) {
        if (node < 0) {
            return leaves[~node];
        }
        splits[node] = count(tree, tree.left()[node], leaves, splits) + count(tree, tree.right()[node], leaves, splits);
        return splits[node];
    }

    private static String joined(int[] numbers) {
        return Arrays.stream(numbers).mapToObj(String::valueOf).collect(Collectors.joining(" "));
    }

    private static GrownNode node(Random random, int features, int leaves, boolean categorical, boolean linear) {
        if (leaves == 1) {
            return leaf(random, features, linear);
        }
        int leftLeaves = 1 + random.nextInt(leaves - 1);
        GrownNode left = node(random, features, leftLeaves, categorical, linear);
        GrownNode right = node(random, features, leaves - leftLeaves, categorical, linear);
        int feature = random.nextInt(features);
        if (categorical && random.nextInt(3) == 0) {
            return new GrownNode.Categorical(feature, categories(random), left, right);
        }
        double threshold = random.nextInt(20) == 0 ? Double.POSITIVE_INFINITY : Values.finite(random);
        return new GrownNode.Numerical(feature, threshold, random.nextInt(3), random.nextBoolean(), left, right);
    }

    private static GrownNode leaf(Random random, int features, boolean linear) {
        double value = random.nextGaussian();
        if (!linear) {
            return new GrownNode.Constant(value);
        }
        int[] read = random.ints(random.nextInt(4), 0, features).toArray();
        return new GrownNode.Linear(
                value,
                random.nextGaussian(),
                read,
                random.doubles(read.length, -1, 1).toArray());
    }

    private static BitSet categories(Random random) {
        var set = new BitSet();
        int most = random.nextBoolean() ? 8 : 100;
        for (int i = 0; i < 6; i++) {
            set.set(random.nextInt(most));
        }
        return set;
    }

    /** Lists the nodes in a random order and writes each array in it. */
    private static final class Writer {
        private final List<GrownNode> splits = new ArrayList<>();
        private final List<GrownNode> leaves = new ArrayList<>();
        private final List<BitSet> sets = new ArrayList<>();
        private final boolean linear;

        Writer(Random random, GrownNode root, boolean linear) {
            this.linear = linear;
            collect(root);
            Collections.shuffle(leaves, random);
            if (splits.size() > 1) {
                Collections.shuffle(splits.subList(1, splits.size()), random);
            }
        }

        private void collect(GrownNode node) {
            switch (node) {
                case GrownNode.Numerical split -> collect(split, split.left(), split.right());
                case GrownNode.Categorical split -> {
                    sets.add(split.categories());
                    collect(split, split.left(), split.right());
                }
                case GrownNode.Constant leaf -> leaves.add(leaf);
                case GrownNode.Linear leaf -> leaves.add(leaf);
            }
        }

        private void collect(GrownNode split, GrownNode left, GrownNode right) {
            splits.add(split);
            collect(left);
            collect(right);
        }

        String text() {
            return "num_leaves=" + leaves.size()
                    + "\nnum_cat=" + sets.size()
                    + "\nsplit_feature=" + perSplit(this::feature)
                    + "\nsplit_gain=" + perSplit(split -> 1)
                    + "\nthreshold=" + thresholds()
                    + "\ndecision_type=" + perSplit(this::decision)
                    + "\nleft_child=" + perSplit(split -> number(left(split)))
                    + "\nright_child=" + perSplit(split -> number(right(split)))
                    + "\nleaf_value=" + leafValues()
                    + (sets.isEmpty() ? "" : "\ncat_boundaries=" + boundaries() + "\ncat_threshold=" + words())
                    + "\nis_linear=" + (linear ? "1" + linearLines() : "0")
                    + "\nshrinkage=0.1\n\n\n";
        }

        private String perSplit(ToIntFunction<GrownNode> property) {
            return splits.stream()
                    .map(split -> String.valueOf(property.applyAsInt(split)))
                    .collect(Collectors.joining(" "));
        }

        private int feature(GrownNode node) {
            return node instanceof GrownNode.Numerical split
                    ? split.feature()
                    : ((GrownNode.Categorical) node).feature();
        }

        private int decision(GrownNode node) {
            return node instanceof GrownNode.Numerical split ? split.missing() << 2 | (split.defaultLeft() ? 2 : 0) : 1;
        }

        private GrownNode left(GrownNode node) {
            return node instanceof GrownNode.Numerical split ? split.left() : ((GrownNode.Categorical) node).left();
        }

        private GrownNode right(GrownNode node) {
            return node instanceof GrownNode.Numerical split ? split.right() : ((GrownNode.Categorical) node).right();
        }

        private int number(GrownNode node) {
            int split = identity(splits, node);
            return split >= 0 ? split : ~identity(leaves, node);
        }

        /** Equal leaves are still two leaves. */
        private static <T> int identity(List<T> all, T wanted) {
            return IntStream.range(0, all.size())
                    .filter(i -> all.get(i) == wanted)
                    .findFirst()
                    .orElse(-1);
        }

        private String thresholds() {
            return splits.stream().map(this::threshold).collect(Collectors.joining(" "));
        }

        private String threshold(GrownNode node) {
            return switch (node) {
                case GrownNode.Numerical split when Double.isInfinite(split.threshold()) -> "inf";
                case GrownNode.Numerical split -> String.valueOf(split.threshold());
                case GrownNode.Categorical split -> String.valueOf(identity(sets, split.categories()));
                default -> throw new IllegalArgumentException("a leaf has no threshold");
            };
        }

        private String leafValues() {
            return leaves.stream()
                    .map(leaf -> switch (leaf) {
                        case GrownNode.Constant constant -> String.valueOf(constant.value());
                        case GrownNode.Linear function -> String.valueOf(function.fallback());
                        default -> throw new IllegalArgumentException("a split has no value");
                    })
                    .collect(Collectors.joining(" "));
        }

        private String boundaries() {
            var boundaries = new StringBuilder("0");
            int end = 0;
            for (BitSet set : sets) {
                end += wordCount(set);
                boundaries.append(' ').append(end);
            }
            return boundaries.toString();
        }

        private String words() {
            return sets.stream()
                    .flatMapToLong(set -> IntStream.range(0, wordCount(set)).mapToLong(word -> word(set, word)))
                    .mapToObj(String::valueOf)
                    .collect(Collectors.joining(" "));
        }

        private static int wordCount(BitSet set) {
            return (set.length() + 31) / 32;
        }

        private static long word(BitSet set, int word) {
            return set.get(32 * word, 32 * word + 32).stream()
                    .mapToLong(bit -> 1L << bit)
                    .sum();
        }

        private String linearLines() {
            var functions = leaves.stream().map(leaf -> (GrownNode.Linear) leaf).toList();
            return "\nleaf_const="
                    + functions.stream()
                            .map(leaf -> String.valueOf(leaf.constant()))
                            .collect(Collectors.joining(" "))
                    + "\nnum_features="
                    + functions.stream()
                            .map(leaf -> String.valueOf(leaf.features().length))
                            .collect(Collectors.joining(" "))
                    + "\nleaf_features="
                    + functions.stream()
                            .flatMapToInt(leaf -> Arrays.stream(leaf.features()))
                            .mapToObj(String::valueOf)
                            .collect(Collectors.joining(" "))
                    + "\nleaf_coeff="
                    + functions.stream()
                            .flatMapToDouble(leaf -> Arrays.stream(leaf.coefficients()))
                            .mapToObj(String::valueOf)
                            .collect(Collectors.joining(" "));
        }
    }
}
