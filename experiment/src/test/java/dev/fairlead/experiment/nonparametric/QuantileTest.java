package dev.fairlead.experiment.nonparametric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Refused;
import dev.fairlead.experiment.distribution.Normal;
import dev.fairlead.experiment.validity.RejectionRate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantileTest {
    private static final double USER = 0.8;
    private static final double ROW = 0.6;

    /** Latencies of users: of a row, lognormal with logarithms of variance 1. */
    private static List<double[]> users(Random random, int users) {
        return IntStream.range(0, users).mapToObj(i -> user(random)).toList();
    }

    private static double[] user(Random random) {
        double shared = USER * random.nextGaussian();
        return IntStream.range(0, 1 + random.nextInt(10))
                .mapToDouble(i -> Math.exp(shared + ROW * random.nextGaussian()))
                .toArray();
    }

    private static QuantileSketch sketch(List<double[]> clusters) {
        var sketch = new QuantileSketch(1024);
        clusters.forEach(sketch::add);
        return sketch;
    }

    private static ExactSample rows(List<double[]> clusters) {
        return ExactSample.ofRows(
                clusters.stream().flatMapToDouble(Arrays::stream).toArray());
    }

    @Test
    void orderStatisticsCoverAsOftenAsTheySay() {
        var random = new Random(1);
        int runs = 4000;
        for (double p : new double[] {0.5, 0.9, 0.99}) {
            long missed = 0;
            double coverage = 0;
            for (int run = 0; run < runs; run++) {
                var found = OrderStatistics.of(random.doubles(120).toArray(), p, 0.95);
                missed += found.interval().contains(p) ? 0 : 1;
                coverage = found.coverage();
            }
            assertTrue(coverage >= 0.95);
            assertTrue(new RejectionRate(missed, runs).within(1 - coverage), p + " missed " + missed);
        }
    }

    @Test
    void fewRowsLeaveAFarQuantileOpen() {
        double[] ten = IntStream.range(0, 10).mapToDouble(i -> i).toArray();
        var found = OrderStatistics.of(ten, 0.99, 0.95);
        assertEquals(11, found.upperRank());
        assertEquals(Double.POSITIVE_INFINITY, found.interval().high());
        assertEquals(4.5, OrderStatistics.interpolated(ten, 0.5), 1e-12);
        var effect = QuantileEffect.of(ExactSample.ofRows(ten), ExactSample.ofRows(ten), 0.99, 0.95);
        assertEquals(Double.NEGATIVE_INFINITY, effect.interval().low());
        Refused.saying("too few rows", effect::estimate);
    }

    /** Treatment is 30 % slower: misses of the true difference of quantiles, which are known. */
    @Test
    void effectsOfIndependentRowsAreCovered() {
        var random = new Random(2);
        for (double p : new double[] {0.5, 0.95}) {
            int runs = 1000;
            long missed = 0;
            long missedByEstimate = 0;
            long missedInArm = 0;
            double truth = 0.3 * Math.exp(Normal.quantile(p));
            for (int run = 0; run < runs; run++) {
                var control = ExactSample.ofRows(lognormal(random, 500, 1));
                var treatment = ExactSample.ofRows(lognormal(random, 700, 1.3));
                var effect = QuantileEffect.of(control, treatment, p, 0.95);
                missed += effect.interval().contains(truth) ? 0 : 1;
                missedInArm += effect.control().interval().contains(truth / 0.3) ? 0 : 1;
                missedByEstimate += effect.estimate().interval(0.95).contains(truth) ? 0 : 1;
            }
            assertTrue(new RejectionRate(missed, runs).atMost(0.05), p + " missed " + missed);
            assertTrue(missed > 0.02 * runs, p + " missed " + missed);
            assertTrue(new RejectionRate(missedInArm, runs).within(0.05), p + " missed " + missedInArm);
            assertTrue(new RejectionRate(missedByEstimate, runs).within(0.05), p + " missed " + missedByEstimate);
        }
    }

    private static double[] lognormal(Random random, int n, double factor) {
        return IntStream.range(0, n)
                .mapToDouble(i -> factor * Math.exp(random.nextGaussian()))
                .toArray();
    }

    /** Users are randomized and have several rows: errors by user cover, and errors by row are too small. */
    @Test
    void effectsOfClusteredRowsAreCovered() {
        var random = new Random(3);
        for (double p : new double[] {0.5, 0.95}) {
            int runs = 400;
            long missed = 0;
            long naively = 0;
            long bySketch = 0;
            for (int run = 0; run < runs; run++) {
                List<double[]> control = users(random, 300);
                List<double[]> treatment = users(random, 300);
                missed += missed(new ExactSample(control), new ExactSample(treatment), p);
                naively += missed(rows(control), rows(treatment), p);
                bySketch += missed(sketch(control).sample(), sketch(treatment).sample(), p);
            }
            assertTrue(new RejectionRate(missed, runs).within(0.05), p + " missed " + missed);
            assertFalse(new RejectionRate(naively, runs).within(0.05), p + " naively " + naively);
            assertTrue(new RejectionRate(bySketch, runs).atMost(0.05), p + " by sketch " + bySketch);
        }
    }

    private static long missed(ClusteredSample control, ClusteredSample treatment, double p) {
        return QuantileEffect.of(control, treatment, p, 0.95).interval().contains(0) ? 0 : 1;
    }

    /** As long as there are not more of them than cells. */
    @Test
    void aSketchOfFewValuesIsExact() {
        List<double[]> clusters = users(new Random(4), 150);
        assertReadsAlike(new ExactSample(clusters), sketch(clusters).sample(), 0);
    }

    private static void assertReadsAlike(ExactSample exact, ClusteredSample sketch, double tolerance) {
        assertEquals(exact.rows(), sketch.rows());
        assertEquals(exact.clusters(), sketch.clusters());
        for (double p = 0.001; p < 1; p += 0.001) {
            double truth = exact.quantile(p);
            assertEquals(truth, sketch.quantile(p), tolerance * Math.abs(truth));
            assertEquals(exact.shareError(truth), sketch.shareError(truth), 1e-12);
        }
    }

    /** Whole numbers are cells of their own even where cells are wide. */
    @Test
    void aSketchHasTheErrorsOfAllValues() {
        var random = new Random(5);
        List<double[]> clusters = IntStream.range(0, 200)
                .mapToObj(i -> random.ints(1 + random.nextInt(9), -60, 60)
                        .mapToDouble(x -> x)
                        .toArray())
                .collect(Collectors.toCollection(ArrayList::new));
        QuantileSketch sketch = sketch(clusters);
        for (int i = 0; i < 2000; i++) {
            clusters.add(new double[] {1e6 + random.nextDouble()});
            sketch.add(clusters.getLast());
        }
        var exact = new ExactSample(clusters);
        for (int x = -60; x < 60; x++) {
            assertEquals(exact.shareError(x), sketch.sample().shareError(x), 1e-12);
        }
        assertEquals(exact.shareError(-61), sketch.sample().shareError(-61));
    }

    /** Intervals of 9 to 18 times the exact width were those of a sketch with cells of .4 %. */
    @ParameterizedTest
    @ValueSource(strings = {"lognormal", "normal", "uniform in a narrow range", "cents", "with zeros"})
    void aSketchHasIntervalsOfTheExactWidth(String world) {
        int rows = 300_000;
        var random = new Random(8);
        double[] values =
                IntStream.range(0, rows).mapToDouble(i -> draw(world, random)).toArray();
        var exact = ExactSample.ofRows(values);
        var sketch = new QuantileSketch();
        for (double value : values) {
            sketch.add(value);
        }
        for (double p : new double[] {0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999}) {
            QuantileEstimate truth = QuantileEstimate.of(exact, p, 0.95);
            QuantileEstimate found = QuantileEstimate.of(sketch.sample(), p, 0.95);
            double width = truth.interval().high() - truth.interval().low();
            assertEquals(truth.value(), found.value(), 0.02 * width, world + ", p = " + p);
            assertEquals(width, found.interval().high() - found.interval().low(), 0.02 * width, world + ", p = " + p);
        }
    }

    private static double draw(String world, Random random) {
        double normal = random.nextGaussian();
        return switch (world) {
            case "lognormal" -> Math.exp(3 + normal);
            case "normal" -> normal;
            case "uniform in a narrow range" -> 1e6 + random.nextDouble();
            case "cents" -> Math.rint(100 * Math.exp(3 + normal)) / 100;
            case "with zeros" -> normal < 0 ? 0 : Math.exp(2 * random.nextGaussian());
            default -> throw new IllegalArgumentException(world);
        };
    }

    @Test
    void sketchesMergeInAnyOrder() {
        List<double[]> clusters = new ArrayList<>(users(new Random(6), 900));
        ClusteredSample whole = sketch(clusters).sample();
        Collections.shuffle(clusters, new Random(7));
        QuantileSketch merged = sketch(clusters.subList(600, 900));
        merged.merge(sketch(clusters.subList(0, 40)));
        merged.merge(sketch(clusters.subList(40, 600)));
        merged.merge(sketch(List.of()));
        assertEquals(whole.rows(), merged.rows());
        for (double p = 0.05; p < 1; p += 0.05) {
            assertEquals(QuantileEstimate.of(whole, p, 0.9), QuantileEstimate.of(merged.sample(), p, 0.9));
        }
    }

    @Test
    void aSketchTakesAnyFiniteValue() {
        var sketch = new QuantileSketch(64);
        double[] values = {-Double.MAX_VALUE, -1, -0.0, 0, Double.MIN_VALUE, 1e9, Double.MAX_VALUE};
        for (double value : values) {
            sketch.add(value);
        }
        assertReadsAlike(ExactSample.ofRows(values), sketch.sample(), 0);
        Refused.saying("NaN", () -> sketch.add(Double.NaN));
        Refused.saying("no values", () -> sketch.add(new double[0]));
        Refused.saying("cannot be merged", () -> sketch.merge(new QuantileSketch(128)));
        Refused.saying("from 64", () -> new QuantileSketch(5));
        Refused.saying("no rows", () -> new QuantileSketch().sample());
    }

    @Test
    void refusesWhatCannotBe() {
        var one = ExactSample.ofRows(1);
        Refused.saying("two clusters", () -> QuantileEstimate.of(one, 0.5, 0.95));
        Refused.saying("between 0 and 1", () -> QuantileEstimate.of(one, 95, 0.95));
        Refused.saying("no rows", () -> new ExactSample(List.of()));
        var constant = ExactSample.ofRows(3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3);
        Refused.saying(
                "does not vary",
                () -> QuantileEffect.of(constant, constant, 0.5, 0.8).estimate());
    }
}
