package dev.fairlead.cli.experiment.methods;

import dev.fairlead.cli.experiment.table.TableCells;
import dev.fairlead.duckdb.TableRows;
import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.time.TimeFormat;
import dev.fairlead.report.NumberFormat;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The table of an experiment that is not of people assigned once, and how its numbers are read. */
final class DesignTable {
    private static final TimeFormat UTC = TimeFormat.STANDARD.in(ZoneOffset.UTC);

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "The table, CSV or Parquet.")
    private Path data = Path.of("");

    @Option(names = "--arm-column", required = true, paramLabel = "NAME", description = "Names of arms.")
    private String arm = "";

    @Option(names = "--metric", required = true, paramLabel = "COLUMN", description = "The metric's column.")
    private String metric = "";

    @Option(names = "--confidence", defaultValue = "0.95", description = "Of intervals (default: ${DEFAULT-VALUE}).")
    private double confidence = 0.95;

    @Option(
            names = "--draws",
            paramLabel = "N",
            defaultValue = "9999",
            description = "Draws of tests that cannot try all assignments (default: ${DEFAULT-VALUE}).")
    private int draws = 9999;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the draws; the same seed gives the same numbers (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    String metric() {
        return metric;
    }

    Path data() {
        return data;
    }

    double confidence() {
        return confidence;
    }

    int draws() {
        return draws;
    }

    RandomGenerator random() {
        return new SplittableRandom(seed);
    }

    /** One row: its arm, its metric and the other columns asked for. */
    record Row(String arm, double value, List<String> others, TableRows.Row cells) {}

    /** Reads rows; one without a value is left out, and counted in the result. */
    long read(List<String> others, Consumer<Row> each) {
        List<String> columns =
                Stream.concat(Stream.of(arm, metric), others.stream()).toList();
        var missing = new long[1];
        try {
            TableRows.read(data, columns, row -> {
                if (row.text(1).isEmpty()) {
                    missing[0]++;
                } else {
                    each.accept(new Row(
                            row.text(0), TableCells.number(row, 1), row.cells().subList(2, columns.size()), row));
                }
            });
        } catch (IllegalArgumentException e) {
            throw new UserException(data + ": " + e.getMessage());
        }
        return missing[0];
    }

    /** Whether a row is of treatment; one of two arms. */
    boolean treated(Row row, String control, String treatment) {
        if (!row.arm.equals(control) && !row.arm.equals(treatment)) {
            throw new UserException(data + ", row " + row.cells.number() + ": the arm '" + row.arm + "' is neither '"
                    + control + "' nor '" + treatment + "'; say which with --control and --treatment");
        }
        return row.arm.equals(treatment);
    }

    /** Seconds since 1970 of a time such as 2026-03-02 10:00:00, as in UTC if it has no zone; whole numbers are seconds. */
    long seconds(Row row, int other) {
        String text = row.others.get(other).strip();
        try {
            return text.matches("-?\\d+") ? Long.parseLong(text) : Math.floorDiv(UTC.text(text), 1000L);
        } catch (IllegalArgumentException e) {
            throw new UserException(data + ", row " + row.cells.number() + ": '" + text
                    + "' is no time such as 2026-03-02 10:00:00, and no whole number of seconds");
        }
    }

    /** A difference with its interval and p-value. */
    String words(Estimate estimate) {
        return String.format(
                Locale.ROOT,
                "%s, %s %% interval %s to %s, p %s",
                NumberFormat.signed(estimate.value()),
                NumberFormat.number(100 * confidence),
                NumberFormat.signed(estimate.interval(confidence).low()),
                NumberFormat.signed(estimate.interval(confidence).high()),
                p(estimate.p(0)));
    }

    /** A p-value in three digits that count. */
    static String p(double p) {
        return p < 1e-300 ? "< 1e-300" : String.format(Locale.ROOT, "%.3g", p);
    }
}
