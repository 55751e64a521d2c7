package dev.fairlead.experiment.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Estimate;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Error rates over many experiments whose truth is known; limits are four binomial standard errors. */
class SimulationTest {
    private static final int RUNS = 1500;

    private final Random random = new Random(8);

    private static double share(BooleanSupplier event) {
        int count = 0;
        for (int run = 0; run < RUNS; run++) {
            count += event.getAsBoolean() ? 1 : 0;
        }
        return count / (double) RUNS;
    }

    private static void assertRate(double expected, double found) {
        assertEquals(expected, found, 4 * Math.sqrt(expected * (1 - expected) / RUNS));
    }

    /** The 95 % interval covers the truth as often as it says, which is the type I error where the truth is 0. */
    private static void assertCovers(double truth, Supplier<Estimate> experiment) {
        assertRate(0.95, share(() -> experiment.get().p(truth) > 0.05));
    }

    private Moments normal(int n, double mean, double deviation) {
        var moments = new Moments();
        for (int i = 0; i < n; i++) {
            moments.accept(mean + deviation * random.nextGaussian());
        }
        return moments;
    }

    private Proportion binomial(int n, double p) {
        var counts = new Counts();
        for (int i = 0; i < n; i++) {
            counts.accept(random.nextDouble() < p);
        }
        return counts.proportion();
    }

    @Test
    void welchWithUnequalVariances() {
        assertCovers(0, () -> Comparison.of(normal(15, 3, 4), normal(40, 3, 1)).difference());
        assertCovers(
                0.5, () -> Comparison.of(normal(15, 3, 1), normal(40, 3.5, 1)).difference());
    }

    @Test
    void liftOfMeans() {
        assertCovers(
                0.2,
                () -> Comparison.of(normal(60, 5, 1), normal(60, 6, 2)).lift().estimate());
        assertRate(
                0.95,
                share(() -> Comparison.of(normal(60, 5, 1), normal(60, 6, 2))
                        .lift()
                        .fieller(0.95)
                        .contains(0.2)));
    }

    @Test
    void zTestOfProportions() {
        assertRate(
                0.05,
                share(() -> new TwoProportions(binomial(400, 0.2), binomial(300, 0.2))
                                .pooled()
                                .p(0)
                        <= 0.05));
    }

    @Test
    void newcombeWithFewSuccesses() {
        assertRate(
                0.95,
                share(() -> new TwoProportions(binomial(150, 0.04), binomial(150, 0.09))
                        .newcombe(0.95)
                        .contains(0.05)));
    }

    @Test
    void nonInferiorityAtTheMargin() {
        assertRate(
                0.025,
                share(() -> new NonInferiority(
                                        Comparison.of(normal(30, 5, 2), normal(30, 4.5, 2))
                                                .difference(),
                                        0.5,
                                        Better.HIGHER)
                                .p()
                        <= 0.025));
    }

    /** Impressions per user vary, and users differ in how they click. */
    private CoMoments clicks(int users) {
        var moments = new CoMoments(2);
        for (int i = 0; i < users; i++) {
            int impressions = 1 + random.nextInt(8);
            double taste = 0.1 + 0.4 * random.nextDouble();
            int clicks = 0;
            for (int j = 0; j < impressions; j++) {
                clicks += random.nextDouble() < taste ? 1 : 0;
            }
            moments.accept(clicks, impressions);
        }
        return moments;
    }

    @Test
    void ratioOfClicksToImpressions() {
        assertCovers(
                0,
                () -> Comparison.of(new Metric.Ratio(0, 1), clicks(80), clicks(120))
                        .difference());
    }

    /** Metric and covariate, with a slope per arm. */
    private CoMoments covariate(int n, double effect, double slope) {
        var moments = new CoMoments(2);
        for (int i = 0; i < n; i++) {
            double x = 10 + random.nextGaussian();
            moments.accept(effect + slope * (x - 10) + random.nextGaussian(), x);
        }
        return moments;
    }

    @Test
    void cuped() {
        assertCovers(
                0.3,
                () -> Cuped.pooledWithin(covariate(60, 0, 2), covariate(90, 0.3, 2))
                        .comparison()
                        .difference());
        assertCovers(
                0,
                () -> Cuped.pooledOverall(covariate(60, 0, 2), covariate(90, 0, 2))
                        .comparison()
                        .difference());
    }

    @Test
    void interactedWithUnequalSlopes() {
        assertCovers(
                0.3,
                () -> InteractedAdjustment.of(covariate(40, 0, 0), covariate(120, 0.3, 3))
                        .difference());
    }

    /** Clusters of 2 to 12 rows that share a part. */
    private void clusters(ClusterRegression fold, ClusterMoments[] arms, int clusters) {
        for (int g = 0; g < clusters; g++) {
            int arm = g % 3 == 0 ? 1 : 0;
            double common = random.nextGaussian();
            int size = 2 + random.nextInt(11);
            for (int i = 0; i < size; i++) {
                double y = common + random.nextGaussian();
                fold.accept(g, y, arm);
                arms[arm].accept(g, y);
            }
        }
    }

    @Test
    void cr2WithFewClusters() {
        int[] rejected = new int[2];
        for (int run = 0; run < RUNS; run++) {
            var fold = new ClusterRegression(List.of("treatment"));
            clusters(fold, new ClusterMoments[] {new ClusterMoments(1), new ClusterMoments(1)}, 15);
            ClusterRobust fit = fold.fit();
            rejected[0] += fit.estimate("treatment", ClusterCorrection.CR2).p(0) <= 0.05 ? 1 : 0;
            rejected[1] += fit.estimate("treatment", ClusterCorrection.CR0).p(0) <= 0.05 ? 1 : 0;
        }
        assertRate(0.05, rejected[0] / (double) RUNS);
        assertTrue(rejected[1] > 1.5 * rejected[0], "CR0 rejected " + rejected[1]);
    }

    @Test
    void clusterMeansWithManyClusters() {
        assertCovers(0, () -> {
            var arms = new ClusterMoments[] {new ClusterMoments(1), new ClusterMoments(1)};
            clusters(new ClusterRegression(List.of("treatment")), arms, 60);
            return ClusterMeans.of(arms[0], arms[1]).comparison().difference();
        });
    }

    /** Covariates of rows, clusters that were assigned whole: CUPED of linearized means. */
    @Test
    void adjustedClusterMeans() {
        assertCovers(0.5, () -> {
            var arms = new ClusterMoments[] {new ClusterMoments(2), new ClusterMoments(2)};
            for (int g = 0; g < 40; g++) {
                double common = random.nextGaussian();
                for (int i = random.nextInt(4); i < 5; i++) {
                    double x = common + random.nextGaussian();
                    arms[g % 2].accept(g, 100 + g % 2 * 0.5 + x + common / 2 + random.nextGaussian(), x);
                }
            }
            Cuped cuped = Cuped.pooledWithin(arms[0].linearized(), arms[1].linearized());
            assertTrue(cuped.varianceReduction() > 0.3);
            return cuped.comparison().difference();
        });
    }

    @Test
    void riskDifferenceOfALogisticModel() {
        assertCovers(0, () -> {
            var rows = new double[120][];
            var y = new boolean[120];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = new double[] {1, i % 2, random.nextGaussian()};
                y[i] = random.nextDouble() < Logistic.probability(rows[i][2] - 0.3);
            }
            return Logistic.fit(new DesignMatrix(List.of("one", "t", "x"), rows), y)
                    .riskDifference("t");
        });
    }
}
