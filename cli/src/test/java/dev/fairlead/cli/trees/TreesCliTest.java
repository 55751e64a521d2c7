package dev.fairlead.cli.trees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.cli.CliRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fairlead trees}: rows in every format, and what is refused. */
class TreesCliTest {
    /** price ≤ 5 → 0.5, else age ≤ 1 → −1, else 2. */
    private static final String TREE = """
            Tree=0
            num_leaves=3
            num_cat=0
            split_feature=0 1
            split_gain=3 1
            threshold=5 1
            decision_type=2 2
            left_child=-1 -2
            right_child=1 -3
            leaf_value=0.5 -1 2
            leaf_weight=4 2 2
            leaf_count=4 2 2
            internal_value=0 0
            internal_weight=8 4
            internal_count=8 4
            is_linear=0
            shrinkage=1


            """;

    private static final String HEAD = """
            tree
            version=v4
            num_class=1
            num_tree_per_iteration=1
            label_index=0
            max_feature_idx=1
            objective=binary sigmoid:1
            feature_names=price age
            feature_infos=[0:10] [0:10]
            tree_sizes=%d

            """;

    @TempDir
    private Path folder = Path.of("");

    private Path model = Path.of("");

    @BeforeEach
    void writeModel() throws IOException {
        model = file("model.txt", HEAD.formatted(TREE.length()) + TREE + "end of trees\n");
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private CliRun predict(String name, String content, String... more) throws IOException {
        return CliRun.of(Stream.concat(
                        Stream.of(
                                "trees",
                                "predict",
                                "--model",
                                model.toString(),
                                "--data",
                                file(name, content).toString()),
                        Arrays.stream(more))
                .toArray(String[]::new));
    }

    private static void lines(CliRun run, String... expected) {
        run.expect(0);
        assertEquals(List.of(expected), run.out().lines().toList());
    }

    @Test
    void rowsInEveryFormat() throws IOException {
        String[] scores = {"raw", "0.5", "-1.0", "2.0", "0.5"};
        lines(predict("rows.csv", "label,age,price\n1,0,5\n0,1,6\n0,2,6\n1,,NaN\n", "--raw"), scores);
        lines(predict("rows.tsv", "5\t0\n6\t1\n6\t2\nna\t\n", "--raw"), scores);
        lines(predict("labelled.csv", "1,5,0\n0,6,1\n0,6,2\n1,,\n", "--raw", "--label", "0"), scores);
        lines(predict("other.csv", "cost,years\n5,0\n6,1\n6,2\n,\n", "--raw", "--by-position"), scores);
        lines(predict("rows.svm", "1 0:5 1:0\n0 0:6 1:1\n0 0:6 1:2\n1\n", "--raw"), scores);
    }

    @Test
    void predictionsLeavesAndContributions() throws IOException {
        String rows = "price,age\n6,2\n";
        lines(predict("a.csv", rows), "prediction", String.valueOf(1 / (1 + Math.exp(-2))));
        lines(predict("a.csv", rows, "--leaf"), "tree_0", "2");
        CliRun shap = predict("a.csv", rows, "--shap").expect(0);
        String[] values = shap.out().lines().toList().get(1).split(",");
        assertEquals("price,age,expected_value", shap.out().lines().toList().getFirst());
        assertEquals(2, Arrays.stream(values).mapToDouble(Double::parseDouble).sum(), 1e-12);
    }

    @Test
    void describesTheModelAndItsKernels() throws IOException {
        CliRun.of("trees", "describe", "--model", model.toString())
                .expect(0)
                .says("LightGBM text v4")
                .says("binary sigmoid:1")
                .says("1 of up to 3 leaves, up to 2 splits deep");
        String json = CliRun.of("trees", "describe", "--model", model.toString(), "--json", "-")
                .expect(0)
                .out();
        assertTrue(json.contains("\"kernel\":\"walk\"") && json.contains("\"most_leaves\":3"), json);
    }

    @Test
    void refusesWhatItCannotRead() throws IOException {
        predict("a.csv", "price,agee\n1,2\n").expect(1).says("no column age").says("did you mean 'agee'?");
        predict("a.csv", "1,2,3\n").expect(1).says("3 columns and the model 2").says("--label 0");
        predict("a.csv", "price,age\n1,2\n3\n").expect(1).says("line 3: there are 1 columns");
        predict("a.csv", "price,age\n1,x\n").expect(1).says("line 2: column 2: \"x\" is not a number");
        predict("a.svm", "1 0:5 7:1\n").expect(1).says("no feature 7");
        predict("a.csv", "1,2\n", "--iterations", "2").expect(1).says("the model has 1 iterations");
        predict("a.csv", "1,2\n", "--raw", "--leaf").expect(2);
        CliRun.of("trees", "describe", "--model", folder.resolve("none").toString())
                .expect(1)
                .says("there is no file");
        CliRun.of("trees", "describe", "--model", folder.toString()).expect(1).says("is a folder");
        CliRun.of(
                        "trees",
                        "describe",
                        "--model",
                        file("cut.txt", Files.readString(model).substring(0, 300))
                                .toString())
                .expect(1)
                .says("line ");
        CliRun.of("trees", "predict").expect(2).says("--model");
    }
}
