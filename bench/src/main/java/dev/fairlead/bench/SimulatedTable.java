package dev.fairlead.bench;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.inference.CoMoments;
import dev.fairlead.experiment.inference.Cuped;
import dev.fairlead.experiment.inference.Metric;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A simulated table as a product team has it: a row per unit with its id, its arm by name, {@value #METRICS} metrics and as many
 * covariates from before the experiment.
 */
record SimulatedTable(Path file, long units) {
    static final int METRICS = 3;

    /** Metrics and covariates. */
    private static List<String> columns() {
        return Stream.of("y", "x")
                .flatMap(kind -> IntStream.range(0, METRICS).mapToObj(j -> kind + j))
                .toList();
    }

    /** Writes CSV or Parquet, as the file's name ends; values by hashing, the same on every machine. */
    void write() throws SQLException {
        String covariates = IntStream.range(0, METRICS)
                .mapToObj(j -> ", round(exp(2 * " + uniform(2 * j + 1) + "), 3) AS x" + j)
                .collect(Collectors.joining());
        String metrics = IntStream.range(0, METRICS)
                .mapToObj(j -> ", round(0.5 * exp(2 * " + uniform(2 * j + 1) + ") + 2 * " + uniform(2 * j + 2)
                        + " + 0.01 * (hash(i) % 2), 3) AS y" + j)
                .collect(Collectors.joining());
        String format = file.toString().endsWith(".parquet") ? "FORMAT parquet" : "FORMAT csv, HEADER";
        try (Connection connection = SimulatedUnits.open()) {
            connection
                    .createStatement()
                    .execute(
                            "COPY (SELECT 'u' || i AS unit, CASE WHEN hash(i) % 2 = 0 THEN 'control' ELSE 'treatment' END AS arm"
                                    + covariates + metrics + " FROM range(" + units + ") t(i)) TO '" + file + "' ("
                                    + format
                                    + ")");
        }
    }

    private static String uniform(int stream) {
        return "(hash(i, " + stream + ") / 18446744073709551616.0)";
    }

    /** The plan of its analysis, as a file. */
    String plan() {
        String metric = "{\"name\": \"y%d\", \"kind\": \"mean\", \"direction\": \"increase\", \"windowDays\": 7%s}";
        return String.format(
                Locale.ROOT,
                """
                {"name": "bench", "hypothesis": "Simulated.", "unit": "user", "owners": ["bench"],
                 "arms": [{"name": "control", "weight": 1, "units": %1$d, "control": true},
                          {"name": "treatment", "weight": 1, "units": %1$d}],
                 "primary": [%2$s], "secondary": [%3$s, %4$s], "covariates": ["x0", "x1", "x2"]}
                """,
                units / 2,
                metric.formatted(0, ", \"minimumDetectableEffect\": 0.01"),
                metric.formatted(1, ""),
                metric.formatted(2, ""));
    }

    /** The effects from the moments that plain SQL computes: sums and sums of products of all columns, by arm. */
    List<Estimate> effectsBySql() throws SQLException {
        List<String> columns = columns();
        var sums = new ArrayList<String>();
        for (int i = 0; i < columns.size(); i++) {
            sums.add("sum(" + columns.get(i) + ")");
            for (int j = 0; j <= i; j++) {
                sums.add("sum(" + columns.get(i) + " * " + columns.get(j) + ")");
            }
        }
        String query = "SELECT count(*), " + String.join(", ", sums) + " FROM '" + file + "' GROUP BY arm ORDER BY arm";
        try (Connection connection = SimulatedUnits.open();
                ResultSet rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            CoMoments control = moments(rows, columns.size());
            rows.next();
            CoMoments treatment = moments(rows, columns.size());
            return IntStream.range(0, METRICS)
                    .mapToObj(metric -> effect(control, treatment, metric))
                    .toList();
        }
    }

    private static CoMoments moments(ResultSet row, int size) throws SQLException {
        long n = row.getLong(1);
        var means = new double[size];
        var covariance = new double[size][size];
        int at = 2;
        for (int i = 0; i < size; i++) {
            means[i] = row.getDouble(at++) / n;
            for (int j = 0; j <= i; j++) {
                covariance[i][j] = (row.getDouble(at++) - n * means[i] * means[j]) / (n - 1);
                covariance[j][i] = covariance[i][j];
            }
        }
        return CoMoments.summarized(n, means, covariance);
    }

    private static Estimate effect(CoMoments control, CoMoments treatment, int metric) {
        List<Metric> values = Stream.concat(
                        Stream.of(metric), IntStream.range(METRICS, 2 * METRICS).boxed())
                .<Metric>map(Metric.Mean::new)
                .toList();
        return Cuped.pooledWithin(Metric.linearize(control, values), Metric.linearize(treatment, values))
                .comparison()
                .difference();
    }
}
