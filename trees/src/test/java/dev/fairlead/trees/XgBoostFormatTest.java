package dev.fairlead.trees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class XgBoostFormatTest {
    /** Three leaves, one split by category, one by number, and two deleted nodes. */
    private static final String MODEL = """
            {"learner": {
            "attributes": {"best_iteration": "0"},
            "feature_names": ["a", "b"],
            "feature_types": ["float", "c"],
            "gradient_booster": {"model": {
            "gbtree_model_param": {"num_parallel_tree": "1", "num_trees": "1"},
            "iteration_indptr": [0, 1],
            "tree_info": [0],
            "trees": [{
            "base_weights": [0, 0, 0, 0, 0, 0, 0],
            "categories": [3, 40],
            "categories_nodes": [0],
            "categories_segments": [0],
            "categories_sizes": [2],
            "default_left": [1, 0, 0, 0, 0, 0, 0],
            "id": 0,
            "left_children": [1, 3, -1, -1, -1, -1, -1],
            "loss_changes": [9.5, 1.5, 0, 0, 0, 0, 0],
            "parents": [2147483647, 0, 0, 1, 1, 2, 2],
            "right_children": [2, 4, -1, -1, -1, -1, -1],
            "split_conditions": [NaN, 0.5, 1E0, 2.0, -3e-1, 0, 0],
            "split_indices": [1, 0, 0, 0, 0, 2147483647, 2147483647],
            "split_type": [1, 0, 0, 0, 0, 0, 0],
            "sum_hessian": [9, 5, 4, 3, 2, 0, 0],
            "tree_param": {"num_deleted": "2", "num_feature": "2", "num_nodes": "7", "size_leaf_vector": "1"}}]},
            "name": "gbtree"},
            "learner_model_param": {"base_score": "5E-1", "boost_from_average": "1", "num_class": "0",
            "num_feature": "2", "num_target": "1"},
            "objective": {"name": "binary:logistic", "reg_loss_param": {"scale_pos_weight": "1"}}},
            "version": [2, 1, 4]}
            """;

    private static final String TREE = "learner.gradient_booster.model.trees[0].";

    @Test
    void readsTheUndamagedModelOfTheseTests() {
        TreeEnsemble model = TreeEnsemble.parse(MODEL);
        assertEquals(1, model.raw(new double[] {0, 40}, 0));
        assertEquals(2, model.raw(new double[] {0, 4}, 0));
        assertEquals(-0.3f, model.raw(new double[] {0.5, Double.NaN}, 0));
        assertEquals(-0.3f, model.raw(new double[] {Double.NaN, -1}, 0));
    }

    @Test
    void refusesEveryTruncation() {
        var random = new Random(1);
        for (int round = 0; round < 10; round++) {
            GrownXgBoost grown = GrownXgBoost.grow(random);
            String json = grown.json();
            byte[] ubjson = grown.ubjson();
            for (int i = 0; i < 200; i++) {
                String cut = json.substring(0, random.nextInt(json.length()));
                assertThrows(ModelFormatException.class, () -> TreeEnsemble.parse(cut), cut);
                byte[] cutBytes = Arrays.copyOf(ubjson, random.nextInt(ubjson.length));
                assertThrows(ModelFormatException.class, () -> TreeEnsemble.parse(cutBytes));
            }
        }
    }

    @Test
    void refusesEveryTruncationOfASmallModel() {
        String json = MODEL.strip();
        for (int end = 0; end < json.length(); end++) {
            String cut = json.substring(0, end);
            assertThrows(ModelFormatException.class, () -> TreeEnsemble.parse(cut), cut);
        }
        byte[] ubjson = smallUbjson();
        for (int end = 0; end < ubjson.length; end++) {
            byte[] cut = Arrays.copyOf(ubjson, end);
            assertThrows(ModelFormatException.class, () -> TreeEnsemble.parse(cut));
        }
        TreeEnsemble.parse(ubjson);
    }

    @Test
    void refusesEveryLostField() {
        String[] lines = MODEL.strip().split("\n");
        for (int line = 9; line < 24; line++) {
            String text = MODEL.replace(lines[line] + "\n", "");
            assertThrows(ModelFormatException.class, () -> TreeEnsemble.parse(text), lines[line]);
        }
    }

    @Test
    void answersEveryChangedCharacterWithAModelOrARefusal() {
        var random = new Random(2);
        for (int round = 0; round < 5_000; round++) {
            var text = new StringBuilder(MODEL);
            for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
                text.setCharAt(
                        random.nextInt(text.length()), "0123456789-.eE{}[],:\" \n\0x".charAt(random.nextInt(25)));
            }
            try {
                var model = TreeEnsemble.parse(text.toString());
                model.raw(new double[model.features()], 0);
            } catch (ModelFormatException refused) {
                assertTrue(refused.line() > 0, refused.getMessage());
                assertEquals(-1, refused.offset());
            }
        }
    }

    @Test
    void answersEveryChangedByteWithAModelOrARefusal() {
        var random = new Random(3);
        for (int round = 0; round < 5_000; round++) {
            byte[] bytes = smallUbjson();
            for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
                bytes[1 + random.nextInt(bytes.length - 1)] = (byte) random.nextInt();
            }
            try {
                var model = TreeEnsemble.parse(bytes);
                model.raw(new double[model.features() * model.classes()], 0);
            } catch (ModelFormatException refused) {
                assertTrue(refused.line() > 0 || refused.offset() >= 0, refused.getMessage());
            }
        }
    }

    @Test
    void namesTheLineThePathAndWhatIsWrong() {
        refuses("line 17: " + TREE + "left_children has 6 values where 7 belong", "-1, -1],\n\"loss", "-1],\n\"loss");
        refuses(TREE + "left_children[1] is 7 where an integer from -1 to 6", "[1, 3, -1", "[1, 7, -1");
        refuses(TREE + "left_children[1] is 3.5 where an integer", "[1, 3, -1", "[1, 3.5, -1");
        refuses(TREE + "left_children is a text where an array of numbers", "[1, 3, -1, -1, -1, -1, -1]", "\"x\"");
        refuses(TREE + "left_children holds numbers and other values", "[1, 3, -1", "[1, \"3\", -1");
        refuses(TREE + "left_children is an array where an array of numbers", "[1, 3, -1, -1, -1, -1, -1]", "[[1]]");
        refuses("line 11: " + TREE + "categories[1] is 16777216 where", "[3, 40]", "[3, 16777216]");
        refuses(TREE + "categories[0] is -3 where", "[3, 40]", "[-3, 40]");
        refuses(TREE + "categories_nodes[0] is 7 where", "categories_nodes\": [0]", "categories_nodes\": [7]");
        refuses(TREE + "categories_nodes lacks node 0, which", "categories_nodes\": [0]", "categories_nodes\": [1]");
        refuses(TREE + "categories_segments[0] is 1 where the set", "segments\": [0]", "segments\": [1]");
        refuses(TREE + "categories_segments and categories_sizes lead to 1 of 2", "sizes\": [2]", "sizes\": [1]");
        refuses(TREE + "categories_sizes[0] is 3 where", "sizes\": [2]", "sizes\": [3]");
        refuses(TREE + "default_left[0] is 2 where", "default_left\": [1", "default_left\": [2");
        refuses(TREE + "id is 1 where an integer from 0 to 0", "\"id\": 0", "\"id\": 1");
        refuses(TREE + "split_conditions[2] is a leaf of value Infinity", "1E0", "1E99");
        refuses(TREE + "split_conditions[3] is a leaf of value NaN", "2.0,", "NaN,");
        refuses(TREE + "split_conditions[1] is not a number", "NaN, 0.5", "NaN, NaN");
        refuses(TREE + "split_indices[1] is feature 2 of 2", "indices\": [1, 0", "indices\": [1, 2");
        refuses(TREE + "split_indices[0] is -1 where", "indices\": [1, 0", "indices\": [-1, 0");
        refuses(TREE + "split_type[0] is 2 where", "split_type\": [1", "split_type\": [2");
        refuses(TREE + "sum_hessian has 6 values where 7", "3, 2, 0, 0]", "3, 2, 0]");
        refuses(TREE + "tree_param.num_nodes is 0 where", "num_nodes\": \"7\"", "num_nodes\": \"0\"");
        refuses(TREE + "tree_param.num_nodes is \"x\" where", "num_nodes\": \"7\"", "num_nodes\": \"x\"");
        refuses(TREE + "left_children has 7 values where 2000000000", "nodes\": \"7\"", "nodes\": \"2000000000\"");
        refuses(TREE + "tree_param.size_leaf_vector is above 1", "vector\": \"1\"", "vector\": \"3\"");
        refuses("trees[0] has an unknown field \"leaf_weights\"", "\"id\": 0", "\"leaf_weights\": [], \"id\": 0");
    }

    @Test
    void refusesChildrenThatDoNotMakeATree() {
        refuses(TREE + "right_children[1] leads again to node 0", "[2, 4, -1", "[2, 0, -1");
        refuses(TREE + "right_children[1] leads again to node 2", "[2, 4, -1", "[2, 2, -1");
        refuses(TREE + "right_children[1] leads again to node 3", "[2, 4, -1", "[2, 3, -1");
        refuses(TREE + "right_children[1] leads to node 5, whose parent is 2", "[2, 4, -1", "[2, 5, -1");
        refuses(TREE + "right_children[1] gives node 1 one child of two", "[2, 4, -1", "[2, -1, -1");
        refuses(TREE + "parents[3] is that of a node that no other", "[1, 3, -1", "[1, -1, -1", "[2, 4", "[2, -1");
        refuses(TREE + "tree_param.num_deleted is not 2", "num_deleted\": \"2\"", "num_deleted\": \"1\"");
    }

    @Test
    void refusesModelsThatItCannotRead() {
        refuses("line 30: version is 4.1; this reader knows XGBoost 1, 2 and 3", "[2, 1, 4]", "[4, 1, 4]");
        refuses(
                "gradient_booster.name is \"gblinear\": a linear model, without trees; this",
                "\"gbtree\"}",
                "\"gblinear\"}");
        refuses("objective.name is \"reg:magic\"; this reader", "binary:logistic", "reg:magic");
        refuses(
                "is \"binary:logitraw\" in a model of XGBoost 1.2",
                "binary:logistic",
                "binary:logitraw",
                "[2, 1",
                "[1, 2");
        refuses("learner has an unknown field \"magic\"", "\"attributes\"", "\"magic\": 1, \"attributes\"");
        refuses("the model has an unknown field \"magic\"", "{\"learner\"", "{\"magic\": 1, \"learner\"");
        refuses(
                "learner has the field \"attributes\" twice",
                "\"feature_names\"",
                "\"attributes\": 1, \"feature_names\"");
        refuses("model.trees is empty", MODEL.substring(MODEL.indexOf("[{"), MODEL.indexOf("}]}") + 2), "[]");
        refuses("num_trees is not 1, as many", "num_trees\": \"1\"", "num_trees\": \"2\"");
        refuses("tree_info has 0 values where 1", "tree_info\": [0]", "tree_info\": []");
        refuses("tree_info[0] is 1 where an integer from 0 to 0", "tree_info\": [0]", "tree_info\": [1]");
        refuses("num_parallel_tree and 1 scores per row do not divide 1 trees", "tree\": \"1\"", "tree\": \"2\"");
        refuses("iteration_indptr[1] is 0 where 1 iterations of 1 trees end", "[0, 1]", "[0, 0]");
        refuses("learner_model_param asks for 3 scores per row of 1 trees", "num_class\": \"0\"", "num_class\": \"3\"");
        refuses("learner_model_param asks for 2000000000 scores", "num_class\": \"0\"", "num_class\": \"2000000000\"");
        refuses(
                "has 3 classes and 2 targets",
                "num_class\": \"0\"",
                "num_class\": \"3\"",
                "get\": \"1\"",
                "get\": \"2\"");
        refuses("feature_names has 2 names of 3 features", "\n\"num_feature\": \"2\"", "\n\"num_feature\": \"3\"");
        refuses(
                "num_feature is 2000000000; this reader knows up to 4194304 features without names",
                "\n\"num_feature\": \"2\"",
                "\n\"num_feature\": \"2000000000\"",
                "[\"a\", \"b\"]",
                "[]");
        refuses("base_score has \"five\" where a number", "5E-1", "five");
        refuses("base_score has 2 values for 1 scores", "5E-1", "[5E-1,1E0]");
        refuses("base_score has 1, whose raw score is Infinity", "5E-1", "1");
        refuses("base_score has -1, whose raw score is NaN", "5E-1", "-1");
        refuses("objective has no field \"softmax_multiclass_param\"", "binary:logistic", "multi:softprob");
    }

    @Test
    void refusesCategoriesThatTakeTooMuchMemory() {
        var categories = new StringBuilder("[16777215");
        var nodes = new StringBuilder("[0");
        var starts = new StringBuilder("[0");
        var sizes = new StringBuilder("[1");
        int splits = 40;
        var left = new StringBuilder("[1");
        var right = new StringBuilder("[2");
        var parents = new StringBuilder("[-1,0,0");
        for (int i = 1; i < splits; i++) {
            categories.append(",16777215");
            nodes.append(",").append(2 * i - 1);
            starts.append(",").append(i);
            sizes.append(",1");
            left.append(",").append(2 * i + 1).append(",-1");
            right.append(",").append(2 * i + 2).append(",-1");
            parents.append(",").append(2 * i - 1).append(",").append(2 * i - 1);
        }
        int size = 2 * splits + 1;
        String zeros = "[0" + ",0".repeat(size - 1) + "]";
        String tree =
                "[{\"base_weights\":" + zeros + ",\"categories\":" + categories + "],\"categories_nodes\":" + nodes
                        + "],\"categories_segments\":" + starts + "],\"categories_sizes\":" + sizes
                        + "],\"default_left\":" + zeros
                        + ",\"id\":0,\"left_children\":" + left + ",-1,-1],\"loss_changes\":" + zeros + ",\"parents\":"
                        + parents
                        + "],\"right_children\":" + right + ",-1,-1],\"split_conditions\":" + zeros
                        + ",\"split_indices\":" + zeros
                        + ",\"split_type\":[1" + ",1,0".repeat(splits - 1) + ",0,0],\"sum_hessian\":" + zeros
                        + ",\"tree_param\":{\"num_nodes\":\"" + size + "\"}}]";
        refuses(
                TREE + "categories_nodes has sets of categories that take more than 67108864 bytes",
                MODEL.substring(MODEL.indexOf("[{"), MODEL.indexOf("}]}") + 2),
                tree);
    }

    /** @param edits pairs of a part and what replaces it */
    private static void refuses(String message, String... edits) {
        String text = MODEL;
        for (int i = 0; i < edits.length; i += 2) {
            assertTrue(text.contains(edits[i]), edits[i]);
            text = text.replace(edits[i], edits[i + 1]);
        }
        String edited = text;
        var refused = assertThrows(ModelFormatException.class, () -> TreeEnsemble.parse(edited), message);
        String told = String.valueOf(refused.getMessage());
        assertTrue(told.contains(message), told);
        assertTrue(told.startsWith("line " + refused.line() + ": "), told);
    }

    private static byte[] smallUbjson() {
        var random = new Random(5);
        GrownXgBoost grown = GrownXgBoost.grow(random);
        while (grown.trees().size() > 3) {
            grown = GrownXgBoost.grow(random);
        }
        return grown.ubjson();
    }
}
