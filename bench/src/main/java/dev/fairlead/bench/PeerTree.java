package dev.fairlead.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A tree of a LightGBM text with numerical splits, as peers read it.
 *
 * @param left children by split; a negative one is the leaf {@code ~child}
 * @param decision LightGBM's decision types
 * @param leaf outputs
 */
record PeerTree(int[] feature, double[] threshold, int[] left, int[] right, int[] decision, double[] leaf) {
    static List<PeerTree> of(String lightGbm) {
        String[] trees = lightGbm.substring(0, lightGbm.indexOf("end of trees")).split("\nTree=");
        return Stream.of(trees).skip(1).map(PeerTree::read).toList();
    }

    private static PeerTree read(String text) {
        Map<String, String> fields = new HashMap<>();
        text.lines().filter(line -> line.contains("=")).forEach(line -> {
            int equals = line.indexOf('=');
            fields.put(line.substring(0, equals), line.substring(equals + 1));
        });
        return new PeerTree(
                ints(fields, "split_feature"),
                doubles(fields, "threshold"),
                ints(fields, "left_child"),
                ints(fields, "right_child"),
                ints(fields, "decision_type"),
                doubles(fields, "leaf_value"));
    }

    int splits() {
        return feature.length;
    }

    /** What is above it goes right: the threshold rounded down, which sends every float the same way. */
    float cut(int split) {
        float rounded = (float) threshold[split];
        return rounded > threshold[split] ? Math.nextDown(rounded) : rounded;
    }

    private static int[] ints(Map<String, String> fields, String name) {
        return Arrays.stream(fields.getOrDefault(name, "").split(" "))
                .filter(word -> !word.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private static double[] doubles(Map<String, String> fields, String name) {
        return Arrays.stream(fields.getOrDefault(name, "").split(" "))
                .filter(word -> !word.isEmpty())
                .mapToDouble(word -> word.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(word))
                .toArray();
    }
}
