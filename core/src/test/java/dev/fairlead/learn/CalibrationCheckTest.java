package dev.fairlead.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationCheckTest {
    private static final float[] EQUAL = {};

    private static double[] scores(Random random, int n) {
        return random.doubles(n, -3, 3).toArray();
    }

    private static float[] labels(Random random, double[] scores, double slope, double base) {
        float[] labels = new float[scores.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = random.nextDouble() < 1 / (1 + Math.exp(-slope * scores[i] - base)) ? 1 : 0;
        }
        return labels;
    }

    @Test
    void scoresThatSaySomethingBeatTheBaseRate() {
        Random random = new Random(1);
        double[] scores = scores(random, 5_000);
        CalibrationCheck check = CalibrationCheck.of(scores, labels(random, scores, 1, -2), EQUAL);
        assertTrue(check.beatsBaseRate(), check.toString());
        assertTrue(check.toString()
                .startsWith("The probabilities foresee outcomes better than the base rate: log loss 0."));
    }

    @Test
    void scoresThatSayNothingDoNot() {
        Random random = new Random(2);
        double[] scores = scores(random, 2_000);
        float[] labels = labels(random, scores, 0, -3);
        CalibrationCheck check = CalibrationCheck.of(scores, labels, EQUAL);
        assertFalse(check.beatsBaseRate(), check.toString());
        assertTrue(Double.isFinite(check.logLoss()));
    }

    @Test
    void theBaseRateIsThatOfTheOtherFifths() {
        double[] scores = {0, 0, 0, 0, 0};
        CalibrationCheck check = CalibrationCheck.of(scores, new float[] {1, 0, 0, 0, 0}, EQUAL);
        // Without the first row no outcome of 4, without another one of 4: (0.5 and 1.5) / 5.
        double expected = (-Math.log(0.1) - 4 * Math.log(0.7)) / 5;
        assertEquals(expected, check.baseRateLogLoss(), 1e-12);
        // One pool: 0.5 / 5 without an outcome, else 1 / 4.
        assertEquals((-Math.log(0.1) - 4 * Math.log(0.75)) / 5, check.logLoss(), 1e-12);
    }

    @Test
    void rowsWeighAsTheySay() {
        Random random = new Random(3);
        double[] scores = scores(random, 500);
        float[] labels = labels(random, scores, 1, 0);
        float[] twice = new float[500];
        Arrays.fill(twice, 2);
        CalibrationCheck once = CalibrationCheck.of(scores, labels, EQUAL);
        assertEquals(once.logLoss(), CalibrationCheck.of(scores, labels, twice).logLoss(), 0.01);
    }

    @Test
    void tooFewRowsBeatNothing() {
        assertFalse(
                CalibrationCheck.of(new double[] {1}, new float[] {1}, EQUAL).beatsBaseRate());
        assertFalse(CalibrationCheck.of(new double[0], new float[0], EQUAL).beatsBaseRate());
    }
}
