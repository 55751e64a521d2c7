package dev.fairlead.trees;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputTest {
    private static final double ULPS = 1e-15;

    @Test
    void rankingAndPlainRegressionKeepTheScore() {
        for (String objective :
                List.of("lambdarank", "rank_xendcg", "regression", "quantile alpha:0.5", "huber", "none")) {
            assertEquals(-1.5, one(objective, -1.5));
        }
    }

    @Test
    void binaryIsALogisticCurveOfTheGivenSlope() {
        assertEquals(0.5, one("binary sigmoid:1", 0));
        assertEquals(0.9, one("binary sigmoid:2", Math.log(9) / 2), ULPS);
        assertEquals(0.9, one("cross_entropy", Math.log(9)), ULPS);
    }

    @Test
    void countsAndAmountsAreExponentials() {
        for (String objective : List.of("poisson", "gamma", "tweedie")) {
            assertEquals(7, one(objective, Math.log(7)), 7 * ULPS);
        }
    }

    @Test
    void squareRootRegressionSquaresAndKeepsTheSign() {
        assertEquals(9, one("regression sqrt", 3));
        assertEquals(-9, one("regression sqrt", -3));
        assertEquals(0, one("regression_l1 sqrt", 0));
    }

    @Test
    void crossEntropyLambdaIsSoftplus() {
        assertEquals(Math.log(2), one("cross_entropy_lambda", 0), ULPS);
    }

    @Test
    void multiclassIsASoftmaxPerRowThatDoesNotOverflow() {
        var scores = new double[] {0, Math.log(2), 0, 1000, 1000, 1000};
        model("multiclass num_class:3", 3, false, 3).transform(scores, 2);
        assertArrayEquals(new double[] {.25, .5, .25, 1 / 3., 1 / 3., 1 / 3.}, scores, ULPS);
    }

    @Test
    void oneAgainstAllIsALogisticCurvePerClass() {
        var scores = new double[] {0, Math.log(9), -Math.log(9)};
        model("multiclassova num_class:3 sigmoid:1", 3, false, 3).transform(scores, 1);
        assertArrayEquals(new double[] {.5, .9, .1}, scores, ULPS);
    }

    @Test
    void aRandomForestAveragesItsIterations() {
        var scores = new double[] {4, 8, 12, 1};
        model("regression", 1, true, 4).transform(scores, 3);
        assertArrayEquals(new double[] {1, 2, 3, 1}, scores);
    }

    @Test
    void aModelTrainedWithItsOwnObjectiveHasNone() {
        String text = new GrownModel(1, 1, "lambdarank", false, Collections.nCopies(1, tree())).text();
        var model = TreeEnsemble.parse(text.replace("objective=lambdarank\n", ""));
        assertEquals("none", model.objective());
    }

    private static double one(String objective, double score) {
        var scores = new double[] {score};
        model(objective, 1, false, 1).transform(scores, 1);
        return scores[0];
    }

    private static TreeEnsemble model(String objective, int classes, boolean average, int trees) {
        var grown = new GrownModel(1, classes, objective, average, Collections.nCopies(trees, tree()));
        return TreeEnsemble.parse(grown.text());
    }

    private static GrownTree tree() {
        return new GrownTree(new GrownNode.Constant(1), "num_leaves=1\nnum_cat=0\nleaf_value=1\nshrinkage=1\n\n\n");
    }
}
