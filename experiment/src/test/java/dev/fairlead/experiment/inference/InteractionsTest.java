package dev.fairlead.experiment.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Multiplicity;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InteractionsTest {
    private static final int N = 400;

    private final SplittableRandom random = new SplittableRandom(5);
    private final int[] a = new int[N];
    private final int[] b = new int[N];
    private final double[] y = new double[N];
    private final double[] below = new double[N];

    private Interactions drawn() {
        Interactions interactions = new Interactions(
                List.of("control", "bold"),
                List.of("none", "coupon"),
                List.of(
                        new Interactions.Measured("spend", new Metric.Mean(0)),
                        new Interactions.Measured("rate", new Metric.Ratio(0, 1))));
        for (int i = 0; i < N; i++) {
            a[i] = random.nextInt(3) == 0 ? 1 : 0;
            b[i] = random.nextInt(2);
            y[i] = (1 + a[i] + 2 * b[i]) * random.nextExponential() + 3 * a[i] * b[i];
            below[i] = 1 + random.nextInt(4);
            interactions.accept(0, a[i], b[i], y[i], 1);
            interactions.accept(1, a[i], b[i], y[i], below[i]);
        }
        return interactions;
    }

    private double[] cell(double[] values, int one, int other) {
        double[] found = new double[N];
        int n = 0;
        for (int i = 0; i < N; i++) {
            if (a[i] == one && b[i] == other) {
                found[n++] = values[i];
            }
        }
        return Arrays.copyOf(found, n);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1.0) / values.length;
    }

    @Test
    void theDifferenceOfDifferencesIsTheNaiveOne() {
        Interactions.Found spend = drawn().found(Multiplicity.HOLM).getFirst();
        double value = mean(cell(y, 1, 1)) - mean(cell(y, 0, 1)) - mean(cell(y, 1, 0)) + mean(cell(y, 0, 0));
        double variance =
                variance(cell(y, 1, 1)) + variance(cell(y, 0, 1)) + variance(cell(y, 1, 0)) + variance(cell(y, 0, 0));
        assertEquals(value, spend.estimate().value(), 1e-12);
        assertEquals(Math.sqrt(variance), spend.estimate().standardError(), 1e-12);
        assertArrayEquals(
                new long[] {cell(y, 0, 0).length, cell(y, 1, 0).length, cell(y, 0, 1).length, cell(y, 1, 1).length},
                spend.units());
        assertEquals("bold coupon spend", spend.first() + " " + spend.second() + " " + spend.metric());
    }

    @Test
    void itIsTheProductsCoefficientInARegressionWithRobustErrors() {
        Interactions.Found spend = drawn().found(Multiplicity.HOLM).getFirst();
        double[][] rows = new double[N][];
        Arrays.setAll(rows, i -> new double[] {1, a[i], b[i], a[i] * b[i]});
        Estimate product = Regression.fit(new DesignMatrix(List.of("1", "a", "b", "ab"), rows), y)
                .estimate("ab", Robust.HC2);
        assertEquals(product.value(), spend.estimate().value(), 1e-10);
        assertEquals(product.standardError(), spend.estimate().standardError(), 1e-10);
    }

    /** The delta method by hand: residuals of each cell over its mean denominator. */
    @Test
    void ratiosHaveTheErrorOfTheDeltaMethod() {
        Interactions.Found rate = drawn().found(Multiplicity.HOLM).getLast();
        double value = 0;
        double variance = 0;
        for (int one = 0; one < 2; one++) {
            for (int other = 0; other < 2; other++) {
                double[] above = cell(y, one, other);
                double[] under = cell(below, one, other);
                double ratio = mean(above) / mean(under);
                double[] residuals = new double[above.length];
                Arrays.setAll(residuals, i -> (above[i] - ratio * under[i]) / mean(under));
                value += (one == other ? 1 : -1) * ratio;
                variance += variance(residuals);
            }
        }
        assertEquals(value, rate.estimate().value(), 1e-12);
        assertEquals(Math.sqrt(variance), rate.estimate().standardError(), 1e-12);
    }

    @Test
    void pValuesAreAdjustedOverPairsAndMetricsTogether() {
        List<Interactions.Found> found = drawn().found(Multiplicity.HOLM);
        double[] p = found.stream().mapToDouble(Interactions.Found::p).toArray();
        assertArrayEquals(
                Multiplicity.HOLM.adjust(p),
                found.stream().mapToDouble(Interactions.Found::adjusted).toArray());
        assertTrue(p[0] < 0.01, "an interaction of 3 is planted: " + p[0]);
    }

    @Test
    void emptyCellsAndWhatDoesNotVaryAreLeftOut() {
        Interactions interactions = new Interactions(
                List.of("c", "t", "u"), List.of("c", "t"), List.of(new Interactions.Measured("m", new Metric.Mean(0))));
        for (int i = 0; i < 20; i++) {
            interactions.accept(0, i % 2, i / 2 % 2, 1, 1);
        }
        assertEquals(List.of(), interactions.found(Multiplicity.HOLM));
        assertThrows(
                IllegalArgumentException.class, () -> new Interactions(List.of("c"), List.of("c", "t"), List.of()));
    }
}
