package dev.fairlead.calibration;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.inference.ClusterCorrection;
import dev.fairlead.experiment.inference.ClusterMeans;
import dev.fairlead.experiment.inference.ClusterMoments;
import dev.fairlead.experiment.inference.ClusterRegression;
import dev.fairlead.experiment.inference.ClusterRobust;
import dev.fairlead.experiment.inference.Comparison;
import dev.fairlead.experiment.inference.DesignMatrix;
import dev.fairlead.experiment.inference.Logistic;
import dev.fairlead.experiment.inference.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Tests of means of rows where whole clusters were assigned. */
final class ClusterTests {
    private static final String FEW = "not for few clusters: read CR2";

    private ClusterTests() {}

    static List<Study<?>> studies() {
        return List.of(many(), few(), logistic());
    }

    /** Rows of clusters of 1 to 9 rows, which share a part of their values, in every fold that takes them. */
    static final class Clustered implements Growing {
        private final int clusters;
        private final double effect;
        private final ClusterMoments[] moments = {new ClusterMoments(1), new ClusterMoments(1)};
        private final Moments[] rows = {new Moments(), new Moments()};
        private final ClusterRegression regression = new ClusterRegression(List.of("arm"));
        private long next;

        /** @param clusters of an arm that come in with each look */
        Clustered(int clusters, double effect) {
            this.clusters = clusters;
            this.effect = effect;
        }

        @Override
        public void grow(RandomGenerator random) {
            for (int i = 0; i < 2 * clusters; i++) {
                add(random, i % 2);
            }
        }

        private void add(RandomGenerator random, int arm) {
            double shared = random.nextGaussian();
            int size = 1 + random.nextInt(9);
            double total = 0;
            for (int row = 0; row < size; row++) {
                double value = effect * arm + shared + 1.5 * random.nextGaussian();
                regression.accept(next, value, arm);
                rows[arm].accept(value);
                total += value;
            }
            moments[arm].acceptCluster(size, total);
            next++;
        }

        Clustered grown(RandomGenerator random) {
            grow(random);
            return this;
        }

        Read read() {
            return new Read(ClusterMeans.of(moments[0], moments[1]), Comparison.of(rows[0], rows[1]), regression.fit());
        }
    }

    /** What is made of them. */
    record Read(ClusterMeans means, Comparison rows, ClusterRobust fit) {
        Estimate delta() {
            return means.comparison().difference();
        }

        Estimate estimate(ClusterCorrection correction) {
            return fit.estimate("arm", correction);
        }
    }

    private static Study<?> many() {
        return Looks.study(
                "100 clusters per arm, of 1 to 9 rows",
                () -> new Clustered(20, 0),
                Clustered::read,
                Looks.<Read>p("clusters, delta method", read -> read.delta().p(0)),
                clustered(ClusterCorrection.CR0),
                clustered(ClusterCorrection.CR1),
                clustered(ClusterCorrection.CR1S),
                clustered(ClusterCorrection.CR2),
                Looks.<Read>p(
                                "Welch t on rows",
                                read -> read.rows().difference().p(0))
                        .limited(0.4, "rows of a cluster are not independent"));
    }

    private static Looks.Test<Read> clustered(ClusterCorrection correction) {
        return Looks.p(
                "clusters, " + correction, read -> read.estimate(correction).p(0));
    }

    private static Study<?> few() {
        return Study.of(
                "5 clusters per arm, of 1 to 9 rows",
                random -> new Clustered(5, 0).grown(random).read(),
                Claim.<Read>rejects(
                                "clusters, delta method", read -> read.delta().p(0) <= Claim.ALPHA)
                        .limited(0.1, FEW),
                rejects(ClusterCorrection.CR0).limited(0.2, FEW),
                rejects(ClusterCorrection.CR1).limited(0.15, FEW),
                rejects(ClusterCorrection.CR1S).limited(0.15, FEW),
                rejects(ClusterCorrection.CR2));
    }

    private static Claim<Read> rejects(ClusterCorrection correction) {
        return Claim.rejects(
                "clusters, " + correction, read -> read.estimate(correction).p(0) <= Claim.ALPHA);
    }

    /** Rows that convert more in some clusters than in others. */
    private static final class Converting implements Growing {
        private final List<double[]> rows = new ArrayList<>();
        private final List<Boolean> converted = new ArrayList<>();
        private final List<Long> clusters = new ArrayList<>();
        private long next;

        @Override
        public void grow(RandomGenerator random) {
            for (int i = 0; i < 40; i++) {
                double taste = 0.8 * random.nextGaussian() - 0.5;
                for (int row = random.nextInt(4); row >= 0; row--) {
                    rows.add(new double[] {1, i % 2});
                    converted.add(random.nextDouble() < 1 / (1 + Math.exp(-taste)));
                    clusters.add(next);
                }
                next++;
            }
        }

        double p() {
            var outcomes = new boolean[rows.size()];
            for (int i = 0; i < outcomes.length; i++) {
                outcomes[i] = converted.get(i);
            }
            long[] ids = clusters.stream().mapToLong(Long::longValue).toArray();
            return Logistic.fit(new DesignMatrix(List.of("one", "arm"), rows.toArray(double[][]::new)), outcomes)
                    .clustered(ids)
                    .estimate("arm", ClusterCorrection.CR1)
                    .p(0);
        }
    }

    private static Study<?> logistic() {
        return Looks.study(
                "100 clusters per arm, of 1 to 4 rows that convert or not",
                Converting::new,
                Looks.p("logistic regression, CR1", Converting::p));
    }
}
