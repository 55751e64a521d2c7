package dev.fairlead.trees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.trees.NativeXgBoost.Kind;
import dev.fairlead.trees.NativeXgBoost.Refused;
import dev.fairlead.trees.NativeXgBoost.Training;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Models that two versions of XGBoost trained, scored by every kernel and by the version itself: margins and predictions up
 * to the rounding that is stated, leaves the same. (Models that are grown at random, as for LightGBM, make the native library
 * end the process.)
 */
class NativeXgBoostTest {
    private static final int FEATURES = 6;
    private static final int CATEGORICAL = 2;
    private static final int ROWS = 400;
    private static final int SCORED = 150;
    private static final List<String> FORMATS = List.of("json", "ubj");

    /** Every objective of versions 2 and 3. */
    private static final List<String> OBJECTIVES = List.of(
            "reg:squarederror",
            "reg:linear",
            "reg:squaredlogerror",
            "reg:logistic",
            "reg:pseudohubererror",
            "reg:absoluteerror",
            "reg:quantileerror",
            "reg:expectileerror",
            "reg:gamma",
            "reg:tweedie",
            "binary:logistic",
            "binary:logitraw",
            "binary:hinge",
            "count:poisson",
            "survival:cox",
            "survival:aft",
            "multi:softmax",
            "multi:softprob",
            "rank:pairwise",
            "rank:ndcg",
            "rank:map");

    private static final List<NativeXgBoost> VERSIONS = new ArrayList<>();

    private final Random random = new Random(5);

    @BeforeAll
    static void start() throws IOException {
        VERSIONS.addAll(NativeXgBoost.both());
    }

    @AfterAll
    static void stop() throws IOException {
        for (NativeXgBoost version : VERSIONS) {
            version.close();
        }
        VERSIONS.clear();
    }

    /** What a model is trained with, beside the objective. */
    private Map<String, String> parameters(String objective) {
        var parameters =
                new HashMap<>(Map.of("objective", objective, "tree_method", "hist", "nthread", "1", "seed", "1"));
        switch (objective) {
            case "multi:softmax", "multi:softprob" -> parameters.put("num_class", "3");
            case "reg:quantileerror" -> parameters.put("quantile_alpha", "0.3");
            case "reg:expectileerror" -> parameters.put("expectile_alpha", "0.3");
            default -> {}
        }
        return parameters;
    }

    @Test
    void everyObjectiveInEveryVersionAndFormat() throws Exception {
        int models = 0;
        for (NativeXgBoost version : VERSIONS) {
            for (String objective : OBJECTIVES) {
                boolean unknown = objective.equals("reg:expectileerror") && version == VERSIONS.getFirst();
                Training training = training(objective, false);
                for (String format : FORMATS) {
                    if (unknown) {
                        assertThrows(Refused.class, () -> version.train(parameters(objective), 1, format, training));
                    } else {
                        byte[] model = version.train(parameters(objective), 12, format, training);
                        compare(version, objective + " " + format, model, 0);
                        models++;
                    }
                }
            }
        }
        System.out.println("XGBoost objectives, versions and formats: " + models
                + " models score, predict and lead to leaves as native XGBoost");
    }

    @Test
    void severalQuantilesAndExpectiles() throws Exception {
        for (NativeXgBoost version : VERSIONS) {
            Training training = training("reg:squarederror", false);
            var parameters = parameters("reg:quantileerror");
            parameters.put("quantile_alpha", "[0.1,0.5,0.9]");
            compare(version, "quantiles", version.train(parameters, 10, "ubj", training), 0);
        }
        for (String base : List.of("", "[0.5,0.5,0.4]", "[0.1,0.2,3]")) {
            NativeXgBoost version = VERSIONS.getLast();
            var parameters = parameters("reg:expectileerror");
            parameters.put("expectile_alpha", "[0.1,0.5,0.9]");
            if (!base.isEmpty()) {
                parameters.put("base_score", base);
            }
            byte[] model = version.train(parameters, 10, "json", training("reg:squarederror", false));
            compare(version, "expectiles " + base, model, 0);
        }
    }

    @Test
    void boostersAndCategories() throws Exception {
        for (NativeXgBoost version : VERSIONS) {
            for (String objective : List.of("binary:logistic", "reg:squarederror", "count:poisson", "multi:softprob")) {
                for (Map<String, String> more : List.of(
                        Map.<String, String>of(),
                        Map.of("booster", "dart", "rate_drop", "0.3"),
                        Map.of("num_parallel_tree", "2", "subsample", "0.6"),
                        Map.of("grow_policy", "lossguide", "max_leaves", "60", "max_depth", "0"),
                        Map.of("gamma", "1", "tree_method", "exact"))) {
                    for (boolean categorical : new boolean[] {false, true}) {
                        boolean exact = more.containsValue("exact");
                        if (!categorical || !exact) {
                            var parameters = parameters(objective);
                            parameters.putAll(more);
                            byte[] model = version.train(parameters, 30, "ubj", training(objective, categorical));
                            String name = objective + more + (categorical ? " categorical" : "");
                            compare(version, name, model, categorical ? CATEGORICAL : 0);
                        }
                    }
                }
            }
        }
    }

    /** Dropout without the booster's old name, as XGBoost 3.3 and later train it. */
    @Test
    void dropoutOfTheTreeBooster() throws Exception {
        NativeXgBoost version = VERSIONS.getLast();
        for (String format : FORMATS) {
            var parameters = parameters("reg:squarederror");
            parameters.putAll(Map.of("rate_drop", "0.5", "normalize_type", "forest"));
            byte[] model = version.train(parameters, 20, format, training("reg:squarederror", false));
            compare(version, "dropout " + format, model, 0);
        }
    }

    @Test
    void refusesByNameWhatItCannotRead() throws Exception {
        for (NativeXgBoost version : VERSIONS) {
            var linear = parameters("reg:squarederror");
            linear.remove("tree_method");
            linear.put("booster", "gblinear");
            byte[] model = version.train(linear, 3, "json", training("reg:squarederror", false));
            refuses(model, "is \"gblinear\": a linear model, without trees");
            var vectors = parameters("multi:softprob");
            vectors.put("multi_strategy", "multi_output_tree");
            byte[] leaves = version.train(vectors, 3, "ubj", training("multi:softprob", false));
            refuses(leaves, "leaves hold vectors; this reader knows trees of one output");
        }
    }

    private static void refuses(byte[] model, String why) {
        var refused = assertThrows(ModelFormatException.class, () -> TreeEnsemble.parse(model));
        assertTrue(String.valueOf(refused.getMessage()).contains(why), refused.getMessage());
    }

    private Training training(String objective, boolean categorical) {
        var labels = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            labels[i] = switch (objective) {
                case "reg:gamma", "reg:tweedie", "survival:aft", "survival:cox", "reg:squaredlogerror" ->
                    0.1f + random.nextFloat() * 5;
                case "count:poisson" -> random.nextInt(6);
                case "reg:squarederror", "reg:absoluteerror", "reg:quantileerror", "reg:expectileerror" ->
                    (float) random.nextGaussian() * 3;
                case "multi:softmax", "multi:softprob" -> random.nextInt(3);
                default -> random.nextInt(2);
            };
        }
        int[] groups = objective.startsWith("rank")
                ? IntStream.generate(() -> 20).limit(ROWS / 20).toArray()
                : new int[0];
        return new Training(rows(ROWS, categorical), FEATURES, categorical ? CATEGORICAL : 0, labels, groups);
    }

    /** The first two are categories if any are. */
    private float[] rows(int count, boolean categorical) {
        var rows = new float[count * FEATURES];
        for (int i = 0; i < rows.length; i++) {
            boolean category = categorical && i % FEATURES < CATEGORICAL;
            rows[i] = random.nextInt(10) == 0
                    ? Float.NaN
                    : category
                            ? random.nextInt(40)
                            : random.nextInt(4) == 0 ? random.nextInt(3) : (float) random.nextGaussian();
        }
        return rows;
    }

    private void compare(NativeXgBoost version, String name, byte[] file, int categorical) throws Exception {
        TreeEnsemble model = TreeEnsemble.parse(file);
        String named = model.describe().format() + " " + name;
        float[] rows = rows(SCORED, categorical > 0);
        version.load(file);
        float[][] margins = version.predict(rows, FEATURES, categorical, Kind.MARGIN);
        requireMargins(named, model, rows, margins);
        requirePredictions(named, model, rows, version.predict(rows, FEATURES, categorical, Kind.NORMAL));
        requireLeaves(named, model, rows, version.predict(rows, FEATURES, categorical, Kind.LEAVES));
    }

    private static double rounding(TreeEnsemble model, double score) {
        return model.trees() * Math.ulp(1f) * (Math.abs(score) + 1);
    }

    private static void requireMargins(String name, TreeEnsemble model, float[] rows, float[][] expected) {
        for (Kernel kernel : Kernel.values()) {
            if (model.supports(kernel)) {
                var found = new double[SCORED * model.classes()];
                model.using(kernel).raw(rows, SCORED, found);
                for (int i = 0; i < found.length; i++) {
                    float margin = expected[i / model.classes()][i % model.classes()];
                    assertEquals(margin, found[i], rounding(model, margin), name + " by " + kernel);
                }
            }
        }
    }

    /** A prediction may have slopes of its own: at most the larger of 1 and the prediction. */
    private static void requirePredictions(String name, TreeEnsemble model, float[] rows, float[][] expected) {
        assertEquals(expected[0].length, model.outputs(), name);
        var found = new double[SCORED * model.classes()];
        model.predict(rows, SCORED, found);
        for (int i = 0; i < SCORED * model.outputs(); i++) {
            float prediction = expected[i / model.outputs()][i % model.outputs()];
            double most = 4 * rounding(model, prediction) * Math.max(1, Math.abs(prediction));
            assertEquals(prediction, found[i], most, name + ", prediction " + i);
        }
    }

    private static void requireLeaves(String name, TreeEnsemble model, float[] rows, float[][] expected) {
        var found = new int[SCORED * model.trees()];
        model.leaves(rows, SCORED, found);
        for (int i = 0; i < found.length; i++) {
            assertEquals((int) expected[i / model.trees()][i % model.trees()], found[i], name + ", leaf " + i);
        }
    }
}
