package dev.fairlead.cli.bench;

import dev.fairlead.cli.option.JsonOption;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a benchmark measured, in order. */
public final class BenchTable {
    /** The name of this program among the subjects. */
    public static final String FAIRLEAD = "fairlead";

    private final List<Row> rows = new ArrayList<>();

    /**
     * One number.
     *
     * @param name of the case: what was done, with the sizes that matter
     * @param subject {@link #FAIRLEAD}, or the peer that was measured in the same run
     */
    public record Row(String name, String subject, String metric, String unit, double value) {}

    /** Adds one number. */
    public void add(String name, String subject, String metric, String unit, double value) {
        rows.add(new Row(name, subject, metric, unit, value));
    }

    /** Prints the table, and writes it where the option says. */
    public void print(JsonOption json) throws IOException {
        int widest = rows.stream().mapToInt(row -> row.name.length()).max().orElse(0);
        int metric = Math.max(
                12, rows.stream().mapToInt(row -> row.metric.length()).max().orElse(0));
        String format = "%-" + widest + "s  %-18s  %-" + metric + "s %14s %s%n";
        StringBuilder table = new StringBuilder(format.formatted("case", "subject", "metric", "value", "unit"));
        for (Row row : rows) {
            table.append(format.formatted(row.name, row.subject, row.metric, number(row.value), row.unit));
        }
        json.print(table.toString());
        json.write(rows, (row, out) -> {
            out.text("case", row.name);
            out.text("subject", row.subject);
            out.text("metric", row.metric);
            out.text("unit", row.unit);
            out.number("value", row.value);
        });
    }

    private static String number(double value) {
        boolean whole = Math.abs(value) >= 100 || value == Math.rint(value);
        return String.format(Locale.ROOT, whole ? "%,.0f" : "%.3f", value);
    }

    /** Says on standard error what goes on. */
    public static void progress(String line) {
        System.err.println(line);
    }
}
