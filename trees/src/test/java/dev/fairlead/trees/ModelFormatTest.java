package dev.fairlead.trees;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFormatTest {
    /** Three leaves: one split by category, one by number. */
    private static final String TREE = """
            num_leaves=3
            num_cat=1
            split_feature=1 0
            split_gain=2 1
            threshold=0 756.5
            decision_type=1 2
            left_child=-1 -2
            right_child=1 -3
            leaf_value=0.5 0.25 -1
            leaf_weight=1 2 3
            leaf_count=200 557 243
            internal_value=0 1
            internal_weight=0 1
            internal_count=1000 800
            cat_boundaries=0 2
            cat_threshold=0 16
            is_linear=1
            leaf_const=1 2 3
            num_features=1 0 1
            leaf_features=0  1
            leaf_coeff=0.5  2
            shrinkage=0.1


            """;

    @Test
    void readsTheUndamagedModelOfTheseTests() {
        assertEquals(1, TreeEnsemble.parse(model(TREE)).trees());
    }

    @Test
    void readsLinesThatEndInCarriageReturns() {
        assertEquals(1, TreeEnsemble.parse(model(TREE).replace("\n", "\r\n")).trees());
    }

    private static String withoutSizes(String text) {
        return text.replaceFirst("tree_sizes=.*\n", "");
    }

    private static void scoresAlike(String expected, String text) {
        TreeEnsemble model = TreeEnsemble.parse(text);
        var row = new double[model.features()];
        var found = new double[model.classes()];
        var wanted = new double[model.classes()];
        model.raw(row, 1, found);
        TreeEnsemble.parse(expected).raw(row, 1, wanted);
        assertArrayEquals(wanted, found, text);
    }

    /** As LightGBM reads them; {@code NativeLightGbmTest} asks it. */
    @Test
    void readsWhatOtherVersionsLeaveOutOrAdd() {
        var random = new Random(4);
        for (int round = 0; round < 20; round++) {
            String text = GrownModel.grow(random).text();
            scoresAlike(text, withoutSizes(text));
            scoresAlike(text, text.substring(0, text.indexOf("end of trees")));
            scoresAlike(text, text.replace("end of trees\n", "feature importances:\nColumn_0=3\n"));
            scoresAlike(text, withoutSizes(text).replace("end of trees\n", "\nfeature importances:\nColumn_0=3\n"));
            scoresAlike(text, text.replaceFirst("num_tree_per_iteration=.*\n", ""));
            scoresAlike(text, text.replaceFirst("label_index", "colour=blue\nlinear\nlabel_index"));
            scoresAlike(text, withoutSizes(text).replace("shrinkage=", "leaf_magic=3 4\nshrinkage="));
            scoresAlike(text, withoutSizes(text).replace("\n", "\r\n"));
        }
    }

    /** LightGBM would score all of these with the trees that are left, or not see that a line is lost. */
    @Test
    void refusesTextsThatMayHaveLostTrees() {
        var random = new Random(6);
        int cut = 0;
        while (cut < 20) {
            GrownModel grown = GrownModel.grow(random);
            String text = grown.text();
            int trees = grown.trees().size();
            if (grown.classes() == 1 && trees > 3) {
                cut++;
                int last = text.lastIndexOf("Tree=" + (trees - grown.classes()));
                String shorter = text.substring(0, last);
                refusesText("the text has " + (trees - grown.classes()), shorter);
                refusesText("without \"end of trees\" and without tree_sizes", withoutSizes(shorter));
                refusesText("stands where", withoutSizes(text).replace("Tree=1\n", "Tree=one\n"));
                refusesText(
                        "more trees follow \"parameters:\"",
                        withoutSizes(text).replace("Tree=2\n", "parameters:\n\nTree=2\n"));
            }
        }
    }

    @Test
    void refusesEveryTruncationBeforeTheEndOfTheTrees() {
        var random = new Random(1);
        for (int round = 0; round < 20; round++) {
            String text = GrownModel.grow(random).text();
            int end = text.indexOf("end of trees");
            for (int i = 0; i < 100; i++) {
                String cut = text.substring(0, random.nextInt(end));
                assertThrows(ModelFormatException.class, () -> TreeEnsemble.parse(cut), cut);
            }
            TreeEnsemble.parse(text.substring(0, end));
            TreeEnsemble.parse(text.substring(0, end + "end of trees".length()));
        }
    }

    @Test
    void refusesEveryLostLineOfATree() {
        String[] lines = TREE.strip().split("\n");
        for (String line : lines) {
            assertThrows(ModelFormatException.class, () -> TreeEnsemble.parse(lost(line)), line);
        }
    }

    private static String lost(String line) {
        return model(TREE).replace("\n" + line + "\n", "\n");
    }

    @Test
    void answersEveryChangedCharacterWithAModelOrARefusal() {
        var random = new Random(2);
        for (int round = 0; round < 5_000; round++) {
            var text = new StringBuilder(model(TREE));
            for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
                text.setCharAt(random.nextInt(text.length()), "0123456789-.eE= \n\0x".charAt(random.nextInt(19)));
            }
            try {
                var model = TreeEnsemble.parse(text.toString());
                model.raw(new double[model.features()], 0);
            } catch (ModelFormatException refused) {
                assertTrue(refused.line() > 0, refused.getMessage());
            }
        }
    }

    @Test
    void namesTheLineAndWhatIsWrong() {
        refuses("threshold has 1 values where 2 belong", TREE.replace("0 756.5", "756.5"));
        refuses("threshold has \"0x1p3\" where a finite number belongs", TREE.replace("756.5", "0x1p3"));
        refuses("threshold has \"-inf\" where", TREE.replace("756.5", "-inf"));
        refuses("leaf_value has \"nan\" where", TREE.replace("0.25 -1", "0.25 nan"));
        refuses("leaf_value has \"1e999\" where", TREE.replace("0.25 -1", "0.25 1e999"));
        refuses("leaf_value has \"1.2.3\" where", TREE.replace("0.25 -1", "0.25 1.2.3"));
        refuses("leaf_value has \"1f\" where", TREE.replace("0.25 -1", "0.25 1f"));
        refuses("num_leaves is 0 and must be at least 1", TREE.replace("num_leaves=3", "num_leaves=0"));
        refuses("leaf_value has 3 values where 2000000000", TREE.replace("num_leaves=3", "num_leaves=2000000000"));
        refuses("num_leaves has \"99999999999\"", TREE.replace("num_leaves=3", "num_leaves=99999999999"));
        refuses("leaf_count has 2 values where 3 belong", TREE.replace("200 557 243", "200 557"));
        refuses("internal_count has 3 values where 2", TREE.replace("1000 800", "1000 800 1"));
        refuses("split_feature has feature 2 of 2", TREE.replace("split_feature=1 0", "split_feature=1 2"));
        refuses("split_feature has feature -1 of 2", TREE.replace("split_feature=1 0", "split_feature=-1 0"));
        refuses("decision_type has 12; this reader", TREE.replace("decision_type=1 2", "decision_type=1 12"));
        refuses("decision_type has -1; this reader", TREE.replace("decision_type=1 2", "decision_type=1 -1"));
        refuses("threshold has category set 1.0 of 1", TREE.replace("0 756.5", "1 756.5"));
        refuses("threshold has category set 0.5 of 1", TREE.replace("0 756.5", "0.5 756.5"));
        refuses("cat_boundaries does not rise from 0", TREE.replace("cat_boundaries=0 2", "cat_boundaries=1 2"));
        refuses("cat_boundaries has 2 values for 2147483647", TREE.replace("num_cat=1", "num_cat=2147483647"));
        refuses("cat_threshold has 2 values where 3", TREE.replace("cat_boundaries=0 2", "cat_boundaries=0 3"));
        refuses("cat_threshold has \"-1\" where", TREE.replace("cat_threshold=0 16", "cat_threshold=0 -1"));
        refuses("is_linear is \"2\", neither", TREE.replace("is_linear=1", "is_linear=2"));
        refuses("leaf_features has 2 values where 3", TREE.replace("num_features=1 0 1", "num_features=1 1 1"));
        refuses("num_features has -1 where a count", TREE.replace("num_features=1 0 1", "num_features=1 -1 2"));
        refuses("num_features adds up to 4000000000", TREE.replace("=1 0 1", "=2000000000 0 2000000000"));
        refuses("leaf_features has feature 9 of 2", TREE.replace("leaf_features=0  1", "leaf_features=0 9"));
        refuses("leaf_const stands without is_linear", TREE.replace("is_linear=1\n", ""));
        refuses("shrinkage is given twice in Tree=0", TREE.stripTrailing() + "\nshrinkage=3\n\n\n");
    }

    @Test
    void refusesChildrenThatDoNotMakeATree() {
        refuses("lead outside to leaf 3", TREE.replace("right_child=1 -3", "right_child=1 -4"));
        refuses("lead outside to split 2", TREE.replace("right_child=1 -3", "right_child=2 -3"));
        refuses("lead twice to split 0", TREE.replace("right_child=1 -3", "right_child=0 -3"));
        refuses("lead twice to leaf 1", TREE.replace("right_child=1 -3", "right_child=1 -2"));
        refuses("lead outside to leaf 2147483647", TREE.replace("right_child=1 -3", "right_child=1 -2147483648"));
        refuses("lead twice to leaf 0", TREE.replace("right_child=1 -3", "right_child=-1 -3"));
        refuses("reach 3 of 5 nodes", TREE.replace("right_child=1 -3", "right_child=-3 1"));
    }

    @Test
    void refusesHeadersItCannotRead() {
        refusesHeader("line 1: starts with \"forest\"; this reader", "tree\n", "forest\n");
        refusesHeader("line 2: version is \"v5\"; this reader", "v4", "v5");
        refusesHeader("line 7: objective is \"magic\"; this reader", "binary sigmoid:1", "magic");
        refusesHeader("line 7: objective has no sigmoid:NUMBER", "binary sigmoid:1", "binary");
        refusesHeader("line 7: objective has \"x\" where", "sigmoid:1", "sigmoid:x");
        refusesHeader(
                "line 7: objective does not agree with num_class=1", "binary sigmoid:1", "multiclass num_class:3");
        refusesHeader("line 4: num_tree_per_iteration is 1 but num_class is 3", "num_class=1", "num_class=3");
        refusesHeader("line 8: feature_names has 2 values where 1001", "feature_idx=1", "feature_idx=1000");
        refusesHeader("line 9: feature_infos has 1 values where 2", "infos=0:0 ", "infos=");
        refusesHeader("the header has no line \"label_index\"", "label_index=0\n", "");
        refusesHeader("line 10: tree_sizes promises 2 trees of 1 classes and the text has 1", "\n\nTree", " 7\n\nTree");
        refusesHeader("\"Tree=1\" stands where Tree=0 belongs", "Tree=0", "Tree=1");
        refusesHeader("\"end of\" stands where a tree or the end of trees belongs", "end of trees", "end of");
    }

    @Test
    void refusesATreeWhoseLengthIsNotTheOneGiven() {
        refusesHeader("line 12: Tree=0 is", "leaf_count=200", "leaf_count=20");
    }

    @Test
    void refusesOldRandomForestsWhoseLeavesAreNotProbabilities() {
        String forest =
                model(TREE).replace("version=v4", "version=v2").replace("\nfeature_n", "\naverage_output\nfeature_n");
        refusesText("line 22: a v2 random forest has the leaf value -1.0", forest);
        refusesText("line 7: a v2 random forest has the objective", forest.replace("binary sigmoid:1", "poisson"));
        TreeEnsemble.parse(forest.replace("binary sigmoid:1", "regression"));
    }

    @Test
    void refusesAModelWithoutTrees() {
        refusesHeader("the text ends before its first tree", "Tree=0\n" + TREE, "");
    }

    @Test
    void refusesAFileThatIsNotText(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("model.txt");
        byte[] bytes = model(TREE).getBytes(StandardCharsets.UTF_8);
        Files.write(file, bytes);
        assertEquals(2, TreeEnsemble.read(file).features());
        bytes[model(TREE).indexOf("num_class")] = (byte) 0xff;
        Files.write(file, bytes);
        var refused = assertThrows(ModelFormatException.class, () -> TreeEnsemble.read(file));
        assertEquals(3, refused.line());
    }

    private static void refuses(String message, String tree) {
        refusesText(message, withoutSizes(model(tree)));
    }

    private static void refusesHeader(String message, String part, String changed) {
        refusesText(message, model(TREE).replace(part, changed));
    }

    private static void refusesText(String message, String text) {
        var refused = assertThrows(ModelFormatException.class, () -> TreeEnsemble.parse(text), message);
        String told = String.valueOf(refused.getMessage());
        assertTrue(told.contains(message), told);
        assertTrue(told.startsWith("line " + refused.line() + ": "), told);
    }

    private static String model(String tree) {
        var trees = List.of(new GrownTree(new GrownNode.Constant(0), tree));
        return new GrownModel(2, 1, "binary sigmoid:1", false, trees).text();
    }
}
