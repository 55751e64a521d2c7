package dev.fairlead.trees;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;

/**
 * Models that XGBoost trained, scored by every kernel and by XGBoost itself, up to the rounding that is stated. (Models that
 * are grown at random, as for LightGBM, make the native library end the process.)
 */
class NativeXgBoostTest {
    private static final int FEATURES = 6;
    private static final int ROWS = 400;
    private static final int SCORED = 200;
    private static final int ITERATIONS = 30;

    private final Random random = new Random(5);

    @Test
    void marginsDifferByRoundingAtMost() throws Exception {
        int compared = 0;
        for (String objective : List.of("binary:logistic", "reg:squarederror", "count:poisson", "multi:softprob")) {
            for (Map<String, Object> more : List.<Map<String, Object>>of(
                    Map.of(),
                    Map.of("booster", "dart", "rate_drop", 0.3),
                    Map.of("num_parallel_tree", 2, "subsample", 0.6),
                    Map.of("grow_policy", "lossguide", "max_leaves", 60, "max_depth", 0))) {
                for (boolean categorical : new boolean[] {false, true}) {
                    compared += compare(
                            objective + more + (categorical ? " categorical" : ""), objective, more, categorical);
                }
            }
        }
        System.out.println("trained XGBoost models: " + compared + " margins within rounding of native XGBoost's");
    }

    private int compare(String name, String objective, Map<String, Object> more, boolean categorical)
            throws XGBoostError {
        int classes = objective.startsWith("multi") ? 3 : 1;
        var parameters = new HashMap<String, Object>(more);
        parameters.putAll(Map.of("objective", objective, "tree_method", "hist", "eta", 0.3, "nthread", 1, "seed", 1));
        if (classes > 1) {
            parameters.put("num_class", classes);
        }
        DMatrix train = matrix(rows(ROWS, categorical), categorical);
        train.setLabel(labels(classes));
        Booster booster = XGBoost.train(train, parameters, ITERATIONS, Map.of(), null, null);
        TreeEnsemble model = TreeEnsemble.parse(booster.toByteArray("ubj"));
        float[] rows = rows(SCORED, categorical);
        DMatrix scored = matrix(rows, categorical);
        int compared = requireClose(name, model, rows, booster.predict(scored, true));
        train.dispose();
        scored.dispose();
        booster.dispose();
        return compared;
    }

    private static DMatrix matrix(float[] rows, boolean categorical) throws XGBoostError {
        var matrix = new DMatrix(rows, rows.length / FEATURES, FEATURES, Float.NaN);
        if (categorical) {
            var types = new String[FEATURES];
            Arrays.fill(types, "q");
            types[0] = "c";
            types[1] = "c";
            matrix.setFeatureTypes(types);
        }
        return matrix;
    }

    /** The first two are categories if any are. */
    private float[] rows(int count, boolean categorical) {
        var rows = new float[count * FEATURES];
        for (int i = 0; i < rows.length; i++) {
            boolean category = categorical && i % FEATURES < 2;
            rows[i] = random.nextInt(10) == 0
                    ? Float.NaN
                    : category
                            ? random.nextInt(40)
                            : random.nextInt(4) == 0 ? random.nextInt(3) : (float) random.nextGaussian();
        }
        return rows;
    }

    private float[] labels(int classes) {
        var labels = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            labels[i] = random.nextInt(Math.max(2, classes));
        }
        return labels;
    }

    private static int requireClose(String name, TreeEnsemble model, float[] rows, float[][] expected) {
        int compared = 0;
        for (Kernel kernel : Kernel.values()) {
            if (model.supports(kernel)) {
                var found = new double[SCORED * model.classes()];
                model.using(kernel).raw(rows, SCORED, found);
                for (int i = 0; i < found.length; i++) {
                    float margin = expected[i / model.classes()][i % model.classes()];
                    double rounding = model.trees() * Math.ulp(1f) * (Math.abs(margin) + 1);
                    assertTrue(
                            Math.abs(found[i] - margin) <= rounding,
                            name + " by " + kernel + ": " + found[i] + " and XGBoost says " + margin);
                    compared++;
                }
            }
        }
        return compared;
    }
}
