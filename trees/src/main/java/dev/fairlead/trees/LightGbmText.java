package dev.fairlead.trees;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Reads and checks a LightGBM model text: header, and trees in the order of the text. */
final class LightGbmText {
    private LightGbmText() {}

    static Model read(String text) {
        var lines = new ModelLines(text);
        LightGbmHeader header = LightGbmHeader.read(lines);
        var trees = new ArrayList<Tree>();
        while (!lines.endsTrees()) {
            trees.add(tree(lines, header, trees.size()));
        }
        if (trees.size() != header.treeSizes().length || trees.size() % header.classes() != 0) {
            throw ModelFormatException.damaged(
                    header.sizesLine(),
                    "tree_sizes promises " + header.treeSizes().length + " trees of " + header.classes()
                            + " classes and the text has " + trees.size());
        }
        return new Model(
                Library.LIGHTGBM,
                "LightGBM text " + header.version(),
                header.names(),
                header.classes(),
                header.objective(),
                header.output(),
                header.average(),
                new double[header.classes()],
                List.copyOf(trees),
                IntStream.range(0, trees.size()).map(i -> i % header.classes()).toArray(),
                header.classes());
    }

    /** Reads from the line {@code Tree=index} up to the line after the tree. */
    private static Tree tree(ModelLines lines, LightGbmHeader header, int index) {
        String title = "Tree=" + index;
        int start = lines.number();
        if (!lines.line().equals(title)) {
            throw ModelFormatException.damaged(
                    start, Field.quote(lines.line()) + " stands where " + title + " belongs");
        }
        var section = new Section(title, start, LightGbmTree.KNOWN);
        long size = lines.line().length() + 1L;
        while (advance(lines, title)) {
            size += lines.line().length() + 1L;
            if (!lines.line().isEmpty()) {
                section.add(lines.number(), lines.line());
            }
        }
        Tree tree = LightGbmTree.read(section, header.names().size());
        if (header.probabilityLeaves()) {
            requireProbabilities(section.required("leaf_value"), tree);
        }
        requireSize(header, index, size, start);
        return tree;
    }

    /** Moves on within a tree; false on the line after it. */
    private static boolean advance(ModelLines lines, String title) {
        if (!lines.advance()) {
            throw ModelFormatException.damaged(
                    lines.number(), "the text stops in or after " + title + ", without \"end of trees\"");
        }
        return !lines.startsTree() && !lines.endsTrees();
    }

    /**
     * LightGBM 2.2.3 changed what the leaves of a random forest hold, from probabilities to raw scores, and not the version
     * of the text. Values outside 0 .. 1 tell the later meaning, which cannot be told from the earlier in every file.
     */
    private static void requireProbabilities(Field leafValue, Tree tree) {
        for (double value : tree.leafValue()) {
            if (!(value >= 0 && value <= 1)) {
                throw ModelFormatException.unsupported(
                        leafValue.line(),
                        "a v2 random forest has the leaf value " + value,
                        "v2 random forests whose leaves are probabilities; train the model again with LightGBM 3 or later");
            }
        }
    }

    /** LightGBM finds trees by these sizes, so a text that does not keep them is unreadable to it too. */
    private static void requireSize(LightGbmHeader header, int index, long size, int line) {
        if (index < header.treeSizes().length && header.treeSizes()[index] != size) {
            throw ModelFormatException.damaged(
                    line,
                    "Tree=" + index + " is " + size + " characters long where tree_sizes says "
                            + header.treeSizes()[index]);
        }
    }
}
