package dev.fairlead.calibration;

import static dev.fairlead.calibration.Claim.CONFIDENCE;

import dev.fairlead.experiment.distribution.Normal;
import dev.fairlead.experiment.nonparametric.ExactSample;
import dev.fairlead.experiment.nonparametric.MannWhitney;
import dev.fairlead.experiment.nonparametric.OrderStatistics;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Intervals of quantiles, of effects on them, and of shifts and superiority by ranks. */
final class QuantileIntervals {
    private static final double SHIFT = 0.2;
    private static final int ROWS = 1000;

    private QuantileIntervals() {}

    static List<Study<?>> studies() {
        return List.of(
                one(),
                effects("independent latencies, 1000 rows per arm, 22 % slower", 1),
                effects("latencies of 100 users per arm with 10 rows each, 22 % slower", 10),
                sketched(),
                collapsed(),
                ranks());
    }

    private static double[] normals(RandomGenerator random, int n, double mean) {
        return DoubleStream.generate(() -> mean + random.nextGaussian())
                .limit(n)
                .toArray();
    }

    private static Study<?> one() {
        return Study.of(
                "normal values, 500 rows",
                random -> normals(random, 500, 0),
                one("p50, order statistics", 0.5),
                one("p95, order statistics", 0.95),
                one("p99, order statistics", 0.99));
    }

    private static Claim<double[]> one(String name, double p) {
        double truth = Normal.quantile(p);
        return Claim.<double[]>covers(
                        name,
                        values -> OrderStatistics.of(values, p, CONFIDENCE)
                                .interval()
                                .contains(truth))
                .safe("the interval ends at whole ranks");
    }

    private static List<double[]> clusters(RandomGenerator random, int rows, double shift) {
        return IntStream.range(0, ROWS / rows)
                .mapToObj(_ -> QuantileTests.cluster(random, rows, shift))
                .toList();
    }

    private static Study<?> effects(String world, int rows) {
        double deviation = rows == 1 ? 0.5 : Math.sqrt(0.5);
        return Study.of(
                world,
                random -> new QuantileTests.Arms(
                        new ExactSample(clusters(random, rows, 0)), new ExactSample(clusters(random, rows, SHIFT))),
                effect("effect on p50", 0.5, deviation),
                effect("effect on p95", 0.95, deviation),
                effect("effect on p99", 0.99, deviation),
                Claim.<QuantileTests.Arms>covers(
                                "effect on p50, normal error",
                                arms -> arms.effect(0.5, CONFIDENCE)
                                        .estimate()
                                        .interval(CONFIDENCE)
                                        .contains(truth(0.5, deviation)))
                        .safe(QuantileTests.FEW),
                Claim.<QuantileTests.Arms>covers(
                                "effect on p95, normal error",
                                arms -> arms.effect(0.95, CONFIDENCE)
                                        .estimate()
                                        .interval(CONFIDENCE)
                                        .contains(truth(0.95, deviation)))
                        .safe(QuantileTests.FEW));
    }

    private static double truth(double p, double deviation) {
        double log = deviation * Normal.quantile(p);
        return Math.exp(SHIFT + log) - Math.exp(log);
    }

    private static Claim<QuantileTests.Arms> effect(String name, double p, double deviation) {
        double truth = truth(p, deviation);
        return Claim.<QuantileTests.Arms>covers(
                        name, arms -> arms.effect(p, CONFIDENCE).interval().contains(truth))
                .safe(QuantileTests.FEW);
    }

    private static Study<?> sketched() {
        double deviation = Math.sqrt(0.5);
        return Study.of(
                "latencies in a sketch, 100 users per arm with 10 rows each, 22 % slower",
                random -> new QuantileTests.Arms(
                        QuantileTests.sketch(random, 100, 10, 0), QuantileTests.sketch(random, 100, 10, SHIFT)),
                effect("effect on p50", 0.5, deviation),
                effect("effect on p95", 0.95, deviation));
    }

    private static Study<?> collapsed() {
        return Study.of(
                "2000 normal rows per arm in a sketch of 256 cells, shift 0.2",
                random ->
                        new QuantileTests.Arms(QuantileTests.normals(random, 0), QuantileTests.normals(random, SHIFT)),
                shift("effect on p50", 0.5),
                shift("effect on p95", 0.95));
    }

    private static Claim<QuantileTests.Arms> shift(String name, double p) {
        return Claim.<QuantileTests.Arms>covers(
                        name, arms -> arms.effect(p, CONFIDENCE).interval().contains(SHIFT))
                .safe(QuantileTests.FEW);
    }

    private static Study<?> ranks() {
        double superiority = Normal.cdf(SHIFT / Math.sqrt(2));
        return Study.of(
                "normal values, shift 0.2, 100 units per arm",
                random -> MannWhitney.of(normals(random, 100, 0), normals(random, 100, SHIFT), CONFIDENCE),
                Claim.covers(
                        "shift, Hodges-Lehmann", found -> found.shiftInterval().contains(SHIFT)),
                Claim.covers("superiority", found -> found.superiorityInterval().contains(superiority)));
    }
}
