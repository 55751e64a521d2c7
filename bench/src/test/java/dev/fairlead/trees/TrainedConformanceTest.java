package dev.fairlead.trees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.lightgbm.NativeLibrary;
import dev.fairlead.trees.NativeLightGbm.Kind;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMDataset;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Models trained by LightGBM on its own examples, and every saved model, scored here and by LightGBM. */
@Tag("conformance")
class TrainedConformanceTest {
    private static final Path DATA = Path.of(System.getProperty("fairlead.data", ""));
    private static final String SURE = " num_threads=1 deterministic=true force_row_wise=true seed=1 verbosity=-1";

    /** Labels and rows, dense. */
    private record Rows(float[] labels, double[] values, int width) {
        int count() {
            return labels.length;
        }
    }

    @Test
    void ranking() throws Exception {
        int width = 301;
        Rows train = libSvm("rank.train.gz", width);
        int[] groups = Files.readAllLines(DATA.resolve("lightgbm-examples/rank.train.query")).stream()
                .mapToInt(Integer::parseInt)
                .toArray();
        String text = train(
                train,
                "objective=lambdarank num_leaves=31 min_data_in_leaf=50 bagging_freq=1 bagging_fraction=0.9",
                100,
                groups);
        conform("ranking", text, libSvm("rank.test.gz", width));
    }

    @Test
    void binary() throws Exception {
        for (String more : List.of(
                "",
                " boosting=dart",
                " boosting=rf bagging_freq=1 bagging_fraction=0.7",
                " linear_tree=true",
                " zero_as_missing=true")) {
            String text = train(
                    tabs("binary.train.gz"),
                    "objective=binary num_leaves=63 learning_rate=0.1" + more,
                    100,
                    new int[0]);
            conform("binary" + more, text, tabs("binary.test.gz"));
        }
    }

    @Test
    void categorical() throws Exception {
        Rows all = libSvm("categorical.data.gz", 8);
        String text = train(
                all,
                "objective=binary num_leaves=31 min_data_in_leaf=5 cat_smooth=1 categorical_feature=0,1,2,3,4,5,6,7",
                100,
                new int[0]);
        conform("categorical", text, all);
    }

    @Test
    void savedModels() throws Exception {
        Path folder = DATA.resolve("gbdt-models");
        for (String name : List.of(
                "lg_breast_cancer.txt", "lg_dart_breast_cancer.model", "lg_rf_iris.model", "lgmulticlass.model")) {
            String text = Files.readString(folder.resolve(name));
            int width = TreeEnsemble.parse(text).features();
            var random = new Random(3);
            double[] rows = random.doubles(500L * width, -1, 20)
                    .map(x -> random.nextInt(9) == 0 ? Double.NaN : x)
                    .toArray();
            conform(name + " on random rows", text, new Rows(new float[500], rows, width));
        }
    }

    /** Single trees without a model around them. */
    @Test
    void savedTrees() throws Exception {
        for (String name : List.of("tree_1leaf.txt", "tree_2leaves.txt", "tree_3leaves.txt")) {
            String tree = Files.readString(DATA.resolve("gbdt-models").resolve(name))
                            .replaceFirst("Tree=\\d+", "Tree=0")
                            .strip()
                    + "\n\n\n";
            if (!tree.contains("shrinkage")) {
                tree = tree.stripTrailing() + "\nshrinkage=1\n\n\n";
            }
            String text = "tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nlabel_index=0\nmax_feature_idx=1\n"
                    + "objective=regression\nfeature_names=a b\nfeature_infos=none none\ntree_sizes=" + tree.length()
                    + "\n\n" + tree + "end of trees\n";
            double[] rows = {5, 124, 5.1, 124, 756, 1, 757, 1, Double.NaN, Double.NaN, 0, -1, 1e9, 1e9};
            conform(name, text, new Rows(new float[rows.length / 2], rows, 2));
        }
    }

    private static String train(Rows rows, String parameters, int trees, int[] groups) throws Exception {
        NativeLibrary.load();
        var values = new float[rows.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) rows.values()[i];
        }
        try (LGBMDataset set =
                LGBMDataset.createFromMat(values, rows.count(), rows.width(), true, parameters + SURE, null)) {
            set.setField("label", rows.labels());
            if (groups.length > 0) {
                set.setField("group", groups);
            }
            try (LGBMBooster booster = LGBMBooster.create(set, parameters + SURE)) {
                for (int i = 0; i < trees; i++) {
                    booster.updateOneIter();
                }
                return booster.saveModelToString(0, 0, LGBMBooster.FeatureImportanceType.GAIN);
            }
        }
    }

    private static void conform(String name, String text, Rows rows) {
        TreeEnsemble model = TreeEnsemble.parse(text);
        try (var oracle = new NativeLightGbm(text)) {
            int compared = oracle.requireEqual(name, model, rows.values(), rows.count());
            System.out.printf(
                    "%s (%s, %d trees): %d raw scores equal to the last bit%s%n",
                    name, model.describe().format(), model.trees(), compared, contributions(oracle, model, rows));
        }
    }

    private static String contributions(NativeLightGbm oracle, TreeEnsemble model, Rows rows) {
        if (model.describe().linearTrees() > 0 || model.trees() == 1) {
            return "";
        }
        int room = rows.count() * model.classes() * (model.features() + 1);
        double[] expected = oracle.predict(rows.values(), rows.count(), Kind.CONTRIBUTIONS, room);
        var found = new double[room];
        model.contributions(rows.values(), rows.count(), found);
        var raw = new double[rows.count() * model.classes()];
        model.raw(rows.values(), rows.count(), raw);
        int each = model.features() + 1;
        double worst = 0;
        double worstSum = 0;
        for (int i = 0; i < raw.length; i++) {
            double sum = 0;
            for (int j = i * each; j < (i + 1) * each; j++) {
                worst = Math.max(worst, Math.abs(found[j] - expected[j]));
                sum += found[j];
            }
            worstSum = Math.max(worstSum, Math.abs(sum - raw[i]));
        }
        double difference = worst;
        assertTrue(difference <= 1e-9, () -> "SHAP differs by " + difference);
        assertEquals(0, worstSum, 1e-9);
        return String.format("; SHAP within %.1e of LightGBM's, sums within %.1e", worst, worstSum);
    }

    private static BufferedReader open(String file) throws IOException {
        return new BufferedReader(new InputStreamReader(new GZIPInputStream(
                Files.newInputStream(DATA.resolve("lightgbm-examples").resolve(file)))));
    }

    private static Rows tabs(String file) throws IOException {
        try (BufferedReader reader = open(file)) {
            double[][] lines = reader.lines()
                    .map(line -> Arrays.stream(line.split("\t"))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toArray(double[][]::new);
            int width = lines[0].length - 1;
            var labels = new float[lines.length];
            var values = new double[lines.length * width];
            for (int row = 0; row < lines.length; row++) {
                labels[row] = (float) lines[row][0];
                System.arraycopy(lines[row], 1, values, row * width, width);
            }
            return new Rows(labels, values, width);
        }
    }

    private static Rows libSvm(String file, int width) throws IOException {
        var lines = new ArrayList<String>();
        try (BufferedReader reader = open(file)) {
            reader.lines().forEach(lines::add);
        }
        var labels = new float[lines.size()];
        var values = new double[lines.size() * width];
        for (int row = 0; row < lines.size(); row++) {
            String[] cells = lines.get(row).split(" ");
            labels[row] = Float.parseFloat(cells[0]);
            for (int i = 1; i < cells.length; i++) {
                int colon = cells[i].indexOf(':');
                values[row * width + Integer.parseInt(cells[i].substring(0, colon))] =
                        Double.parseDouble(cells[i].substring(colon + 1));
            }
        }
        return new Rows(labels, values, width);
    }
}
