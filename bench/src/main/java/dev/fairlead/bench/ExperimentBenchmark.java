package dev.fairlead.bench;

import dev.fairlead.cli.PluginCommand;
import dev.fairlead.cli.bench.BenchTable;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.assignment.Arm;
import dev.fairlead.experiment.assignment.Assigner;
import dev.fairlead.experiment.assignment.Experiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fairlead bench experiment}. */
@Command(
        name = "experiment",
        mixinStandardHelpOptions = true,
        description = {
            "Analyse simulated units from a Parquet file (means of ten metrics, each with its covariate by CUPED, errors by",
            "cluster) beside the same computed by plain SQL in DuckDB, equality checked; run the command experiment analyze on",
            "simulated tables with three metrics; and assign units to arms."
        })
public final class ExperimentBenchmark implements PluginCommand {
    private static final double SAME = 1e-6;
    private static final int ASSIGNED = 1 << 20;
    private static final int ROUNDS = 12;

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--units", defaultValue = "10000000", description = "Rows (default: ${DEFAULT-VALUE}).")
    private long units;

    @Option(
            names = "--metrics",
            defaultValue = "10",
            description = "Metrics, each with a covariate (default: ${DEFAULT-VALUE}).")
    private int metrics;

    @Option(names = "--command", description = "Only the command: fairlead experiment analyze from Parquet and CSV.")
    private boolean command;

    /** Called by the command line. */
    public ExperimentBenchmark() {}

    @Override
    public String parent() {
        return "bench";
    }

    @Override
    public Integer call() throws Exception {
        if (units < 10_000 || metrics < 1) {
            throw new UserException("at least 10000 units and 1 metric are needed, not " + units + " and " + metrics);
        }
        BenchTable.progress(Machine.describe());
        BenchTable.progress("all units are simulated");
        var table = new BenchTable();
        Path folder = Files.createTempDirectory("fairlead-experiment");
        try {
            AnalyzeRace.run(table, folder, units);
            if (!command) {
                analyse(table, folder.resolve("units.parquet"));
            }
        } finally {
            delete(folder);
        }
        if (!command) {
            assign(table);
        }
        table.print(json);
        return 0;
    }

    private void analyse(BenchTable table, Path file) throws Exception {
        var data = new SimulatedUnits(file, units, metrics);
        BenchTable.progress("writing " + units + " units");
        data.write();
        String name = String.format(
                "%,d units x %d metrics, CUPED, errors by cluster, Parquet of %,d MiB",
                units, metrics, Files.size(file) >> 20);
        BenchTable.progress("by plain SQL");
        long start = System.nanoTime();
        List<Estimate> bySql = new SqlAnalysis(data).effects();
        double sql = (System.nanoTime() - start) / 1e9;
        for (int threads : new int[] {1, 2}) {
            BenchTable.progress("by Fairlead's folds, " + threads + " readers");
            var analysis = new FoldedAnalysis(data, threads);
            start = System.nanoTime();
            List<Estimate> byFolds = analysis.effects();
            double seconds = (System.nanoTime() - start) / 1e9;
            requireSame(bySql, byFolds);
            String subject = BenchTable.FAIRLEAD + ", " + threads + (threads == 1 ? " reader" : " readers");
            table.add(name, subject, "time", "s", seconds);
            table.add(name, subject, "throughput", "units/s", units / seconds);
            table.add(name, subject, "state", "MiB", analysis.stateBytes() / (double) (1 << 20));
        }
        table.add(name, "duckdb SQL, 2 threads", "time", "s", sql);
        table.add(name, "duckdb SQL, 2 threads", "throughput", "units/s", units / sql);
    }

    private static void requireSame(List<Estimate> expected, List<Estimate> found) {
        for (int i = 0; i < expected.size(); i++) {
            Estimate one = expected.get(i);
            Estimate other = found.get(i);
            if (Math.abs(one.value() - other.value()) > SAME * one.standardError()
                    || Math.abs(one.standardError() / other.standardError() - 1) > SAME) {
                throw new UserException("metric " + i + ": SQL says " + one + " and the folds say " + other);
            }
        }
        BenchTable.progress(
                expected.size() + " effects and errors equal those of SQL; the first is " + found.getFirst());
    }

    private static void assign(BenchTable table) {
        var assigner = new Assigner(
                Experiment.of("checkout", "user", List.of(new Arm("control", 0.5), new Arm("treatment", 0.5))));
        String[] ids = IntStream.range(0, ASSIGNED).mapToObj(i -> "user-" + i).toArray(String[]::new);
        long best = Long.MAX_VALUE;
        long treated = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (String id : ids) {
                treated += Math.max(0, assigner.assign(id).armIndex());
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        BenchTable.progress("share treated " + treated / (double) ROUNDS / ASSIGNED);
        table.add(
                "assignment, hash version 2, 1 thread",
                BenchTable.FAIRLEAD,
                "throughput",
                "units/s",
                ASSIGNED * 1e9 / best);
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
