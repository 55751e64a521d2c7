package dev.fairlead.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Simulated units of an experiment in a Parquet file: clusters of {@value #CLUSTER} units, each cluster in one arm, and
 * metrics that depend on the cluster, on a covariate and, a little, on the arm.
 */
record SimulatedUnits(Path file, long units, int metrics) {
    static final int CLUSTER = 100;

    /** Values by hashing, so that they are the same whatever the number of threads. */
    void write() throws SQLException {
        String columns = each(j -> ", round(exp(2 * " + uniform("i", 2 * j + 1) + "), 3) AS x" + j)
                + each(j -> ", round(0.5 * exp(2 * " + uniform("i", 2 * j + 1) + ") + 2 * " + uniform("i", 2 * j + 2)
                        + " + " + uniform("i // " + CLUSTER, -j - 1) + " + 0.01 * (hash(i // " + CLUSTER
                        + ") % 2), 3) AS y" + j);
        try (Connection connection = open()) {
            connection
                    .createStatement()
                    .execute("COPY (SELECT i AS unit, i // " + CLUSTER + " AS cluster, (hash(i // " + CLUSTER
                            + ") % 2)::INTEGER AS arm" + columns + " FROM range(" + units + ") t(i)) TO '" + file
                            + "' (FORMAT parquet)");
        }
    }

    private static String uniform(String of, int stream) {
        return "(hash(" + of + ", " + stream + ") / 18446744073709551616.0)";
    }

    /** A piece of SQL for each metric. */
    String each(IntFunction<String> piece) {
        return IntStream.range(0, metrics).mapToObj(piece).collect(Collectors.joining());
    }

    /** A connection that hands results on while it reads. */
    static Connection open() throws SQLException {
        var properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        return DriverManager.getConnection("jdbc:duckdb:", properties);
    }
}
