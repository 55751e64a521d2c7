package dev.fairlead.experiment.inference;

import static dev.fairlead.experiment.inference.Refusal.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClusterTest {
    private record Row(long cluster, double y, double x) {}

    private final Random random = new Random(2);

    private List<Row> rows(int clusters, double offset) {
        var rows = new ArrayList<Row>();
        for (int g = 0; g < clusters; g++) {
            double common = random.nextGaussian();
            int size = 1 + random.nextInt(6);
            for (int i = 0; i < size; i++) {
                double x = random.nextGaussian() + common;
                rows.add(new Row(7L * g - 20, offset + common + x + random.nextGaussian(), offset + x));
            }
        }
        return rows;
    }

    private static ClusterMoments sorted(List<Row> rows) {
        var moments = new ClusterMoments(2);
        rows.forEach(row -> moments.accept(row.cluster(), row.y(), row.x()));
        return moments;
    }

    private static ClusterTable table(List<Row> rows) {
        var table = new ClusterTable(2);
        rows.forEach(row -> table.accept(row.cluster(), row.y(), row.x()));
        return table;
    }

    /** Sums of residuals by cluster, the long way: the mean, and Σ_g (Σ e)² / n². */
    private static double[] naive(List<Row> rows) {
        double origin = rows.get(0).y();
        double mean = rows.stream().mapToDouble(row -> row.y() - origin).sum() / rows.size();
        double squares = 0;
        for (long cluster : rows.stream().mapToLong(Row::cluster).distinct().toArray()) {
            double sum = rows.stream()
                    .filter(row -> row.cluster() == cluster)
                    .mapToDouble(row -> row.y() - origin - mean)
                    .sum();
            squares += sum * sum;
        }
        return new double[] {origin + mean, squares / rows.size() / rows.size()};
    }

    private static void assertNaive(List<Row> rows, ClusterMoments moments) {
        CoMoments linear = moments.linearized();
        double[] naive = naive(rows);
        assertEquals(naive[0], linear.mean(0), 1e-14 * Math.max(1, naive[0]));
        double clusters = moments.clusters();
        assertEquals(naive[1], linear.covariance(0, 0) * (clusters - 1) / clusters / clusters, 1e-7 * naive[1]);
    }

    @Test
    void foldsAreTheNaiveSumsByCluster() {
        for (double offset : new double[] {0, 1e7}) {
            List<Row> rows = rows(40, offset);
            assertNaive(rows, sorted(rows));
            var shuffled = new ArrayList<>(rows);
            Collections.shuffle(shuffled, random);
            assertNaive(rows, table(shuffled).moments());
            assertEquals(40, table(shuffled).clusters());
        }
    }

    @Test
    void mergedPartsAreTheWhole() {
        for (int run = 0; run < 30; run++) {
            List<Row> rows = rows(12, 1000);
            long cut = rows.get(random.nextInt(rows.size())).cluster();
            var left = sorted(rows.stream().filter(row -> row.cluster() < cut).toList());
            left.merge(sorted(rows.stream().filter(row -> row.cluster() >= cut).toList()));
            assertNaive(rows, left);
            int at = random.nextInt(rows.size());
            ClusterTable anywhere = table(rows.subList(0, at));
            anywhere.merge(table(rows.subList(at, rows.size())));
            assertNaive(rows, anywhere.moments());
        }
    }

    @Test
    void readingLeavesTheClusterOpen() {
        List<Row> rows = rows(9, 0);
        var moments = new ClusterMoments(2);
        for (int i = 0; i < rows.size(); i++) {
            moments.accept(rows.get(i).cluster(), rows.get(i).y(), rows.get(i).x());
            if (i > 0 && moments.clusters() > 1) {
                assertNaive(rows.subList(0, i + 1), moments);
            }
        }
    }

    @Test
    void wholeClustersAreTheirRows() {
        List<Row> rows = rows(15, 50);
        var whole = new ClusterMoments(2);
        for (long cluster : rows.stream().mapToLong(Row::cluster).distinct().toArray()) {
            List<Row> its =
                    rows.stream().filter(row -> row.cluster() == cluster).toList();
            whole.acceptCluster(
                    its.size(),
                    its.stream().mapToDouble(Row::y).sum(),
                    its.stream().mapToDouble(Row::x).sum());
        }
        assertNaive(rows, whole);
    }

    /** Analysis of variance by its sums of squares. */
    @Test
    void correlationWithinClusters() {
        List<Row> rows = rows(25, 10);
        var correlation = new IntraclassCorrelation();
        var left = new IntraclassCorrelation();
        var right = new IntraclassCorrelation();
        rows.forEach(row -> correlation.accept(row.cluster(), row.y()));
        rows.forEach(row -> (row.cluster() < 40 ? left : right).accept(row.cluster(), row.y()));
        double n = rows.size();
        double mean = rows.stream().mapToDouble(Row::y).sum() / n;
        double within = 0;
        double between = 0;
        double squares = 0;
        for (long cluster : rows.stream().mapToLong(Row::cluster).distinct().toArray()) {
            double[] its = rows.stream()
                    .filter(row -> row.cluster() == cluster)
                    .mapToDouble(Row::y)
                    .toArray();
            double own = Moments.of(its).mean();
            for (double y : its) {
                within += (y - own) * (y - own);
            }
            between += its.length * (own - mean) * (own - mean);
            squares += its.length * its.length;
        }
        double msb = between / 24;
        double msw = within / (n - 25);
        double expected = (msb - msw) / (msb + ((n - squares / n) / 24 - 1) * msw);
        assertEquals(expected, correlation.anova(), 1e-12);
        left.merge(right);
        assertEquals(expected, left.anova(), 1e-12);
    }

    @Test
    void manyClustersFitTheTable() {
        var table = new ClusterTable(1);
        for (int round = 0; round < 2; round++) {
            for (long id = 0; id < 20_000; id++) {
                table.accept(id * 0x10000L - 3, id % 8);
            }
        }
        assertEquals(20_000, table.clusters());
        assertEquals(3.5, table.moments().linearized().mean(0), 1e-9);
    }

    @Test
    void refusesWhatCannotBe() {
        refused("sort the rows by cluster", () -> {
            var moments = new ClusterMoments(1);
            moments.accept(5, 1);
            moments.accept(4, 1);
        });
        refused("is in both parts", () -> {
            var left = new ClusterMoments(1);
            left.accept(5, 1);
            var right = new ClusterMoments(1);
            right.accept(5, 2);
            left.merge(right);
        });
        refused("no cluster", () -> new ClusterMoments(1).linearized());
        refused("at least 1 row", () -> new ClusterMoments(1).acceptCluster(0, 1));
        refused("is NaN", () -> new ClusterTable(1).accept(1, Double.NaN));
        refused("at least 2 clusters", () -> new IntraclassCorrelation().anova());
        refused("the treatment arm has no unit", () -> ClusterMeans.of(sorted(rows(3, 0)), new ClusterMoments(2)));
        ClusterMeans means = ClusterMeans.of(sorted(rows(3, 0)), sorted(rows(3, 0)));
        refused("use ClusterRegression", () -> means.sandwich(ClusterCorrection.CR2));
    }
}
