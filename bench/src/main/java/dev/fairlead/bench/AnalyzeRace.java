package dev.fairlead.bench;

import dev.fairlead.cli.bench.BenchTable;
import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The command {@code fairlead experiment analyze} as its user runs it, a process of its own with the start of the program in its
 * time, beside plain SQL of the same moments in this process.
 */
final class AnalyzeRace {
    private static final double SAME = 1e-6;
    private static final long POLL_MILLIS = 20;
    private static final int RUNS = 3;

    private final BenchTable table;
    private final String launcher;
    private final Path folder;

    private AnalyzeRace(BenchTable table, String launcher, Path folder) {
        this.table = table;
        this.launcher = launcher;
        this.folder = folder;
    }

    static void run(BenchTable table, Path folder, long units) throws Exception {
        String launcher = Optional.ofNullable(System.getenv("FAIRLEAD_LAUNCHER"))
                .orElseThrow(() -> new UserException(
                        "FAIRLEAD_LAUNCHER does not name the program's script, which sets it itself"));
        var race = new AnalyzeRace(table, launcher, folder);
        race.run(new SimulatedTable(folder.resolve("units.parquet"), units), "Parquet");
        race.run(new SimulatedTable(folder.resolve("units.csv"), units), "CSV");
    }

    private void run(SimulatedTable data, String format) throws Exception {
        BenchTable.progress("writing " + data.units() + " units as " + format);
        data.write();
        String name = String.format(
                "experiment analyze: %,d units x %d metrics, CUPED, %s of %,d MiB",
                data.units(), SimulatedTable.METRICS, format, Files.size(data.file()) >> 20);
        long start = System.nanoTime();
        List<Estimate> bySql = data.effectsBySql();
        table.add(name, "duckdb SQL, 2 threads", "time", "s", (System.nanoTime() - start) / 1e9);
        BenchTable.progress("by the command, " + format);
        Path json = folder.resolve("effects.json");
        var seconds = new double[RUNS];
        long peak = 0;
        for (int run = 0; run < RUNS; run++) {
            long before = System.nanoTime();
            peak = Math.max(peak, command(data, json));
            seconds[run] = (System.nanoTime() - before) / 1e9;
        }
        Arrays.sort(seconds);
        table.add(name, BenchTable.FAIRLEAD, "time, median of 3", "s", seconds[RUNS / 2]);
        table.add(name, BenchTable.FAIRLEAD, "time, longest of 3", "s", seconds[RUNS - 1]);
        table.add(name, BenchTable.FAIRLEAD, "peak memory", "MiB", peak / 1024.0);
        requireSame(bySql, Json.parse(Files.readString(json)));
        Files.delete(data.file());
    }

    /** Returns the most memory that it had, KiB. */
    private long command(SimulatedTable data, Path json) throws IOException, InterruptedException {
        Path plan = Files.writeString(folder.resolve("plan.json"), data.plan());
        Process process = new ProcessBuilder(
                        launcher,
                        "experiment",
                        "analyze",
                        "--plan",
                        plan.toString(),
                        "--data",
                        data.file().toString(),
                        "--arm-column",
                        "arm",
                        "--unit-column",
                        "unit",
                        "--json",
                        json.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile())
                .start();
        long peak = 0;
        while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, peak(process.pid()));
        }
        if (process.exitValue() != 0) {
            throw new UserException("the command failed: " + Files.readString(folder.resolve("said.txt")));
        }
        return peak;
    }

    /** The most memory that a process has had so far, KiB; 0 where the system does not tell. */
    private static long peak(long pid) throws IOException {
        Path status = Path.of("/proc/" + pid + "/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    private static void requireSame(List<Estimate> bySql, Json rows) {
        for (int metric = 0; metric < bySql.size(); metric++) {
            double expected = bySql.get(metric).value();
            double found = value(rows, "y" + metric);
            if (!(Math.abs(expected - found) <= SAME * bySql.get(metric).standardError())) {
                throw new UserException("y" + metric + ": SQL says " + expected + " and the command says " + found);
            }
        }
        BenchTable.progress(bySql.size() + " effects equal those of SQL; the first is " + bySql.getFirst());
    }

    private static double value(Json rows, String metric) {
        return ((Json.Arr) rows)
                .elements().stream()
                        .map(Json.Obj.class::cast)
                        .filter(row -> row.get("metric").equals(Optional.of(Json.of(metric))))
                        .map(row -> ((Json.Num) row.get("value").orElseThrow()).value())
                        .findFirst()
                        .orElseThrow(() -> new UserException("the command says nothing of " + metric));
    }
}
