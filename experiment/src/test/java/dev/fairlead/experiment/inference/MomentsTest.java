package dev.fairlead.experiment.inference;

import static dev.fairlead.experiment.inference.Refusal.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MomentsTest {
    private final Random random = new Random(1);

    private double[][] rows(int n, double offset) {
        var rows = new double[n][3];
        for (double[] row : rows) {
            row[0] = offset + random.nextGaussian();
            row[1] = 2 * row[0] + random.nextGaussian();
            row[2] = random.nextInt(5) - row[1] / 3;
        }
        return rows;
    }

    /** Two passes: means first, then products of distances from them; exact sums of offsets that cancel. */
    private static double covariance(double[][] rows, int i, int j) {
        double[] first = rows[0];
        double mi = Arrays.stream(rows).mapToDouble(row -> row[i] - first[i]).sum() / rows.length;
        double mj = Arrays.stream(rows).mapToDouble(row -> row[j] - first[j]).sum() / rows.length;
        return Arrays.stream(rows)
                        .mapToDouble(row -> (row[i] - first[i] - mi) * (row[j] - first[j] - mj))
                        .sum()
                / (rows.length - 1);
    }

    private static CoMoments folded(double[][] rows) {
        var moments = new CoMoments(3);
        for (double[] row : rows) {
            moments.accept(row);
        }
        return moments;
    }

    private static void assertSame(double[][] rows, CoMoments moments, double tolerance) {
        assertEquals(rows.length, moments.n());
        for (int i = 0; i < 3; i++) {
            double mean = 0;
            for (double[] row : rows) {
                mean += row[i] / rows.length;
            }
            assertEquals(mean, moments.mean(i), 1e-12 * Math.max(1, Math.abs(mean)));
            assertEquals(covariance(rows, i, i), moments.moments(i).variance(), tolerance);
            for (int j = 0; j < 3; j++) {
                assertEquals(covariance(rows, i, j), moments.covariance(i, j), tolerance);
            }
        }
    }

    @Test
    void foldIsTwoPasses() {
        double[][] rows = rows(500, 3);
        assertSame(rows, folded(rows), 1e-12);
    }

    @Test
    void anOffsetOfABillionLosesNothing() {
        double[][] rows = rows(2000, 1e9);
        assertSame(rows, folded(rows), 1e-5);
        var metric = new Moments();
        for (double[] row : rows) {
            metric.accept(row[0]);
        }
        assertEquals(covariance(rows, 0, 0), metric.variance(), 1e-6);
    }

    @Test
    void mergedPartsAreTheWhole() {
        for (int run = 0; run < 50; run++) {
            double[][] rows = rows(3 + random.nextInt(40), 100);
            int cut = random.nextInt(rows.length + 1);
            CoMoments merged = folded(Arrays.copyOfRange(rows, 0, cut));
            merged.merge(folded(Arrays.copyOfRange(rows, cut, rows.length)));
            assertSame(rows, merged, 1e-9);
            double[] metric = Arrays.stream(rows).mapToDouble(row -> row[0]).toArray();
            Moments left = Moments.of(Arrays.copyOfRange(metric, 0, cut));
            left.merge(Moments.of(Arrays.copyOfRange(metric, cut, metric.length)));
            assertEquals(Moments.of(metric).variance(), left.variance(), 1e-12);
            assertEquals(Moments.of(metric).mean(), left.mean(), 1e-12);
        }
    }

    @Test
    void countsMerge() {
        var left = new Counts();
        left.accept(true);
        left.accept(false);
        var right = new Counts();
        right.accept(true);
        left.merge(right);
        assertEquals(new Proportion(2, 3), left.proportion());
    }

    @Test
    void summariesAreWhatTheySay() {
        double[][] rows = rows(20, 5);
        CoMoments folded = folded(rows);
        var covariance = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                covariance[i][j] = folded.covariance(i, j);
            }
        }
        double[] means = {folded.mean(0), folded.mean(1), folded.mean(2)};
        assertSame(rows, CoMoments.summarized(20, means, covariance), 1e-12);
        Moments one = Moments.summarized(20, folded.mean(1), folded.covariance(1, 1));
        assertEquals(folded.moments(1).estimate().variance(), one.estimate().variance(), 1e-15);
    }

    /** The gradient against finite differences of the metric at other means. */
    @Test
    void ratiosAreLinearizedAtTheMeans() {
        CoMoments arm = folded(rows(30, 4));
        var ratio = new Metric.Ratio(0, 1);
        double[] gradient = ratio.gradient(arm);
        double h = 1e-6;
        assertEquals(((arm.mean(0) + h) / arm.mean(1) - (arm.mean(0) - h) / arm.mean(1)) / (2 * h), gradient[0], 1e-8);
        assertEquals((arm.mean(0) / (arm.mean(1) + h) - arm.mean(0) / (arm.mean(1) - h)) / (2 * h), gradient[1], 1e-8);
        assertEquals(0, gradient[2]);
    }

    @Test
    void refusesWhatCannotBe() {
        refused("is NaN", () -> new Moments().accept(Double.NaN));
        refused("is Infinity", () -> new CoMoments(2).accept(1, Double.POSITIVE_INFINITY));
        refused("has 2 values here, not 1", () -> new CoMoments(2).accept(1));
        refused("at least 1 value", () -> new CoMoments(0));
        refused("no unit", () -> new Moments().mean());
        refused("at least 2 units", () -> Moments.of(1).variance());
        refused("cannot be -1", () -> Moments.summarized(5, 0, -1));
        refused("symmetric", () -> CoMoments.summarized(5, new double[2], new double[][] {{1, 0}, {0.5, 1}}));
        refused("do not merge", () -> new CoMoments(2).merge(new CoMoments(3)));
        refused(
                "denominator",
                () -> new Metric.Ratio(0, 1).value(CoMoments.summarized(2, new double[2], new double[2][2])));
    }
}
