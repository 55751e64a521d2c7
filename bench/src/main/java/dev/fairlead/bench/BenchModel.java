package dev.fairlead.bench;

import dev.fairlead.cli.bench.BenchTable;
import dev.fairlead.lightgbm.NativeLibrary;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * A model to be trained on simulated rows.
 *
 * @param trees how many
 * @param leaves of each tree at most
 * @param doubles whether it is scored from rows of doubles
 */
record BenchModel(int trees, int leaves, SimulatedRows data, boolean doubles) {
    private static final int TRAINING_ROWS = 30_000;

    static BenchModel of(int trees, int leaves, int features) {
        return new BenchModel(trees, leaves, new SimulatedRows(features, 0, 0), false);
    }

    /** What the table calls it. */
    String name() {
        return trees + " trees x " + leaves + " leaves, " + data.features() + " features"
                + (data.missing() > 0 ? ", " + Math.round(100 * data.missing()) + " % missing" : "")
                + (data.categories() > 0 ? ", " + data.categories() + " categorical" : "")
                + (doubles ? ", doubles" : "");
    }

    /** Where its LightGBM text is kept. */
    Path lightGbmFile(Path folder) {
        return file(folder, "lightgbm");
    }

    private Path file(Path folder, String kind) {
        return folder.resolve(kind + "-" + trees + "-" + leaves + "-" + data.features() + "-"
                + Math.round(100 * data.missing()) + "-" + data.categories());
    }

    /** The LightGBM text, from the folder or trained now. */
    String lightGbm(Path folder) throws IOException, LGBMException {
        Path file = file(folder, "lightgbm");
        if (Files.exists(file)) {
            return Files.readString(file);
        }
        BenchTable.progress("training " + name() + " by LightGBM");
        NativeLibrary.load();
        float[] rows = data.rows(TRAINING_ROWS, 1);
        String categories = data.categories() == 0
                ? ""
                : " categorical_feature="
                        + IntStream.range(0, data.categories())
                                .mapToObj(String::valueOf)
                                .collect(Collectors.joining(","));
        LGBMDataset set = LGBMDataset.createFromMat(
                rows, TRAINING_ROWS, data.features(), true, "max_bin=255 verbosity=-1" + categories, null);
        set.setField("label", data.labels(rows, 2));
        LGBMBooster booster = LGBMBooster.create(
                set,
                "objective=binary learning_rate=0.05 min_data_in_leaf=5 num_threads=1 verbosity=-1 seed=7"
                        + " deterministic=true force_row_wise=true num_leaves=" + leaves + categories);
        for (int i = 0; i < trees; i++) {
            booster.updateOneIter();
        }
        String text = booster.saveModelToString(0, 0, LGBMBooster.FeatureImportanceType.GAIN);
        booster.close();
        set.close();
        Files.writeString(file, text);
        return text;
    }

    /** The same by XGBoost. */
    Booster xgBoost(Path folder) throws IOException, XGBoostError {
        Path file = file(folder, "xgboost");
        if (!Files.exists(file)) {
            BenchTable.progress("training " + name() + " by XGBoost");
            float[] rows = data.rows(TRAINING_ROWS, 1);
            var matrix = new DMatrix(rows, TRAINING_ROWS, data.features(), Float.NaN);
            matrix.setLabel(data.labels(rows, 2));
            Map<String, Object> parameters = Map.of(
                    "objective",
                    "binary:logistic",
                    "tree_method",
                    "hist",
                    "grow_policy",
                    "lossguide",
                    "max_leaves",
                    leaves,
                    "max_depth",
                    0,
                    "eta",
                    0.05,
                    "nthread",
                    1,
                    "seed",
                    7);
            Booster trained = XGBoost.train(matrix, parameters, trees, Map.of(), null, null);
            Files.write(file, trained.toByteArray("ubj"));
            matrix.dispose();
        }
        return XGBoost.loadModel(Files.readAllBytes(file));
    }
}
