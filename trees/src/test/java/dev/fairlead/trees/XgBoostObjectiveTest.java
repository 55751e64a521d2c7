package dev.fairlead.trees;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The trees of these models are leaves of value 0, so the raw score is what base_score becomes. */
class XgBoostObjectiveTest {
    private static final double FLOAT = 1e-7;

    @Test
    void scoresOnTheScaleOfTheLabelStayAsTheyAre() {
        for (String objective : List.of(
                "reg:squarederror",
                "reg:linear",
                "reg:squaredlogerror",
                "reg:pseudohubererror",
                "reg:absoluteerror",
                "reg:quantileerror",
                "rank:pairwise",
                "rank:ndcg",
                "rank:map",
                "binary:logitraw")) {
            assertEquals(0.2f, raw(objective, 0.2f), objective);
            assertEquals(-3, converted(objective, -3), objective);
        }
    }

    @Test
    void probabilitiesStartFromTheirLogit() {
        for (String objective : List.of("reg:logistic", "binary:logistic")) {
            assertEquals(Math.log(0.25), raw(objective, 0.2f), 2 * FLOAT, objective);
            assertEquals(0, raw(objective, 0.5f), objective);
            assertEquals(0.2, converted(objective, Math.log(0.25)), FLOAT, objective);
        }
    }

    @Test
    void meansStartFromTheirLogarithm() {
        for (String objective : List.of("count:poisson", "reg:gamma", "reg:tweedie", "survival:cox", "survival:aft")) {
            assertEquals(Math.log(7), raw(objective, 7), 2 * FLOAT, objective);
            assertEquals(7, converted(objective, Math.log(7)), 7 * FLOAT, objective);
        }
    }

    /** As XGBoost 3.4 starts and predicts with base_score [0.5, 0.500001, 0.8] and no trees: its own numbers. */
    @Test
    void expectilesRise() {
        var scores = new double[3];
        TreeEnsemble model = model("reg:expectileerror", 3, List.of(0.5f, 0.500001f, 0.8f));
        model.raw(new float[1], 1, scores);
        assertArrayEquals(new double[] {0.5, -13.81551, -1.0502334}, scores, 1e-5);
        model.transform(scores, 1);
        assertArrayEquals(new double[] {0.5, 0.500002, 0.800001}, scores, 1e-7);
        assertEquals(-3, converted("reg:expectileerror", -3));
        assertEquals(0.2f, raw("reg:expectileerror", 0.2f));
    }

    @Test
    void hingeIsOneAboveZero() {
        assertEquals(0.2f, raw("binary:hinge", 0.2f));
        assertEquals(1, converted("binary:hinge", 0.1));
        assertEquals(0, converted("binary:hinge", 0));
        assertEquals(0, converted("binary:hinge", -1));
    }

    @Test
    void softprobGivesProbabilities() {
        var scores = new double[] {0, Math.log(2), 0};
        TreeEnsemble model = model("multi:softprob", 3, List.of(0.5f));
        model.transform(scores, 1);
        assertArrayEquals(new double[] {.25, .5, .25}, scores, 1e-15);
        assertEquals(3, model.outputs());
    }

    /** As XGBoost predicts, one number a row. */
    @Test
    void softmaxGivesTheClass() {
        var scores = new double[] {0, 1, -1, 2, 2, 0, -1, -3, -0.5};
        TreeEnsemble model = model("multi:softmax", 3, List.of(0.5f));
        model.transform(scores, 3);
        assertArrayEquals(new double[] {1, 0, 2}, Arrays.copyOf(scores, 3));
        assertEquals(1, model.outputs());
    }

    @Test
    void eachClassMayHaveItsBaseScore() {
        var scores = new double[3];
        model("multi:softprob", 3, List.of(0.5f, 0.25f, -1f)).raw(new float[1], 1, scores);
        assertArrayEquals(new double[] {0.5, 0.25, -1}, scores);
        model("multi:softprob", 3, List.of(0.5f)).raw(new float[1], 1, scores);
        assertArrayEquals(new double[] {0.5, 0.5, 0.5}, scores);
        var bracketed = model("binary:logistic", 1, List.of(0.5f));
        assertEquals(0, bracketed.raw(new float[1], 0));
    }

    @Test
    void oneBaseScoreMayStandInBrackets() {
        String text = grown("reg:squarederror", 1, List.of(0.5f)).json();
        assertEquals(
                0.25,
                TreeEnsemble.parse(text.replace("\"0.5\"", "\"[2.5E-1]\"")).raw(new float[1], 0));
    }

    /** A target is a score per row as a class is. */
    @Test
    void severalTargetsAreSeveralScores() {
        String text = grown("reg:squarederror", 3, List.of(0.5f))
                .json()
                .replace("\"num_class\":\"3\",\"num_feature\"", "\"num_class\":\"0\",\"num_feature\"")
                .replace("\"num_target\":\"1\"", "\"num_target\":\"3\"");
        assertEquals(3, TreeEnsemble.parse(text).classes());
    }

    private static double raw(String objective, float base) {
        return model(objective, 1, List.of(base)).raw(new float[1], 0);
    }

    private static double converted(String objective, double score) {
        var scores = new double[] {score};
        model(objective, 1, List.of(0.5f)).transform(scores, 1);
        return scores[0];
    }

    private static TreeEnsemble model(String objective, int classes, List<Float> base) {
        return TreeEnsemble.parse(grown(objective, classes, base).json());
    }

    private static GrownXgBoost grown(String objective, int classes, List<Float> base) {
        GrownXgBoostTree tree = GrownXgBoostTree.grow(new Random(1), 1, 1, false);
        tree.condition()[0] = 0;
        return new GrownXgBoost(
                1, List.of(), classes, 1, objective, base, List.of(), Collections.nCopies(classes, tree));
    }
}
