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
        while (lines.startsTree()) {
            trees.add(tree(lines, header, trees.size()));
        }
        requireEnd(lines, header, trees.size());
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

    /**
     * A text cut short between two trees is a text of fewer trees to LightGBM; here all of them must have been told, by
     * {@code tree_sizes} or by a line that comes after them.
     */
    private static void requireEnd(ModelLines lines, LightGbmHeader header, int trees) {
        if (header.saysSizes() && trees != header.treeSizes().length || trees % header.classes() != 0) {
            throw ModelFormatException.damaged(
                    Math.max(1, header.sizesLine()),
                    (header.saysSizes()
                                    ? "tree_sizes promises " + header.treeSizes().length + " trees of "
                                    : "num_class asks for trees of ")
                            + header.classes() + " classes and the text has " + trees);
        }
        if (lines.isAtEnd() && !header.saysSizes()) {
            throw ModelFormatException.damaged(
                    lines.number(),
                    "the text stops after Tree=" + (trees - 1) + ", without \"end of trees\" and without tree_sizes");
        }
        if (!lines.isAtEnd() && !lines.endsTrees()) {
            throw ModelFormatException.damaged(
                    lines.number(), Field.quote(lines.line()) + " stands where a tree or the end of trees belongs");
        }
        if (!lines.hasNoFurtherTree()) {
            throw ModelFormatException.damaged(lines.number(), "more trees follow " + Field.quote(lines.line()));
        }
    }

    /** Reads from the line {@code Tree=index}, up to the next line that is not blank after the tree. */
    private static Tree tree(ModelLines lines, LightGbmHeader header, int index) {
        String title = "Tree=" + index;
        int start = lines.number();
        if (!lines.line().equals(title)) {
            throw ModelFormatException.damaged(
                    start, Field.quote(lines.line()) + " stands where " + title + " belongs");
        }
        var section = new Section(title, start, LightGbmTree.KNOWN);
        long size = lines.line().length() + 1L;
        while (lines.advance() && !lines.line().isEmpty()) {
            requireInside(lines, title);
            size += lines.line().length() + 1L;
            section.add(lines.number(), lines.line());
        }
        while (!lines.isAtEnd() && lines.line().isEmpty()) {
            size++;
            lines.advance();
        }
        Tree tree = LightGbmTree.read(section, header.names().size());
        if (header.probabilityLeaves()) {
            requireProbabilities(section.required("leaf_value"), tree);
        }
        requireSize(header, index, size, start);
        return tree;
    }

    /** LightGBM's trees end in blank lines. */
    private static void requireInside(ModelLines lines, String title) {
        if (lines.startsTree() || lines.endsTrees()) {
            throw ModelFormatException.damaged(
                    lines.number(),
                    Field.quote(lines.line()) + " stands within " + title + ", which a blank line ends");
        }
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

    /**
     * LightGBM finds trees by these sizes, so a text that does not keep them is unreadable to it too; but for the last tree,
     * of which it does not see that a line is lost.
     */
    private static void requireSize(LightGbmHeader header, int index, long size, int line) {
        if (index < header.treeSizes().length && header.treeSizes()[index] != size) {
            throw ModelFormatException.damaged(
                    line,
                    "Tree=" + index + " is " + size + " characters long where tree_sizes says "
                            + header.treeSizes()[index]);
        }
    }
}
