package dev.fairlead.calibration;

import dev.fairlead.experiment.distribution.Normal;
import dev.fairlead.experiment.nonparametric.ClusteredSample;
import dev.fairlead.experiment.nonparametric.ExactSample;
import dev.fairlead.experiment.nonparametric.QuantileEffect;
import dev.fairlead.experiment.nonparametric.QuantileSketch;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Tests of effects on quantiles: whether the interval leaves 0 out. */
final class QuantileTests {
    static final String FEW = "few rows lie beyond the quantile, so the interval is wide";

    private QuantileTests() {}

    static List<Study<?>> studies() {
        return List.of(
                study("latency, 500 independent rows per arm", 100, 1),
                study("latency, 100 users per arm with 5 rows each", 20, 5),
                sketched(),
                collapsed());
    }

    /** Critical value of 95 %. */
    static final double Z = -Normal.quantile(Claim.ALPHA / 2);

    /** Lognormal values in a cluster, which share a part of them if they are several. */
    static double[] cluster(RandomGenerator random, int rows, double shift) {
        double shared = rows == 1 ? 0 : 0.5 * random.nextGaussian();
        var values = new double[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = Math.exp(shift + shared + 0.5 * random.nextGaussian());
        }
        return values;
    }

    static ClusteredSample sketch(RandomGenerator random, int clusters, int rows, double shift) {
        var sketch = new QuantileSketch(256);
        for (int i = 0; i < clusters; i++) {
            sketch.add(cluster(random, rows, shift));
        }
        return sketch.sample();
    }

    /** Both arms. */
    record Arms(ClusteredSample control, ClusteredSample treatment) {
        QuantileEffect effect(double p, double confidence) {
            return QuantileEffect.of(control, treatment, p, confidence);
        }

        Rejection rejection(double p) {
            return Rejection.outside(confidence -> effect(p, confidence).interval());
        }
    }

    private static final class Latencies implements Growing {
        private final int clusters;
        private final int rows;
        private final List<double[]> control = new ArrayList<>();
        private final List<double[]> treatment = new ArrayList<>();
        private Arms arms = new Arms(ExactSample.ofRows(0), ExactSample.ofRows(0));

        Latencies(int clusters, int rows) {
            this.clusters = clusters;
            this.rows = rows;
        }

        @Override
        public void grow(RandomGenerator random) {
            for (int i = 0; i < clusters; i++) {
                control.add(cluster(random, rows, 0));
                treatment.add(cluster(random, rows, 0));
            }
            arms = new Arms(new ExactSample(control), new ExactSample(treatment));
        }

        Rejection rejection(double p) {
            return arms.rejection(p);
        }
    }

    private static Study<?> study(String world, int clusters, int rows) {
        return Looks.study(
                world,
                () -> new Latencies(clusters, rows),
                Looks.<Latencies>test("p50", data -> data.rejection(0.5)).safe(FEW),
                Looks.<Latencies>test("p95", data -> data.rejection(0.95)).safe(FEW),
                Looks.<Latencies>test("p99", data -> data.rejection(0.99)).safe(FEW));
    }

    private static Study<?> sketched() {
        return Study.of(
                "latency in a sketch, 100 users per arm with 10 rows each",
                random -> new Arms(sketch(random, 100, 10, 0), sketch(random, 100, 10, 0)),
                sketched("p50", 0.5),
                sketched("p95", 0.95));
    }

    /** More values than cells, below 0 and above. */
    static ClusteredSample normals(RandomGenerator random, double shift) {
        var sketch = new QuantileSketch(256);
        for (int i = 0; i < 2000; i++) {
            sketch.add(shift + random.nextGaussian());
        }
        return sketch.sample();
    }

    private static Study<?> collapsed() {
        return Study.of(
                "2000 normal rows per arm in a sketch of 256 cells",
                random -> new Arms(normals(random, 0), normals(random, 0)),
                sketched("p50", 0.5),
                sketched("p95", 0.95),
                sketched("p99", 0.99));
    }

    private static Claim<Arms> sketched(String name, double p) {
        return Claim.<Arms>rejects(name, arms -> arms.rejection(p).at(Claim.ALPHA))
                .safe(FEW);
    }
}
