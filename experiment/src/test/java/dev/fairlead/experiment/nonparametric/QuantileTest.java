package dev.fairlead.experiment.nonparametric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.Refused;
import dev.fairlead.experiment.distribution.Normal;
import dev.fairlead.experiment.validity.RejectionRate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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
        var sketch = new QuantileSketch(0.005, 1e-3, 1e4);
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
                bySketch += missed(sketch(control), sketch(treatment), p);
            }
            assertTrue(new RejectionRate(missed, runs).within(0.05), p + " missed " + missed);
            assertFalse(new RejectionRate(naively, runs).within(0.05), p + " naively " + naively);
            assertTrue(new RejectionRate(bySketch, runs).atMost(0.05), p + " by sketch " + bySketch);
        }
    }

    private static long missed(ClusteredSample control, ClusteredSample treatment, double p) {
        return QuantileEffect.of(control, treatment, p, 0.95).interval().contains(0) ? 0 : 1;
    }

    @Test
    void aSketchIsWithinItsErrorOfAllValues() {
        List<double[]> clusters = users(new Random(4), 400);
        var exact = new ExactSample(clusters);
        QuantileSketch sketch = sketch(clusters);
        assertEquals(exact.rows(), sketch.rows());
        for (double p = 0.001; p < 1; p += 0.001) {
            double truth = exact.quantile(p);
            assertEquals(truth, sketch.quantile(p), 0.005 * truth * (1 + 1e-9));
            Interval bucket = sketch.around(p);
            assertTrue(bucket.low() <= truth * (1 + 1e-12) && truth <= bucket.high() * (1 + 1e-12));
        }
    }

    /** Values that fall into buckets of their own, so that nothing is lost. */
    @Test
    void aSketchHasTheErrorsOfAllValues() {
        var random = new Random(5);
        List<double[]> clusters = IntStream.range(0, 200)
                .mapToObj(i -> random.ints(1 + random.nextInt(9), 0, 40)
                        .mapToDouble(x -> Math.pow(1.1, x))
                        .toArray())
                .toList();
        var exact = new ExactSample(clusters);
        QuantileSketch sketch = sketch(clusters);
        for (int x = 0; x < 39; x++) {
            double value = Math.pow(1.1, x);
            assertEquals(exact.shareError(value), sketch.shareError(value), 1e-12);
        }
    }

    @Test
    void sketchesMergeInAnyOrder() {
        List<double[]> clusters = new ArrayList<>(users(new Random(6), 90));
        QuantileSketch whole = sketch(clusters);
        Collections.shuffle(clusters, new Random(7));
        QuantileSketch merged = sketch(clusters.subList(60, 90));
        merged.merge(sketch(clusters.subList(0, 60)));
        merged.merge(sketch(List.of()));
        for (double p = 0.05; p < 1; p += 0.05) {
            assertEquals(QuantileEstimate.of(whole, p, 0.9), QuantileEstimate.of(merged, p, 0.9));
        }
    }

    @Test
    void valuesOutsideTheRangeOfASketch() {
        var sketch = new QuantileSketch(0.01, 1, 100);
        sketch.add(0);
        sketch.add(0.5, 1e9);
        assertEquals(1, sketch.quantile(0.5));
        assertEquals(Double.POSITIVE_INFINITY, sketch.quantile(0.9));
        Refused.saying("wider range", () -> QuantileEstimate.of(sketch, 0.9, 0.95));
        Refused.saying("at least 0", () -> sketch.add(-1));
        Refused.saying("NaN", () -> sketch.add(Double.NaN));
        Refused.saying("different errors or ranges", () -> sketch.merge(new QuantileSketch(0.02, 1, 100)));
        Refused.saying("relative error", () -> new QuantileSketch(5, 1, 100));
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
