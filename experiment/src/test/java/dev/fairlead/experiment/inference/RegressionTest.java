package dev.fairlead.experiment.inference;

import static dev.fairlead.experiment.inference.Refusal.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Estimate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RegressionTest {
    private static final List<String> NAMES = List.of("one", "treatment", "pre");

    private final Random random = new Random(4);
    private final int n = 60;
    private final double[][] rows = new double[n][];
    private final double[] y = new double[n];
    private final long[] clusters = new long[n];

    /** Clusters of very different sizes, most in one arm, two in both. */
    RegressionTest() {
        var common = new double[12];
        Arrays.setAll(common, g -> random.nextGaussian());
        for (int i = 0; i < n; i++) {
            int g = i < 12 ? i : (int) (12 * Math.pow(random.nextDouble(), 2));
            clusters[i] = g;
            double treated = g < 2 ? random.nextInt(2) : g % 2;
            rows[i] = new double[] {1, treated, random.nextGaussian() + g / 5.0};
            y[i] = 1 + treated + 2 * rows[i][2] + common[g] + (1 + treated) * random.nextGaussian();
        }
    }

    private DesignMatrix design() {
        return new DesignMatrix(NAMES, rows);
    }

    @Test
    void residualsAreOrthogonalToColumns() {
        double[] b = Regression.fit(design(), y).coefficients();
        double[] residuals = Matrix.minus(y, Matrix.multiply(rows, b));
        for (double each : Matrix.multiply(Matrix.transpose(rows), residuals)) {
            assertEquals(0, each, 1e-11);
        }
    }

    /** Without covariates HC2 is the error of Welch's t, and the classical one is Student's. */
    @Test
    void aColumnForTheArmIsADifferenceOfMeans() {
        double[][] arms =
                Arrays.stream(rows).map(row -> new double[] {1, row[1]}).toArray(double[][]::new);
        var control = new Moments();
        var treatment = new Moments();
        for (int i = 0; i < n; i++) {
            (arms[i][1] == 1 ? treatment : control).accept(y[i]);
        }
        Regression fit = Regression.fit(new DesignMatrix(List.of("one", "treatment"), arms), y);
        Estimate welch = Comparison.of(control, treatment).difference();
        assertEquals(welch.value(), fit.estimate("treatment", Robust.HC2).value(), 1e-12);
        assertEquals(
                welch.standardError(), fit.estimate("treatment", Robust.HC2).standardError(), 1e-12);
        Estimate pooled = Comparison.pooled(control, treatment);
        assertEquals(pooled.standardError(), fit.classical("treatment").standardError(), 1e-12);
        assertEquals(pooled.df(), fit.classical("treatment").df());
    }

    /** HC3 is nearly the jackknife, which leaves out one row at a time: (n − 1)/n Σ (b₍ᵢ₎ − mean)². */
    @Test
    void hc3IsNearTheJackknife() {
        var left = new Moments();
        for (int out = 0; out < n; out++) {
            int without = out;
            int[] in = IntStream.range(0, n).filter(i -> i != without).toArray();
            double[][] x = Arrays.stream(in).mapToObj(i -> rows[i]).toArray(double[][]::new);
            double[] z = Arrays.stream(in).mapToDouble(i -> y[i]).toArray();
            left.accept(Regression.fit(new DesignMatrix(NAMES, x), z).coefficients()[1]);
        }
        double jackknife = Math.sqrt(left.squares() * (n - 1) / n);
        double found =
                Regression.fit(design(), y).estimate("treatment", Robust.HC3).standardError();
        assertEquals(jackknife, found, 0.01 * jackknife);
    }

    /** Each row its own cluster: CR0 is HC0 and CR2 is HC2. */
    @Test
    void clustersOfOneRowAreRows() {
        Regression fit = Regression.fit(design(), y);
        ClusterRobust single = fit.clustered(LongStream.range(0, n).toArray());
        assertEquals(
                fit.estimate("pre", Robust.HC0).standardError(),
                single.estimate("pre", ClusterCorrection.CR0).standardError(),
                1e-12);
        assertEquals(
                fit.estimate("pre", Robust.HC2).standardError(),
                single.estimate("pre", ClusterCorrection.CR2).standardError(),
                1e-12);
    }

    /** CR2 with matrices of n × n: A_g = (I − H)_gg^(−1/2) and all P_gh = p_g'p_h. */
    @Test
    void cr2IsTheDefinition() {
        double[][] bread = Cholesky.of(Matrix.multiply(Matrix.transpose(rows), rows), NAMES::get)
                .inverse();
        double[][] hat = Matrix.multiply(Matrix.multiply(rows, bread), Matrix.transpose(rows));
        double[] residuals = Matrix.minus(
                y, Matrix.multiply(rows, Regression.fit(design(), y).coefficients()));
        double[] influence = Matrix.multiply(rows, bread[1]);
        var p = new double[12][n];
        double variance = 0;
        for (int g = 0; g < 12; g++) {
            int cluster = g;
            int[] in = IntStream.range(0, n).filter(i -> clusters[i] == cluster).toArray();
            double[] a = adjusted(hat, in, influence);
            double score = 0;
            for (int i = 0; i < in.length; i++) {
                score += a[i] * residuals[in[i]];
                for (int j = 0; j < n; j++) {
                    p[g][j] += a[i] * ((in[i] == j ? 1 : 0) - hat[in[i]][j]);
                }
            }
            variance += score * score;
        }
        double trace = 0;
        double squares = 0;
        for (double[] one : p) {
            trace += Matrix.dot(one, one);
            for (double[] other : p) {
                squares += Math.pow(Matrix.dot(one, other), 2);
            }
        }
        Estimate found = Regression.fit(design(), y).clustered(clusters).estimate("treatment", ClusterCorrection.CR2);
        assertEquals(Math.sqrt(variance), found.standardError(), 1e-11);
        assertEquals(trace * trace / squares, found.df(), 1e-9);
    }

    /** A_g times the influences of the cluster's rows. */
    private static double[] adjusted(double[][] hat, int[] in, double[] influence) {
        var left = new double[in.length][in.length];
        for (int i = 0; i < in.length; i++) {
            for (int j = 0; j < in.length; j++) {
                left[i][j] = (i == j ? 1 : 0) - hat[in[i]][in[j]];
            }
        }
        Eigen eigen = Eigen.of(left);
        double[][] vectors = Matrix.transpose(eigen.vectors());
        var result = new double[in.length];
        double[] own = Arrays.stream(in).mapToDouble(i -> influence[i]).toArray();
        for (int l = 0; l < in.length; l++) {
            double along = Matrix.dot(vectors[l], own) / Math.sqrt(eigen.values()[l]);
            for (int i = 0; i < in.length; i++) {
                result[i] += along * vectors[l][i];
            }
        }
        return result;
    }

    @Test
    void foldsAreTheRegressionOnRows() {
        for (double offset : new double[] {0, 1e6}) {
            var table = new ClusterRegression(List.of("treatment", "pre"));
            var other = new ClusterRegression(List.of("treatment", "pre"));
            var streamed = new StreamedRegression(List.of("treatment", "pre"));
            var later = new StreamedRegression(List.of("treatment", "pre"));
            for (int i = 0; i < n; i++) {
                (i < 25 ? table : other).accept(clusters[i], y[i] + offset, rows[i][1], rows[i][2] + offset);
            }
            table.merge(other);
            for (long g = 0; g < 12; g++) {
                for (int i = 0; i < n; i++) {
                    if (clusters[i] == g) {
                        (g < 4 ? streamed : later).accept(g, y[i] + offset, rows[i][1], rows[i][2] + offset);
                    }
                }
            }
            streamed.merge(later);
            assertEquals(12, streamed.fit().clusters());
            ClusterRobust naive = Regression.fit(design(), y).clustered(clusters);
            for (String name : List.of("treatment", "pre")) {
                for (ClusterCorrection correction : ClusterCorrection.values()) {
                    assertEstimate(naive.estimate(name, correction), table.fit().estimate(name, correction));
                    if (correction != ClusterCorrection.CR2) {
                        assertEstimate(
                                naive.estimate(name, correction), streamed.fit().estimate(name, correction));
                    }
                }
            }
        }
    }

    private static void assertEstimate(Estimate expected, Estimate found) {
        assertEquals(expected.value(), found.value(), 1e-8);
        assertEquals(expected.standardError(), found.standardError(), 1e-8);
        assertEquals(expected.df(), found.df(), 1e-7);
    }

    /** One treated cluster: CR2 must live with a cluster that alone determines a coefficient, and say so by its error. */
    @Test
    void oneTreatedClusterCannotBeTested() {
        var fold = new ClusterRegression(List.of("treatment"));
        for (int i = 0; i < n; i++) {
            fold.accept(clusters[i], y[i], clusters[i] == 3 ? 1 : 0);
        }
        Estimate lonely = fold.fit().estimate("treatment", ClusterCorrection.CR2);
        assertTrue(lonely.standardError() > 0);
        assertTrue(lonely.df() <= 11, "df " + lonely.df());
    }

    @Test
    void eigenvectorsRebuildTheMatrix() {
        double[][] gram = Matrix.multiply(Matrix.transpose(rows), rows);
        Eigen eigen = Eigen.of(gram);
        double[][] vectors = Matrix.transpose(eigen.vectors());
        var rebuilt = new double[3][3];
        for (int i = 0; i < 3; i++) {
            Matrix.addOuter(rebuilt, eigen.values()[i], vectors[i], vectors[i]);
        }
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                assertEquals(gram[i][j], rebuilt[i][j], 1e-11);
            }
        }
    }

    /** Longley's kind of trouble: columns alike to seven digits; the normal equations would lose all of them. */
    @Test
    void nearlyCollinearColumnsKeepTheirDigits() {
        var x = new double[n][];
        var z = new double[n];
        for (int i = 0; i < n; i++) {
            double t = random.nextGaussian();
            x[i] = new double[] {1, t, t + 1e-7 * random.nextGaussian()};
            z[i] = 1 + 2 * x[i][1] + 3 * x[i][2];
        }
        double[] b = Regression.fit(new DesignMatrix(NAMES, x), z).coefficients();
        assertEquals(2, b[1], 1e-6);
        assertEquals(3, b[2], 1e-6);
    }

    @Test
    void refusesWhatCannotBe() {
        double[][] collinear = Arrays.stream(rows)
                .map(row -> new double[] {1, row[1], 3 - 2 * row[1]})
                .toArray(double[][]::new);
        refused("column pre is a linear function", () -> Regression.fit(new DesignMatrix(NAMES, collinear), y));
        double[][] empty =
                Arrays.stream(rows).map(row -> new double[] {1, 0, row[2]}).toArray(double[][]::new);
        refused("column treatment is 0 in every row", () -> Regression.fit(new DesignMatrix(NAMES, empty), y));
        refused("give more rows", () -> new DesignMatrix(NAMES, new double[3][3]));
        refused("same name", () -> new DesignMatrix(List.of("a", "a"), rows));
        refused(
                "in row 0, column 1 is NaN",
                () -> new DesignMatrix(List.of("a", "b"), new double[][] {{1, Double.NaN}, {1, 1}, {1, 1}}));
        refused("row 1 has 1 values", () -> new DesignMatrix(List.of("a", "b"), new double[][] {{1, 1}, {1}, {1, 1}}));
        refused("as many values of the metric", () -> Regression.fit(design(), new double[2]));
        Regression fit = Regression.fit(design(), y);
        refused("there is no column age", () -> fit.classical("age"));
        refused("as many clusters", () -> fit.clustered(1, 2));
        refused("at least 2 clusters", () -> fit.clustered(new long[n]));
        double[][] own = Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
        for (int i = 0; i < n; i++) {
            own[i][1] = i == 7 ? 1 : 0;
        }
        refused(
                "row 7 alone determines",
                () -> Regression.fit(new DesignMatrix(NAMES, own), y).estimate("pre", Robust.HC2));
        var fold = new ClusterRegression(List.of("treatment", "twice"));
        var streamed = new StreamedRegression(List.of("treatment"));
        for (int i = 0; i < n; i++) {
            fold.accept(clusters[i], y[i], rows[i][1], 2 * rows[i][1]);
            streamed.accept(i, y[i], rows[i][1]);
        }
        refused("column twice is a linear function", fold::fit);
        double[] exact = Arrays.stream(rows)
                .mapToDouble(row -> 0.1 + row[1] / 3 - row[2] / 7)
                .toArray();
        Regression perfect = Regression.fit(design(), exact);
        refused("explain it without error", () -> perfect.estimate("pre", Robust.HC0));
        refused("explain it without error", () -> perfect.clustered(clusters));
        refused("explain it without error", () -> perfect.classical("pre"));
        var perfectFold = new ClusterRegression(List.of("treatment", "pre"));
        for (int i = 0; i < n; i++) {
            perfectFold.accept(clusters[i], exact[i], rows[i][1], rows[i][2]);
        }
        refused("explain it without error", perfectFold::fit);
        refused("ClusterRegression have", () -> streamed.fit().estimate("treatment", ClusterCorrection.CR2));
        refused("no row", () -> new ClusterRegression(List.of("a")).fit());
        refused("do not merge", () -> fold.merge(new ClusterRegression(List.of("a"))));
        refused("is NaN", () -> streamed.accept(n, Double.NaN, 1));
    }
}
