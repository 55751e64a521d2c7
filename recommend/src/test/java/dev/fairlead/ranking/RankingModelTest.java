package dev.fairlead.ranking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.learn.Isotonic;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RankingModelTest {
    private static final float[] ROWS = {1, 9, 5, 1, 3.5f, Float.NaN, Float.NaN, 6};
    private static final double[] UNKNOWN = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
    private static final Isotonic FLAT = new Isotonic(new double[] {0}, new double[] {0.5});

    @Test
    void scoresAreSumsOfTreesAndCalibratedProbabilities() {
        Scores scores = Stumps.model(Objective.EXPECTED_MARGIN).score(ROWS, UNKNOWN, UNKNOWN);
        assertArrayEquals(new double[] {-0.5, 0.75, 0.75, -0.5}, scores.ranker());
        double high = 1 / 3.0 + (0.125 - 0.1) / 0.9 * (0.5 - 1 / 3.0);
        assertArrayEquals(new double[] {0.1, high, 0.1, 0.1}, scores.probability(), 1e-12);
    }

    @Test
    void expectedMarginIsProbabilityTimesPriceTimesMargin() {
        double[] prices = {10, 20, Double.NaN, 40};
        double[] margins = {0.5, Double.NaN, 0.1, -0.2};
        Scores scores = Stumps.model(Objective.EXPECTED_MARGIN).score(ROWS, prices, margins);
        double[] p = scores.probability();
        assertArrayEquals(
                new double[] {p[0] * 10 * 0.5, p[1] * 20, p[2] * 20 * 0.1, p[3] * 40 * -0.2}, scores.value(), 1e-12);
    }

    @Test
    void relevanceIsTheMeanOfTheTwoShares() {
        Scores scores = Stumps.model(Objective.RELEVANCE).score(ROWS, UNKNOWN, UNKNOWN);
        double[] raw = {-2, 0.125, -2, -2};
        double rank = 0;
        double odds = 0;
        for (int i = 0; i < 4; i++) {
            rank += Math.exp(scores.ranker()[i]);
            odds += 1 / (1 + Math.exp(-raw[i]));
        }
        double total = 0;
        for (int i = 0; i < 4; i++) {
            double expected = Math.exp(scores.ranker()[i]) / rank / 2 + 1 / (1 + Math.exp(-raw[i])) / odds / 2;
            assertEquals(expected, scores.value()[i], 1e-12);
            total += scores.value()[i];
        }
        assertEquals(1, total, 1e-12);
    }

    @Test
    void anEmptyListHasNoScores() {
        for (Objective objective : Objective.values()) {
            assertEquals(
                    0,
                    Stumps.model(objective)
                            .score(new float[0], new double[0], new double[0])
                            .value()
                            .length);
        }
    }

    @Test
    void importanceIsTheMeanShareOfGain() {
        assertArrayEquals(
                new double[] {(1 / 3.0 + 1) / 2, (2 / 3.0 + 0) / 2},
                Stumps.model(Objective.RELEVANCE).importance(),
                1e-12);
    }

    @Test
    void treesOfAnotherWidthAreRefused() {
        String two = Stumps.ranker(2).split(0, 1, 2, 3).text();
        String three = Stumps.ranker(3).split(0, 1, 2, 3).text();
        List<String> features = List.of("a", "b");
        for (String[] pair : new String[][] {{two, three}, {three, two}, {three, three}}) {
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class,
                    () -> new RankingModel(features, "f", Objective.RELEVANCE, pair[0], pair[1], FLAT));
            assertTrue(String.valueOf(refused.getMessage()).contains("3 columns"));
        }
        new RankingModel(features, "f", Objective.RELEVANCE, two, two, FLAT);
    }

    @Test
    void rowsOfAnotherWidthAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Stumps.model(Objective.RELEVANCE).score(new float[7], UNKNOWN, UNKNOWN));
    }
}
