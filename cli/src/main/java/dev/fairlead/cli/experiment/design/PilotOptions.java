package dev.fairlead.cli.experiment.design;

import dev.fairlead.cli.experiment.table.TableCells;
import dev.fairlead.duckdb.TableRows;
import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.design.Pilot;
import dev.fairlead.report.NumberFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A table of past units from which variance, what covariates explain and clusters' design effect are read. */
final class PilotOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "Read the metric from a table of past units, CSV or Parquet, a row per unit.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--metric",
            paramLabel = "COLUMN",
            description = "With --data: the metric's column; of 0 and 1 it is a proportion.")
    private Optional<String> metric = Optional.empty();

    @Option(
            names = "--per",
            paramLabel = "COLUMN",
            description = "With --data: the metric is a ratio of sums, over this column.")
    private Optional<String> per = Optional.empty();

    @Option(
            names = "--covariate",
            paramLabel = "COLUMN",
            description = "With --data: a column known before exposure, for CUPED. May be repeated.")
    private List<String> covariates = List.of();

    @Option(
            names = "--cluster",
            paramLabel = "COLUMN",
            description = "With --data: the clusters that will be assigned as a whole.")
    private Optional<String> cluster = Optional.empty();

    boolean given() {
        return data.isPresent();
    }

    boolean hasCovariates() {
        return !covariates.isEmpty();
    }

    boolean hasClusters() {
        return cluster.isPresent();
    }

    /** What was read, and how many rows lacked a value. */
    record Read(Pilot.Found found, long rows, long missing) {}

    Read read() {
        String column = metric.orElseThrow(
                () -> new ParameterException(spec.commandLine(), "--data needs --metric, the column of the metric"));
        Path file = data.orElseThrow();
        List<String> columns = Stream.of(Stream.of(column), per.stream(), covariates.stream(), cluster.stream())
                .flatMap(each -> each)
                .toList();
        var pilot = new Pilot(per.isPresent(), covariates.size());
        Map<String, Long> clusters = new HashMap<>();
        var counts = new long[2];
        int values = columns.size() - (cluster.isPresent() ? 1 : 0);
        TableRows.read(file, columns, row -> {
            counts[0]++;
            if (row.cells().contains("")) {
                counts[1]++;
                return;
            }
            var unit = new double[values];
            for (int i = 0; i < values; i++) {
                unit[i] = TableCells.number(row, i);
            }
            if (cluster.isPresent()) {
                long id = clusters.computeIfAbsent(row.text(values), _ -> (long) clusters.size());
                pilot.acceptInCluster(id, unit);
            } else {
                pilot.accept(unit);
            }
        });
        try {
            return new Read(pilot.found(), counts[0], counts[1]);
        } catch (IllegalArgumentException e) {
            throw new UserException(file + ": " + e.getMessage());
        }
    }

    /** What was read, for people. */
    List<String> words(Read read) {
        var words = new ArrayList<String>();
        Pilot.Found found = read.found();
        words.add(NumberFormat.whole(found.units()) + " units of " + data.orElseThrow()
                + (read.missing() > 0 ? "; " + NumberFormat.whole(read.missing()) + " rows lack a value" : ""));
        if (hasCovariates()) {
            words.add("covariates explain " + NumberFormat.number(100 * found.correlation() * found.correlation())
                    + " % of the variance"
                    + (hasClusters() ? " of clusters' means" : ""));
        }
        if (hasClusters()) {
            words.add(NumberFormat.whole(found.groups()) + " clusters of "
                    + NumberFormat.number(found.clusters().size())
                    + " units on average, whose standard deviation is "
                    + NumberFormat.number(found.clusters().variation()) + " of that; correlation within clusters "
                    + NumberFormat.number(found.clusters().correlation()));
        }
        return words;
    }
}
