package dev.fairlead.trees;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Models saved by LightGBM, with rows and what LightGBM predicted for them. */
@Tag("conformance")
class ConformanceTest {
    /** Predictions come through exp, whose last bit is the library's own, and were written with 16 to 19 digits. */
    private static final double RELATIVE = 5e-16;

    private static final List<String> MODELS =
            List.of("lg_breast_cancer.txt", "lg_dart_breast_cancer.model", "lg_rf_iris.model", "lgmulticlass.model");

    private static final Path FOLDER = Path.of(System.getProperty("fairlead.data", ""), "gbdt-models");

    @Test
    void dart() throws IOException {
        var model = read("lg_dart_breast_cancer.model");
        double[] rows = table("breast_cancer_test.tsv");
        compare("lg_dart_breast_cancer", predictions(model, rows), table("lg_dart_breast_cancer_true_predictions.txt"));
    }

    @Test
    void randomForest() throws IOException {
        var model = read("lg_rf_iris.model");
        double[] rows = libsvm("iris_test.libsvm", model.features());
        compare("lg_rf_iris", predictions(model, rows), table("lg_rf_iris_true_predictions.txt"));
    }

    @Test
    void multiclass() throws IOException {
        var model = read("lgmulticlass.model");
        double[] rows = labelled("multiclass_test.tsv", model.features());
        compare("lgmulticlass", predictions(model, rows), table("lgmulticlass_true_predictions.txt"));
    }

    @Test
    void multiclassRawScoresToTheLastBit() throws IOException {
        var model = read("lgmulticlass.model");
        double[] raw = raw(model, labelled("multiclass_test.tsv", model.features()));
        assertArrayEquals(table("lgmulticlass_true_raw_predictions.txt"), raw);
        System.out.println("lgmulticlass raw: " + raw.length + " scores equal to the last bit");
    }

    /** This model comes with rows but without predictions: each way to score must give the same. */
    @Test
    void breastCancer() throws IOException {
        var model = read("lg_breast_cancer.txt");
        double[] rows = table("lg_breast_cancer_data.txt");
        double[] raw = raw(model, rows);
        for (int row = 0; row < raw.length; row++) {
            assertEquals(raw[row], model.raw(rows, row * model.features()));
        }
        System.out.println("lg_breast_cancer: " + raw.length + " rows, no predictions to compare with");
    }

    @Test
    void splitsPerFeatureAreThoseThatLightGbmCounted() throws IOException {
        for (String name : MODELS) {
            var model = read(name);
            var expected = new double[model.features()];
            for (String line : lines(name)) {
                if (line.matches("Column_\\d+=\\d+")) {
                    String[] parts = line.split("=");
                    expected[model.featureNames().indexOf(parts[0])] = Double.parseDouble(parts[1]);
                }
            }
            assertArrayEquals(expected, model.splitImportance(), name);
        }
    }

    private static TreeEnsemble read(String name) throws IOException {
        return TreeEnsemble.read(FOLDER.resolve(name));
    }

    private static double[] raw(TreeEnsemble model, double[] rows) {
        int count = rows.length / model.features();
        var out = new double[count * model.classes()];
        model.raw(rows, count, out);
        return out;
    }

    private static double[] predictions(TreeEnsemble model, double[] rows) {
        double[] out = raw(model, rows);
        model.transform(out, rows.length / model.features());
        return out;
    }

    private static void compare(String model, double[] found, double[] expected) {
        assertEquals(expected.length, found.length);
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            worst = Math.max(worst, Math.abs(found[i] / expected[i] - 1));
        }
        System.out.println(model + ": " + found.length + " predictions, largest relative difference " + worst);
        assertTrue(worst <= RELATIVE, model + " is off by " + worst);
    }

    private static List<String> lines(String name) throws IOException {
        return Files.readAllLines(FOLDER.resolve(name));
    }

    private static double[] table(String name) throws IOException {
        return lines(name).stream()
                .flatMap(line -> Arrays.stream(line.strip().split("\\s+")))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** A table whose first column is the label. */
    private static double[] labelled(String name, int features) throws IOException {
        double[] all = table(name);
        return IntStream.range(0, all.length)
                .filter(i -> i % (features + 1) != 0)
                .mapToDouble(i -> all[i])
                .toArray();
    }

    private static double[] libsvm(String name, int features) throws IOException {
        var lines = lines(name);
        var rows = new double[lines.size() * features];
        for (int row = 0; row < lines.size(); row++) {
            for (String cell : lines.get(row).split(" ")) {
                int colon = cell.indexOf(':');
                if (colon > 0) {
                    int feature = Integer.parseInt(cell.substring(0, colon));
                    rows[row * features + feature] = Double.parseDouble(cell.substring(colon + 1));
                }
            }
        }
        return rows;
    }
}
