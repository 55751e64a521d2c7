package dev.fairlead.trees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.trees.NativeLightGbm.Kind;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random models and rows, scored by every kernel and by LightGBM itself. */
class NativeLightGbmTest {
    private static final int ROWS = 150;

    private final Random random = new Random(11);

    @Test
    void scoresOfGrownModelsAreEqualToTheLastBit() {
        int compared = 0;
        for (int i = 0; i < 150; i++) {
            GrownModel grown = GrownModel.grow(random);
            String objective = grown.classes() == 1 ? "lambdarank" : "multiclass num_class:" + grown.classes();
            compared += compare("grown " + i, grown.with(objective, false), ROWS);
        }
        System.out.println("grown LightGBM models: " + compared + " scores equal to native LightGBM's");
    }

    @Test
    void scoresOfManyTrees() {
        compare("1,000 trees", grown(1000, 30, 31, false), 70);
    }

    @Test
    void scoresOfManyFeatures() {
        compare("2,000 features", grown(60, 2000, 31, true), 70);
    }

    @Test
    void scoresOfDeepTrees() {
        compare("trees of 250 leaves", grown(20, 10, 250, true), 70);
        compare("trees of 1,000 leaves", grown(5, 10, 1000, true), 70);
    }

    private GrownModel grown(int trees, int features, int leaves, boolean categorical) {
        return new GrownModel(
                features,
                1,
                "lambdarank",
                false,
                IntStream.range(0, trees)
                        .mapToObj(_ -> GrownTree.grow(random, features, leaves, categorical, false))
                        .toList());
    }

    private int compare(String name, GrownModel grown, int count) {
        double[] rows = IntStream.range(0, count * grown.features())
                .mapToDouble(_ -> Values.any(random))
                .toArray();
        try (var oracle = new NativeLightGbm(grown.text())) {
            return oracle.requireEqual(name, TreeEnsemble.parse(grown.text()), rows, count);
        }
    }

    @Test
    void predictionsAndLeavesAreThoseOfLightGbm() {
        for (String objective : List.of("binary sigmoid:0.7", "poisson", "regression sqrt", "cross_entropy_lambda")) {
            GrownModel grown = grown(20, 6, 15, false).with(objective, false);
            double[] rows = IntStream.range(0, ROWS * 6)
                    .mapToDouble(_ -> Values.any(random))
                    .toArray();
            TreeEnsemble model = TreeEnsemble.parse(grown.text());
            try (var oracle = new NativeLightGbm(grown.text())) {
                double[] expected = oracle.predict(rows, ROWS, Kind.NORMAL, ROWS);
                var found = new double[ROWS];
                model.predict(rows, ROWS, found);
                for (int i = 0; i < ROWS; i++) {
                    assertEquals(expected[i], found[i], 4 * Math.ulp(expected[i]), objective);
                }
                double[] leaves = oracle.predict(rows, ROWS, Kind.LEAVES, ROWS * model.trees());
                var reached = new int[leaves.length];
                model.leaves(rows, ROWS, reached);
                assertTrue(IntStream.range(0, leaves.length).allMatch(i -> reached[i] == (int) leaves[i]), objective);
            }
        }
    }

    /** Texts of other versions and hands, which LightGBM reads too: the same scores. */
    @Test
    void textsThatLeaveOutOrAddLines() {
        for (int i = 0; i < 20; i++) {
            String text = GrownModel.grow(random).text();
            String unsized = text.replaceFirst("tree_sizes=.*\n", "");
            for (String other : List.of(
                    unsized,
                    text.substring(0, text.indexOf("end of trees")),
                    unsized.replace("end of trees\n", "\nfeature importances:\nColumn_0=3\n"),
                    text.replaceFirst("num_tree_per_iteration=.*\n", ""),
                    text.replaceFirst("label_index", "colour=blue\nlinear\nlabel_index"),
                    unsized.replace("\n", "\r\n"))) {
                TreeEnsemble model = TreeEnsemble.parse(other);
                double[] rows = IntStream.range(0, ROWS * model.features())
                        .mapToDouble(_ -> Values.any(random))
                        .toArray();
                try (var oracle = new NativeLightGbm(other)) {
                    oracle.requireEqual("text " + i, model, rows, ROWS);
                }
            }
        }
    }
}
