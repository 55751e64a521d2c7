package dev.fairlead.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Gathers the cuts and category sets of all splits, gives out columns, and writes each split in terms of them. */
final class BinsBuilder {
    /** LightGBM's kZeroThreshold, which is a float literal: at most this far from 0 is 0, to all that take its rows. */
    static final double ZERO = 1e-35f;

    /** Below every absolute value: nothing counts as zero. */
    private static final double NO_ZERO = -1;

    /** The first double that is rounded to an infinite float. */
    private static final double LEAST_INFINITE = Float.MAX_VALUE + Math.ulp(Float.MAX_VALUE) / 2.0;

    /** Which values of a feature are missing, and what becomes of them. */
    private record Use(int feature, Tree.Missing missing, boolean left) {}

    /** A column and the position of a cut in it. */
    private record Place(int column, int cut) {}

    private final Model model;
    private final Map<Use, TreeMap<Double, Place>> uses = new LinkedHashMap<>();
    private final Map<Integer, LinkedHashMap<CategoryColumns.Members, Integer>> sets = new TreeMap<>();
    private final List<Integer> feature = new ArrayList<>();
    private final List<Double> zero = new ArrayList<>();
    private final List<Integer> missing = new ArrayList<>();
    private final List<double[]> cuts = new ArrayList<>();

    private BinsBuilder(Model model) {
        this.model = model;
    }

    static Bins build(Model model) {
        return new BinsBuilder(model).bins();
    }

    private Bins bins() {
        for (Tree tree : model.trees()) {
            for (int split = 0; split < tree.splits(); split++) {
                gather(tree, split);
            }
        }
        share();
        uses.forEach(this::place);
        int columns = cuts.size();
        var categories = new ArrayList<CategoryColumns>();
        for (var entry : sets.entrySet()) {
            var members = entry.getValue();
            int first = columns;
            for (var set : members.entrySet()) {
                set.setValue(columns++);
            }
            categories.add(new CategoryColumns(
                    entry.getKey(), first, List.copyOf(members.sequencedKeySet()), !model.floats()));
        }
        var trees = model.trees().stream().map(this::binned).toArray(BinnedTree[]::new);
        return new Bins(model.features(), tables(), List.copyOf(categories), columns, trees);
    }

    private void gather(Tree tree, int split) {
        if (tree.categorical(split)) {
            var members = members(tree, split);
            sets.computeIfAbsent(members.feature(), _ -> new LinkedHashMap<>()).put(members, 0);
        } else {
            var use = use(tree, split);
            uses.computeIfAbsent(use, _ -> new TreeMap<>()).put(threshold(tree, split), new Place(0, 0));
        }
    }

    /** Zeros of either sign are one threshold. */
    private static double threshold(Tree tree, int split) {
        return tree.threshold()[split] + 0.0;
    }

    /** The default direction means nothing where nothing is missing. */
    private static Use use(Tree tree, int split) {
        Tree.Missing missing = tree.missing(split);
        return new Use(tree.feature()[split], missing, missing != Tree.Missing.NONE && tree.missingGoesLeft(split));
    }

    private static CategoryColumns.Members members(Tree tree, int split) {
        int set = (int) tree.threshold()[split];
        int end = tree.categoryStart()[set + 1];
        while (end > tree.categoryStart()[set] && tree.categoryWords()[end - 1] == 0) {
            end--;
        }
        var words = Arrays.stream(tree.categoryWords(), tree.categoryStart()[set], end)
                .boxed()
                .toList();
        return new CategoryColumns.Members(tree.feature()[split], words, tree.missingGoesLeft(split));
    }

    /**
     * Uses that differ in where missing values go share their cuts, if one column holds them all: then their columns differ in
     * nothing but the missing bin, and a value is looked for once.
     */
    private void share() {
        uses.forEach((use, places) -> {
            var other = uses.get(new Use(use.feature(), use.missing(), !use.left()));
            if (other != null) {
                var all = new TreeSet<>(places.keySet());
                all.addAll(other.keySet());
                if (all.size() <= Cuts.MOST) {
                    all.forEach(cut -> places.putIfAbsent(cut, new Place(0, 0)));
                    all.forEach(cut -> other.putIfAbsent(cut, new Place(0, 0)));
                }
            }
        });
    }

    private void place(Use use, TreeMap<Double, Place> places) {
        double[] rising =
                places.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        for (int from = 0; from < rising.length; from += Cuts.MOST) {
            double[] share = Arrays.copyOfRange(rising, from, Math.min(rising.length, from + Cuts.MOST));
            for (int i = 0; i < share.length; i++) {
                places.put(share[i], new Place(cuts.size(), i));
            }
            feature.add(use.feature());
            zero.add(use.missing() == Tree.Missing.ZERO ? ZERO : NO_ZERO);
            missing.add(missingBin(use, share) - Cuts.BIAS);
            cuts.add(share);
        }
    }

    private static int missingBin(Use use, double[] cuts) {
        if (use.missing() == Tree.Missing.NONE) {
            return (int) Arrays.stream(cuts).filter(cut -> cut < 0).count();
        }
        return use.left() ? 0 : Cuts.MOST;
    }

    private Cuts tables() {
        int columns = cuts.size();
        var start = new int[columns];
        var large = new boolean[columns];
        int size = 0;
        for (int column = 0; column < columns; column++) {
            start[column] = size;
            large[column] = cuts.get(column).length > Cuts.SMALL;
            size = Math.addExact(size, Cuts.SMALL + (large[column] ? Cuts.LARGE : 0));
        }
        var doubles = new double[size];
        Arrays.fill(doubles, Double.POSITIVE_INFINITY);
        for (int column = 0; column < columns; column++) {
            double[] share = cuts.get(column);
            fill(doubles, start[column], model.floats() ? ofFloats(share) : aroundZero(share), large[column]);
        }
        var floats = new float[size];
        for (int i = 0; i < size; i++) {
            floats[i] = Cuts.roundedDown(doubles[i]);
        }
        return new Cuts(
                feature.stream().mapToInt(Integer::intValue).toArray(),
                zero.stream().mapToDouble(Double::doubleValue).toArray(),
                bytes(missing),
                start,
                large,
                doubles,
                floats);
    }

    /**
     * Moves cuts that are nearer to 0 than what counts as 0 to its ends: then all of it lies on the side of 0, and need not
     * be looked for.
     */
    private static double[] aroundZero(double[] cuts) {
        return Arrays.stream(cuts)
                .map(cut -> cut >= 0 ? Math.max(cut, ZERO) : Math.min(cut, Math.nextDown(-ZERO)))
                .toArray();
    }

    /** Where a double that is rounded to a float first comes to lie above each cut: half-way to the next float. */
    private static double[] ofFloats(double[] cuts) {
        return Arrays.stream(cuts).map(BinsBuilder::halfWay).toArray();
    }

    /** Half-way itself is rounded to the float with the even mantissa. */
    private static double halfWay(double cut) {
        float below = (float) cut;
        if (below == Float.NEGATIVE_INFINITY) {
            return -LEAST_INFINITE;
        }
        if (below == Float.POSITIVE_INFINITY) {
            return cut;
        }
        float above = Math.nextUp(below);
        double half = Float.isInfinite(above) ? LEAST_INFINITE : (below + (double) above) / 2;
        return (Float.floatToRawIntBits(below) & 1) == 0 ? half : Math.nextDown(half);
    }

    private static void fill(double[] table, int start, double[] cuts, boolean large) {
        int at = large ? start + Cuts.SMALL : start;
        System.arraycopy(cuts, 0, table, at, cuts.length);
        if (large) {
            for (int bucket = 0; bucket < Cuts.SMALL; bucket++) {
                table[start + bucket] = table[at + bucket * Cuts.SMALL + Cuts.SMALL - 1];
            }
        }
    }

    private BinnedTree binned(Tree tree) {
        var column = new int[tree.splits()];
        var cut = new byte[tree.splits()];
        for (int split = 0; split < tree.splits(); split++) {
            if (tree.categorical(split)) {
                var members = members(tree, split);
                column[split] = at(at(sets, members.feature()), members);
            } else {
                Place place = at(at(uses, use(tree, split)), threshold(tree, split));
                column[split] = place.column();
                cut[split] = (byte) (place.cut() - Cuts.BIAS);
            }
        }
        return new BinnedTree(tree, column, cut);
    }

    private static <K, V> V at(Map<K, V> map, K key) {
        return Objects.requireNonNull(map.get(key));
    }

    private static byte[] bytes(List<Integer> numbers) {
        var bytes = new byte[numbers.size()];
        IntStream.range(0, bytes.length).forEach(i -> bytes[i] = numbers.get(i).byteValue());
        return bytes;
    }
}
