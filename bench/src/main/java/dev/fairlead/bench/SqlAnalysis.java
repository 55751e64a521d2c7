package dev.fairlead.bench;

import dev.fairlead.experiment.Estimate;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;

/** What an analyst would write: totals per cluster, their distances from what the arm's mean expects, sums of products. */
record SqlAnalysis(SimulatedUnits data) {
    /** Sums over the clusters of an arm. */
    private record Arm(double clusters, double[] y, double[] x, double[] yy, double[] yx, double[] xx) {
        static Arm read(ResultSet row, int metrics) throws SQLException {
            var arm = new Arm(
                    row.getDouble("clusters"),
                    new double[metrics],
                    new double[metrics],
                    new double[metrics],
                    new double[metrics],
                    new double[metrics]);
            for (int j = 0; j < metrics; j++) {
                arm.y[j] = row.getDouble("my" + j);
                arm.x[j] = row.getDouble("mx" + j);
                arm.yy[j] = row.getDouble("yy" + j);
                arm.yx[j] = row.getDouble("yx" + j);
                arm.xx[j] = row.getDouble("xx" + j);
            }
            return arm;
        }

        double variance(int j, double theta) {
            return (yy[j] - 2 * theta * yx[j] + theta * theta * xx[j]) / (clusters - 1) / clusters;
        }
    }

    private String query() {
        return "WITH c AS (SELECT arm, cluster, count(*) n"
                + data.each(j -> ", sum(y" + j + ") y" + j + ", sum(x" + j + ") x" + j)
                + " FROM '" + data.file() + "' GROUP BY arm, cluster), a AS (SELECT arm, avg(n) size"
                + data.each(j -> ", sum(y" + j + ") / sum(n) my" + j + ", sum(x" + j + ") / sum(n) mx" + j)
                + " FROM c GROUP BY arm), l AS (SELECT a.*"
                + data.each(j -> ", (y" + j + " - my" + j + " * n) / size ly" + j + ", (x" + j + " - mx" + j
                        + " * n) / size lx" + j)
                + " FROM c JOIN a USING (arm)) SELECT arm, count(*) clusters"
                + data.each(j -> ", any_value(my" + j + ") my" + j + ", any_value(mx" + j + ") mx" + j + ", sum(ly" + j
                        + " * ly" + j + ") yy" + j + ", sum(ly" + j + " * lx" + j + ") yx" + j + ", sum(lx" + j
                        + " * lx"
                        + j + ") xx" + j)
                + " FROM l GROUP BY arm ORDER BY arm";
    }

    List<Estimate> effects() throws SQLException {
        try (Connection connection = SimulatedUnits.open();
                ResultSet rows = connection.createStatement().executeQuery(query())) {
            rows.next();
            Arm control = Arm.read(rows, data.metrics());
            rows.next();
            Arm treatment = Arm.read(rows, data.metrics());
            return IntStream.range(0, data.metrics())
                    .mapToObj(j -> effect(control, treatment, j))
                    .toList();
        }
    }

    private static Estimate effect(Arm control, Arm treatment, int j) {
        double theta = (control.yx[j] + treatment.yx[j]) / (control.xx[j] + treatment.xx[j]);
        double difference = treatment.y[j] - control.y[j] - theta * (treatment.x[j] - control.x[j]);
        return Estimate.normal(difference, Math.sqrt(control.variance(j, theta) + treatment.variance(j, theta)));
    }
}
