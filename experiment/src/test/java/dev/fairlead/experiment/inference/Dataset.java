package dev.fairlead.experiment.inference;

import dev.fairlead.experiment.Vectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;

/** Columns of the reference rows, by name. */
record Dataset(List<String> names, List<double[]> rows) {
    static Dataset read() {
        try {
            List<String> lines = Files.readAllLines(Vectors.folder().resolve("tests-reference/dataset_600.csv"));
            return new Dataset(
                    List.of(lines.get(0).replace("\"", "").split(",")),
                    lines.stream().skip(1).map(Dataset::values).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] values(String line) {
        return Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
    }

    double[] column(String name) {
        int position = names.indexOf(name);
        return rows.stream().mapToDouble(row -> row[position]).toArray();
    }

    long[] clusters() {
        return Arrays.stream(column("cluster")).mapToLong(id -> (long) id).toArray();
    }

    /** The moments of columns in the rows where another has a value. */
    CoMoments moments(String arm, double value, String... columns) {
        var moments = new CoMoments(columns.length);
        for (double[] row : rows) {
            if (row[names.indexOf(arm)] == value) {
                moments.accept(Arrays.stream(columns)
                        .mapToDouble(column -> row[names.indexOf(column)])
                        .toArray());
            }
        }
        return moments;
    }

    Proportion clicks(double arm) {
        var counts = new Counts();
        double[] treat = column("treat");
        double[] click = column("click");
        for (int i = 0; i < treat.length; i++) {
            if (treat[i] == arm) {
                counts.accept(click[i] == 1);
            }
        }
        return counts.proportion();
    }
}
