package dev.fairlead.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** The made-up experiment of 600 units that reference numbers of tests are about. */
public final class Dataset600 {
    private final List<String> names;
    private final List<String[]> rows;

    public Dataset600() {
        try {
            List<String> lines = Files.readAllLines(Vectors.folder().resolve("tests-reference/dataset_600.csv"));
            names = List.of(lines.getFirst().replace("\"", "").split(",", -1));
            rows = lines.stream().skip(1).map(line -> line.split(",", -1)).toList();
        } catch (IOException e) {
            throw new IllegalStateException("no reference vectors: give -Dfairlead.data=FOLDER", e);
        }
    }

    /** A column's values of the units in one arm. */
    public double[] column(String name, boolean treated) {
        int column = names.indexOf(name);
        int arm = names.indexOf("treat");
        return rows.stream()
                .filter(row -> row[arm].equals("1") == treated)
                .mapToDouble(row -> Double.parseDouble(row[column]))
                .toArray();
    }
}
