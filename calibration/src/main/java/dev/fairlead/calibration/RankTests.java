package dev.fairlead.calibration;

import static dev.fairlead.calibration.Claim.rejects;

import dev.fairlead.experiment.nonparametric.MannWhitney;
import dev.fairlead.experiment.nonparametric.PermutationTest;
import dev.fairlead.experiment.nonparametric.Stratum;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Tests by ranks and by drawing assignment anew. */
final class RankTests {
    private static final int DRAWS = 199;

    private RankTests() {}

    static List<Study<?>> studies() {
        return List.of(exactRanks(), ranks(), permutation(), exactPermutation(), clusters());
    }

    /** All values so far, and a stream for tests that draw. */
    private static final class Values implements Growing {
        private final Revenue revenue;
        private final int units;
        private double[] control = {};
        private double[] treatment = {};
        private long seed;

        Values(Revenue revenue, int units) {
            this.revenue = revenue;
            this.units = units;
        }

        @Override
        public void grow(RandomGenerator random) {
            control = with(control, revenue.draw(random, units));
            treatment = with(treatment, revenue.draw(random, units));
            seed = random.nextLong();
        }

        private static double[] with(double[] values, double[] more) {
            return DoubleStream.concat(Arrays.stream(values), Arrays.stream(more))
                    .toArray();
        }

        double mannWhitney() {
            return MannWhitney.of(control, treatment, Claim.CONFIDENCE).p();
        }

        double permutation() {
            return PermutationTest.of(List.of(Stratum.of(control, treatment)), new SplittableRandom(seed), DRAWS)
                    .p();
        }
    }

    private static Study<?> exactRanks() {
        return Looks.study(
                "lognormal values, 30 units per arm",
                () -> new Values(new Revenue(1, 0, 1), 6),
                Looks.p("Mann-Whitney, exact", Values::mannWhitney));
    }

    private static Study<?> ranks() {
        return Looks.study(
                "revenue of 30 % buyers, 150 units per arm",
                () -> new Values(new Revenue(0.3, 3, 1), 30), Looks.p("Mann-Whitney, ties", Values::mannWhitney));
    }

    private static Study<?> permutation() {
        return Looks.study(
                "revenue of 50 % buyers, 60 units per arm",
                () -> new Values(new Revenue(0.5, 3, 1), 12),
                Looks.p("permutation of " + DRAWS + " draws", Values::permutation)
                        .pocock());
    }

    private static Study<?> exactPermutation() {
        return Study.of(
                "lognormal values, 6 units per arm",
                random -> {
                    var values = new Values(new Revenue(1, 0, 1), 6);
                    values.grow(random);
                    return values.permutation();
                },
                Claim.<Double>rejects("permutation, exact", p -> p <= Claim.ALPHA)
                        .safe("the test is exact, and assignments are few"));
    }

    /** Two strata of clusters that share a part of their values. */
    private static double clusters(RandomGenerator random) {
        List<Stratum> strata = IntStream.range(0, 2)
                .mapToObj(s -> Stratum.ofClusters(clusters(random, 10, s), clusters(random, 6, s)))
                .toList();
        return PermutationTest.of(strata, random, DRAWS).p();
    }

    private static List<double[]> clusters(RandomGenerator random, int clusters, double level) {
        return IntStream.range(0, clusters)
                .mapToObj(_ -> {
                    double shared = level + random.nextGaussian();
                    return DoubleStream.generate(() -> shared + random.nextGaussian())
                            .limit(1 + random.nextInt(5))
                            .toArray();
                })
                .toList();
    }

    private static Study<?> clusters() {
        return Study.of(
                "two strata of 10 and 6 clusters",
                random -> clusters(random),
                rejects("permutation of clusters within strata, " + DRAWS + " draws", (Double p) -> p <= Claim.ALPHA));
    }
}
