package dev.fairlead.report.evaluation;

import dev.fairlead.learn.MetricRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Rows as an aligned text table for a console. After ± stands half the width of the 95 % interval. */
public final class EvaluationTable {
    private static final int WIDTH = 118;

    private EvaluationTable() {}

    /** Every metric of slice {@code all}: policies down, metrics across, in as many blocks as fit the console. */
    public static String text(List<MetricRow> rows) {
        List<MetricRow> all =
                rows.stream().filter(row -> row.slice().equals("all")).toList();
        return blocks("policy", all, MetricRow::policy, MetricRow::metric);
    }

    /** Only these metrics of slice {@code all}. */
    public static String text(List<MetricRow> rows, Collection<String> metrics) {
        return text(rows.stream().filter(row -> metrics.contains(row.metric())).toList());
    }

    /** One metric: slices down, policies across. */
    public static String bySlice(List<MetricRow> rows, String metric) {
        List<MetricRow> one =
                rows.stream().filter(row -> row.metric().equals(metric)).toList();
        return blocks(metric, one, MetricRow::slice, MetricRow::policy);
    }

    /** {@code .6022} style figures: four decimals below 10, two below 1,000, else none; with ± when known. */
    static String cell(MetricRow row) {
        String value = number(row.value(), row.value());
        return row.hasInterval() ? value + " ±" + number((row.high() - row.low()) / 2, row.value()) : value;
    }

    /** A number with the decimals that suit {@code size}. */
    static String number(double value, double size) {
        String format = Math.abs(size) < 10 ? "%.4f" : Math.abs(size) < 1_000 ? "%.2f" : "%,.0f";
        return String.format(Locale.ROOT, format, value);
    }

    private static String blocks(
            String corner, List<MetricRow> rows, Function<MetricRow, String> down, Function<MetricRow, String> across) {
        Set<String> names = distinct(rows, down);
        int first = Math.max(
                corner.length(), names.stream().mapToInt(String::length).max().orElse(0));
        StringBuilder text = new StringBuilder();
        List<List<String>> block = new ArrayList<>();
        int width = first;
        for (String column : distinct(rows, across)) {
            List<String> cells = column(
                    rows.stream()
                            .filter(row -> across.apply(row).equals(column))
                            .toList(),
                    column,
                    names,
                    down);
            if (!block.isEmpty() && width + 2 + cells.getFirst().length() > WIDTH) {
                append(text, corner, names, first, block);
                block.clear();
                width = first;
            }
            block.add(cells);
            width += 2 + cells.getFirst().length();
        }
        if (!block.isEmpty()) append(text, corner, names, first, block);
        return text.toString();
    }

    /** The heading and a cell per name, all of one width. */
    private static List<String> column(
            List<MetricRow> rows, String heading, Set<String> names, Function<MetricRow, String> down) {
        List<String> cells = new ArrayList<>(List.of(heading));
        for (String name : names) {
            Optional<MetricRow> row =
                    rows.stream().filter(r -> down.apply(r).equals(name)).findFirst();
            cells.add(row.map(EvaluationTable::cell).orElse("–"));
        }
        int width = cells.stream().mapToInt(String::length).max().orElse(0);
        return cells.stream()
                .map(cell -> " ".repeat(width - cell.length()) + cell)
                .toList();
    }

    private static void append(
            StringBuilder text, String corner, Set<String> names, int first, List<List<String>> block) {
        if (!text.isEmpty()) text.append('\n');
        List<String> lines = new ArrayList<>(List.of(corner));
        lines.addAll(names);
        for (int i = 0; i < lines.size(); i++) {
            text.append(lines.get(i)).append(" ".repeat(first - lines.get(i).length()));
            for (List<String> column : block) text.append("  ").append(column.get(i));
            text.append('\n');
        }
    }

    private static Set<String> distinct(List<MetricRow> rows, Function<MetricRow, String> by) {
        return rows.stream().map(by).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
