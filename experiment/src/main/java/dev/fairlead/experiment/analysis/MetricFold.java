package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.inference.ClusterTable;
import dev.fairlead.experiment.inference.CoMoments;
import dev.fairlead.experiment.nonparametric.ClusteredSample;
import dev.fairlead.experiment.nonparametric.ExactSample;
import dev.fairlead.experiment.nonparametric.QuantileSketch;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one metric has in one arm: a fold over the units in which it was measured. */
sealed interface MetricFold {
    void accept(Observation unit, double[] values);

    /** Adds the units of another of the same type; that one stays as it is. */
    void merge(MetricFold other);

    /** Of independent units: means and covariances. */
    final class Units implements MetricFold {
        private final CoMoments moments;

        Units(int size) {
            moments = new CoMoments(size);
        }

        @Override
        public void accept(Observation unit, double[] values) {
            moments.accept(values);
        }

        @Override
        public void merge(MetricFold other) {
            moments.merge(((Units) other).moments);
        }

        CoMoments moments() {
            return moments;
        }
    }

    /** Of units in clusters: totals of each cluster, so that state grows with clusters. */
    final class Clusters implements MetricFold {
        private final ClusterTable table;

        Clusters(int size) {
            table = new ClusterTable(size);
        }

        @Override
        public void accept(Observation unit, double[] values) {
            table.accept(unit.cluster().orElseThrow(), values);
        }

        @Override
        public void merge(MetricFold other) {
            table.merge(((Clusters) other).table);
        }

        /** Clusters as units, with means per row. */
        CoMoments moments() {
            return table.moments().linearized();
        }

        long clusters() {
            return table.clusters();
        }
    }

    /** Of a quantile. */
    sealed interface Sample extends MetricFold {
        ClusteredSample sample();
    }

    /** Of independent units: a sketch of bounded size. */
    final class Sketch implements Sample {
        private final QuantileSketch sketch = Sketches.empty();

        @Override
        public void accept(Observation unit, double[] values) {
            sketch.add(values[0]);
        }

        @Override
        public void merge(MetricFold other) {
            sketch.merge(((Sketch) other).sketch);
        }

        @Override
        public ClusteredSample sample() {
            return sketch.sample();
        }
    }

    /** Of units in clusters: all values, because a sketch takes a cluster's rows together. State grows with units. */
    final class Exact implements Sample {
        private final Map<Long, Values> clusters = new LinkedHashMap<>();

        @Override
        public void accept(Observation unit, double[] values) {
            of(unit.cluster().orElseThrow()).add(values[0]);
        }

        @Override
        public void merge(MetricFold other) {
            ((Exact) other).clusters.forEach((cluster, values) -> of(cluster).merge(values));
        }

        private Values of(long cluster) {
            return clusters.computeIfAbsent(cluster, _ -> new Values());
        }

        @Override
        public ClusteredSample sample() {
            return new ExactSample(
                    clusters.values().stream().map(Values::toArray).toList());
        }
    }
}
