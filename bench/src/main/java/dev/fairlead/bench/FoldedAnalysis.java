package dev.fairlead.bench;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.inference.ClusterTable;
import dev.fairlead.experiment.inference.CoMoments;
import dev.fairlead.experiment.inference.Cuped;
import dev.fairlead.experiment.inference.Metric;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** The experiment library's folds over the rows, in any order: one table of clusters per arm and reader, then merged. */
final class FoldedAnalysis {
    private final SimulatedUnits data;
    private final int readers;
    private long stateBytes;

    FoldedAnalysis(SimulatedUnits data, int readers) {
        this.data = data;
        this.readers = readers;
    }

    List<Estimate> effects() throws Exception {
        ClusterTable[] arms = read();
        stateBytes = (arms[0].clusters() + arms[1].clusters()) * 2 * Double.BYTES * (2 + 2L * data.metrics());
        CoMoments control = arms[0].moments().linearized();
        CoMoments treatment = arms[1].moments().linearized();
        return IntStream.range(0, data.metrics())
                .mapToObj(j -> effect(control, treatment, j))
                .toList();
    }

    private Estimate effect(CoMoments control, CoMoments treatment, int j) {
        List<Metric> pair = List.of(new Metric.Mean(j), new Metric.Mean(data.metrics() + j));
        return Cuped.pooledWithin(Metric.linearize(control, pair), Metric.linearize(treatment, pair))
                .comparison()
                .difference();
    }

    private ClusterTable[] read() throws Exception {
        try (var threads = Executors.newFixedThreadPool(readers)) {
            var parts = threads.invokeAll(IntStream.range(0, readers)
                    .<Callable<ClusterTable[]>>mapToObj(part -> () -> read(part))
                    .toList());
            ClusterTable[] all = parts.getFirst().get();
            for (var part : parts.subList(1, readers)) {
                all[0].merge(part.get()[0]);
                all[1].merge(part.get()[1]);
            }
            return all;
        }
    }

    private ClusterTable[] read(int part) throws Exception {
        int values = 2 * data.metrics();
        var arms = new ClusterTable[] {new ClusterTable(values), new ClusterTable(values)};
        String query = "SELECT arm, cluster" + data.each(j -> ", y" + j) + data.each(j -> ", x" + j) + " FROM '"
                + data.file() + "' WHERE unit >= " + data.units() * part / readers + " AND unit < "
                + data.units() * (part + 1) / readers;
        var row = new double[values];
        try (Connection connection = SimulatedUnits.open();
                ResultSet rows = connection.createStatement().executeQuery(query)) {
            while (rows.next()) {
                for (int i = 0; i < values; i++) {
                    row[i] = rows.getDouble(i + 3);
                }
                arms[rows.getInt(1)].accept(rows.getLong(2), row);
            }
        }
        return arms;
    }

    /** Of all tables of clusters, merged: two slots a cluster, each of 8 bytes for its id, its size and every value. */
    long stateBytes() {
        return stateBytes;
    }
}
