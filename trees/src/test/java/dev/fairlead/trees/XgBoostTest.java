package dev.fairlead.trees;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class XgBoostTest {
    private static final int ROUNDS = 60;
    private static final int ROWS = 120;

    private static final float[] ROW_EDGES = {
        Float.NaN,
        Float.NEGATIVE_INFINITY,
        Float.POSITIVE_INFINITY,
        -0.5f,
        -1,
        7,
        31,
        32,
        99,
        128,
        16777216,
        2147483648f,
        1e30f
    };

    private final Random random = new Random(1);

    @Test
    void scoresFloatsLikeTheNaiveWalk() {
        for (int round = 0; round < ROUNDS; round++) {
            GrownXgBoost grown = GrownXgBoost.grow(random);
            float[] rows = rows(grown.features());
            double[] expected = expected(grown, rows);
            for (TreeEnsemble model : List.of(TreeEnsemble.parse(grown.json()), TreeEnsemble.parse(grown.ubjson()))) {
                for (Kernel kernel : Kernel.values()) {
                    if (model.supports(kernel)) {
                        var scores = new double[expected.length];
                        model.using(kernel).raw(rows, ROWS, scores);
                        assertArrayEquals(expected, scores, kernel + " " + grown.json());
                    }
                }
            }
        }
    }

    /** The oracle sees what the doubles are rounded to. */
    @Test
    void roundsDoublesToFloats() {
        for (int round = 0; round < ROUNDS; round++) {
            GrownXgBoost grown = GrownXgBoost.grow(random);
            double[] rows = nearby(rows(grown.features()));
            var floats = new float[rows.length];
            IntStream.range(0, rows.length).forEach(i -> floats[i] = (float) rows[i]);
            double[] expected = expected(grown, floats);
            TreeEnsemble model = TreeEnsemble.parse(grown.ubjson());
            for (Kernel kernel : Kernel.values()) {
                if (model.supports(kernel)) {
                    var scores = new double[expected.length];
                    model.using(kernel).raw(rows, ROWS, scores);
                    assertArrayEquals(expected, scores, kernel + " " + grown.json());
                }
            }
        }
    }

    @Test
    void callsLeavesByXgBoostsNodes() {
        for (int round = 0; round < ROUNDS; round++) {
            GrownXgBoost grown = GrownXgBoost.grow(random);
            float[] rows = rows(grown.features());
            int trees = grown.trees().size();
            var leaves = new int[ROWS * trees];
            TreeEnsemble.parse(grown.ubjson()).leaves(rows, ROWS, leaves);
            for (int i = 0; i < leaves.length; i++) {
                GrownXgBoostTree tree = grown.trees().get(i % trees);
                assertEquals(tree.leaf(row(rows, i / trees, grown.features())), leaves[i]);
            }
        }
    }

    @Test
    void keepsGainsCoversAndShape() {
        for (int round = 0; round < ROUNDS; round++) {
            GrownXgBoost grown = GrownXgBoost.grow(random);
            Model model = ModelBytes.read(grown.ubjson());
            assertEquals(grown.classes() * grown.parallel(), model.perIteration());
            assertEquals("XGBoost UBJSON 2.1", model.format());
            for (int tree = 0; tree < grown.trees().size(); tree++) {
                GrownXgBoostTree expected = grown.trees().get(tree);
                double[] splits = IntStream.range(0, expected.size())
                        .filter(node -> expected.left()[node] != -1)
                        .mapToDouble(node -> node + 0.5)
                        .toArray();
                Tree read = model.trees().get(tree);
                assertArrayEquals(splits, read.splitCover());
                for (int split = 0; split < splits.length; split++) {
                    assertEquals((splits[split] - 0.5) / 2, read.gain()[split]);
                }
            }
        }
    }

    @Test
    void namesFeaturesAsTheModelDoesOrByNumber() {
        GrownXgBoost grown = GrownXgBoost.grow(random);
        var named = new GrownXgBoost(
                grown.features(),
                IntStream.range(0, grown.features()).mapToObj(i -> "é" + i).toList(),
                grown.classes(),
                grown.parallel(),
                grown.objective(),
                grown.base(),
                grown.weights(),
                grown.trees());
        assertEquals(named.names(), TreeEnsemble.parse(named.json()).featureNames());
        assertEquals(named.names(), TreeEnsemble.parse(named.ubjson()).featureNames());
        assertEquals(
                named.names(),
                TreeEnsemble.parse(named.json().getBytes(StandardCharsets.UTF_8))
                        .featureNames());
        String nameless = named.json().replaceFirst("\"feature_names\":\\[[^]]*]", "\"feature_names\":[]");
        assertEquals(
                IntStream.range(0, grown.features()).mapToObj(i -> "f" + i).toList(),
                TreeEnsemble.parse(nameless).featureNames());
    }

    /** XGBoost 1.0 to 1.5 wrote booleans, and no names, types of splits or counts of parallel trees. */
    @Test
    void readsTheFieldsOfVersionOne() {
        String text = """
                {"learner":{"attributes":{},"gradient_booster":{"model":{"gbtree_model_param":{"num_trees":"1",
                "size_leaf_vector":"0"},"tree_info":[0],"trees":[{"base_weights":[-9.8e-02,-1.9e+00,1.91919195652008057e+00],
                "default_left":[true,false,false],"id":0,"leaf_child_counts":[2,0,0],"left_children":[1,-1,-1],
                "loss_changes":[1.9e+02,0.0,Infinity],"parents":[2147483647,0,0],"right_children":[2,-1,-1],
                "split_conditions":[-4.25e-03,-5.0e-01,5.75757622718811035e-01],"split_indices":[0,0,0],
                "sum_hessian":[5.0e+01,2.6e+01,2.4e+01],"tree_param":{"num_feature":"2","num_nodes":"3",
                "size_leaf_vector":"0"}}]},"name":"gbtree"},"learner_model_param":{"base_score":"0.500000","num_class":"0",
                "num_feature":"2"},"objective":{"name":"binary:logistic","reg_loss_param":{"scale_pos_weight":"1"}}},
                "version":[1,0,2]}
                """;
        TreeEnsemble model = TreeEnsemble.parse(text);
        assertEquals(-0.5, model.raw(new double[] {Double.NaN, 0}, 0));
        assertEquals(0.57575762f, model.raw(new double[] {-4.25e-3f, 0}, 0));
        assertEquals(-0.5, model.raw(new double[] {Math.nextDown(-4.25e-3f), 0}, 0));
        assertEquals(0, ModelBytes.read(text).perIteration());
    }

    /** Since XGBoost 3.3 a model under dart is a gbtree with the weights beside its trees. */
    @Test
    void readsWeightsBesideTheTrees() {
        String around = "\"name\":\"gbtree\"},\"name\":\"dart\",\"weight_drop\":[";
        for (int round = 0; round < ROUNDS; round++) {
            GrownXgBoost grown = GrownXgBoost.grow(random);
            String json = grown.json();
            if (!grown.weights().isEmpty()) {
                int from = json.indexOf(around);
                String weights = json.substring(from + around.length(), json.indexOf(']', from + around.length()));
                String beside = json.replace("\"gradient_booster\":{\"gbtree\":{", "\"gradient_booster\":{")
                        .replace(around + weights + "]}", "\"name\":\"gbtree\"}")
                        .replace("\"tree_info\"", "\"weight_drop\":[" + weights + "],\"tree_info\"");
                assertFalse(beside.contains("dart"), beside);
                float[] rows = rows(grown.features());
                var scores = new double[ROWS * grown.classes()];
                TreeEnsemble.parse(beside).raw(rows, ROWS, scores);
                assertArrayEquals(expected(grown, rows), scores, beside);
            }
        }
    }

    private static double[] expected(GrownXgBoost grown, float[] rows) {
        return IntStream.range(0, ROWS)
                .mapToObj(row -> grown.raw(row(rows, row, grown.features())))
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    private static float[] row(float[] rows, int row, int features) {
        return Arrays.copyOfRange(rows, row * features, (row + 1) * features);
    }

    private float[] rows(int features) {
        var rows = new float[ROWS * features];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = switch (random.nextInt(5)) {
                case 0 -> ROW_EDGES[random.nextInt(ROW_EDGES.length)];
                case 1 -> Math.nextUp(GrownXgBoostTree.threshold(random));
                case 2 -> Math.nextDown(GrownXgBoostTree.threshold(random));
                case 3 -> random.nextInt(100) + (random.nextBoolean() ? 0.5f : 0);
                default -> GrownXgBoostTree.threshold(random);
            };
        }
        return rows;
    }

    /** Doubles at, half-way to, and around half-way to the floats beside these. */
    private double[] nearby(float[] floats) {
        var doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            double above = Math.nextUp(floats[i]);
            double half = Double.isInfinite(above) ? 0x1.ffffffp127 : (floats[i] + above) / 2;
            doubles[i] = switch (random.nextInt(6)) {
                case 0 -> half;
                case 1 -> Math.nextUp(half);
                case 2 -> Math.nextDown(half);
                case 3 -> random.nextGaussian() * Float.MIN_VALUE;
                case 4 -> random.nextBoolean() ? 1e300 : -0x1.ffffffp127;
                default -> floats[i];
            };
        }
        return doubles;
    }
}
