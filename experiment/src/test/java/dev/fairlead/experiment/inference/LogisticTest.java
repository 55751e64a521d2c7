package dev.fairlead.experiment.inference;

import static dev.fairlead.experiment.inference.Refusal.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.experiment.Estimate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class LogisticTest {
    private static final List<String> NAMES = List.of("one", "treatment", "pre");

    private final Random random = new Random(7);
    private final double[][] rows = new double[300][];
    private final boolean[] y = new boolean[300];

    LogisticTest() {
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {1, random.nextInt(2), random.nextGaussian()};
            y[i] = random.nextDouble() < Logistic.probability(-0.5 + 0.7 * rows[i][1] + rows[i][2]);
        }
    }

    private static DesignMatrix arms(int n) {
        var rows = new double[2 * n][];
        Arrays.setAll(rows, i -> new double[] {1, i % 2});
        return new DesignMatrix(List.of("one", "treatment"), rows);
    }

    private static boolean[] where(int n, IntPredicate outcome) {
        var outcomes = new boolean[n];
        for (int i = 0; i < n; i++) {
            outcomes[i] = outcome.test(i);
        }
        return outcomes;
    }

    /** One column of arms: the logarithm of the odds ratio, with Woolf's error (1955). */
    @Test
    void oneColumnIsATwoByTwoTable() {
        boolean[] outcomes = where(200, i -> i / 2 < (i % 2 == 0 ? 30 : 45));
        Logistic fit = Logistic.fit(arms(100), outcomes);
        Estimate odds = fit.estimate("treatment");
        assertEquals(Math.log(45 / 55.0 / (30 / 70.0)), odds.value(), 1e-12);
        assertEquals(Math.sqrt(1 / 45.0 + 1 / 55.0 + 1 / 30.0 + 1 / 70.0), odds.standardError(), 1e-12);
        assertEquals(odds.standardError(), fit.robust("treatment").standardError(), 1e-12);
        Estimate wald = new TwoProportions(new Proportion(30, 100), new Proportion(45, 100))
                .comparison()
                .difference();
        Estimate risk = fit.riskDifference("treatment");
        assertEquals(wald.value(), risk.value(), 1e-12);
        assertEquals(wald.standardError(), risk.standardError(), 1e-12);
    }

    /** The score X'(y − p) is 0 at the maximum, and the likelihood is less around it. */
    @Test
    void theScoreIsZero() {
        Logistic fit = Logistic.fit(new DesignMatrix(NAMES, rows), y);
        var score = new double[3];
        for (int i = 0; i < rows.length; i++) {
            double residual = (y[i] ? 1 : 0) - Logistic.probability(Matrix.dot(rows[i], fit.coefficients()));
            for (int j = 0; j < 3; j++) {
                score[j] += rows[i][j] * residual;
            }
        }
        for (double each : score) {
            assertEquals(0, each, 1e-10);
        }
        assertEquals(-2 * fit.logLikelihood(), fit.deviance());
    }

    @Test
    void clustersOfOneRowAreRows() {
        Logistic fit = Logistic.fit(new DesignMatrix(NAMES, rows), y);
        var ids = new long[rows.length];
        Arrays.setAll(ids, i -> i);
        assertEquals(
                fit.robust("pre").standardError(),
                fit.clustered(ids).estimate("pre", ClusterCorrection.CR0).standardError(),
                1e-12);
    }

    @Test
    void errorOfTheRiskDifferenceIsTheBootstraps() {
        double found = Logistic.fit(new DesignMatrix(NAMES, rows), y)
                .riskDifference("treatment")
                .standardError();
        var bootstrap = new Moments();
        for (int run = 0; run < 400; run++) {
            var again = new double[rows.length][];
            var outcomes = new boolean[rows.length];
            for (int i = 0; i < rows.length; i++) {
                int drawn = random.nextInt(rows.length);
                again[i] = rows[drawn];
                outcomes[i] = y[drawn];
            }
            bootstrap.accept(Logistic.fit(new DesignMatrix(NAMES, again), outcomes)
                    .riskDifference("treatment")
                    .value());
        }
        double error = Math.sqrt(bootstrap.variance());
        assertEquals(error, found, 0.1 * error);
    }

    @Test
    void farFetchedCovariatesAreNoSeparation() {
        double[][] wide = Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
        for (double[] row : wide) {
            row[2] *= 1e4;
        }
        double[] expected = Logistic.fit(new DesignMatrix(NAMES, rows), y).coefficients();
        double[] found = Logistic.fit(new DesignMatrix(NAMES, wide), y).coefficients();
        assertEquals(expected[1], found[1], 1e-9);
        assertEquals(expected[2] / 1e4, found[2], 1e-12);
    }

    @Test
    void separationIsSaid() {
        boolean[] complete = where(rows.length, i -> rows[i][2] > 0.3);
        refused("in which pre counts most", () -> Logistic.fit(new DesignMatrix(NAMES, rows), complete));
        boolean[] quasi = where(100, i -> i % 2 == 1 && i % 3 == 0);
        refused("the outcomes are separated", () -> Logistic.fit(arms(50), quasi));
        refused("the outcomes are separated", () -> Logistic.fit(arms(50), new boolean[100]));
    }

    @Test
    void refusesWhatCannotBe() {
        refused("as many outcomes", () -> Logistic.fit(arms(50), true));
        Logistic fit = Logistic.fit(new DesignMatrix(NAMES, rows), y);
        refused("must be 0 or 1", () -> fit.riskDifference("pre"));
        refused("there is no column age", () -> fit.estimate("age"));
        refused("CR2 needs", () -> fit.clustered(halves()).estimate("pre", ClusterCorrection.CR2));
        double[][] twice = Arrays.stream(rows)
                .map(row -> new double[] {1, row[2], 2 * row[2]})
                .toArray(double[][]::new);
        refused("column pre is a linear function", () -> Logistic.fit(new DesignMatrix(NAMES, twice), y));
    }

    private long[] halves() {
        var ids = new long[rows.length];
        Arrays.setAll(ids, i -> i % 2);
        return ids;
    }
}
