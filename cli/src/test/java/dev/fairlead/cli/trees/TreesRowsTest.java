package dev.fairlead.cli.trees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.fairlead.cli.CliRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows of {@code fairlead trees predict} as other people write them. Both models say what each feature is: the first adds
 * 1 if it is missing, 2 if at most a half, else 3; the second ten times that.
 */
class TreesRowsTest {
    @TempDir
    private Path folder = Path.of("");

    private Path lightGbm = Path.of("");
    private Path xgBoost = Path.of("");

    @BeforeEach
    void writeModels() throws IOException {
        lightGbm = Files.writeString(folder.resolve("model.txt"), lightGbm("price", "age"));
        xgBoost = Files.writeString(folder.resolve("model.json"), xgBoost("price", "age"));
    }

    private static String lightGbm(String... names) {
        var trees = new StringBuilder();
        int value = 1;
        for (int i = 0; i < names.length; i++) {
            trees.append(
                    "Tree=%d\nnum_leaves=3\nnum_cat=0\nsplit_feature=%d %d\nthreshold=-1e300 0.5\ndecision_type=10 10\n"
                            .formatted(i, i, i));
            trees.append("left_child=-1 -2\nright_child=1 -3\nleaf_value=%d %d %d\nshrinkage=1\n\n\n"
                    .formatted(value, 2 * value, 3 * value));
            value *= 10;
        }
        return "tree\nversion=v4\nnum_class=1\nlabel_index=0\nmax_feature_idx=%d\nobjective=regression\n"
                        .formatted(names.length - 1)
                + "feature_names=" + String.join(" ", names) + "\nfeature_infos="
                + "none ".repeat(names.length).strip()
                + "\n\n" + trees + "end of trees\n";
    }

    private static String xgBoost(String... names) {
        var trees = new StringBuilder();
        int value = 1;
        for (int i = 0; i < names.length; i++) {
            trees.append(i == 0 ? "" : ",").append("""
                            {"base_weights":[0,0,0,0,0],"categories":[],"categories_nodes":[],"categories_segments":[],
                            "categories_sizes":[],"default_left":[1,0,0,0,0],"id":%d,"left_children":[1,-1,3,-1,-1],
                            "loss_changes":[1,0,1,0,0],"parents":[2147483647,0,0,2,2],"right_children":[2,-1,4,-1,-1],
                            "split_conditions":[-1e30,%d,0.5,%d,%d],"split_indices":[%d,0,%d,0,0],"split_type":[0,0,0,0,0],
                            "sum_hessian":[5,1,4,2,2],"tree_param":{"num_deleted":"0","num_feature":"2","num_nodes":"5",
                            "size_leaf_vector":"1"}}""".formatted(i, value, 2 * value, 3 * value, i, i));
            value *= 10;
        }
        String quoted = Arrays.stream(names).map(name -> '"' + name + '"').collect(Collectors.joining(","));
        return """
                {"learner":{"attributes":{},"feature_names":[%s],"feature_types":[],"gradient_booster":{"model":{
                "gbtree_model_param":{"num_parallel_tree":"1","num_trees":"%d"},"tree_info":[%s],"trees":[%s]},
                "name":"gbtree"},"learner_model_param":{"base_score":"0","boost_from_average":"1","num_class":"0",
                "num_feature":"%d","num_target":"1"},"objective":{"name":"reg:squarederror"}},"version":[2,1,4]}
                """.formatted(
                        quoted, names.length, "0,".repeat(names.length).replaceFirst(",$", ""), trees, names.length);
    }

    private CliRun predict(Path model, String name, byte[] content, String... more) throws IOException {
        Path file = Files.write(folder.resolve(name), content);
        return CliRun.of(Stream.concat(
                        Stream.of("trees", "predict", "--raw", "--model", model.toString(), "--data", file.toString()),
                        Arrays.stream(more))
                .toArray(String[]::new));
    }

    private CliRun predict(Path model, String content, String... more) throws IOException {
        return predict(model, "rows.txt", content.getBytes(StandardCharsets.UTF_8), more);
    }

    private static CliRun scores(CliRun run, int... expected) {
        run.expect(0);
        assertEquals(
                Arrays.stream(expected).mapToObj(score -> score + ".0").toList(),
                run.out().lines().skip(1).toList(),
                run.out());
        return run;
    }

    private static CliRun refused(CliRun run, String why) {
        return run.expect(1).says(why);
    }

    @Test
    void absentIsMissingForXgBoostAndZeroForLightGbm() throws IOException {
        String rows = "1 0:1\n0 1:0.25\n1\n0 qid:7 1:1 0:nan # price unknown\n";
        scores(predict(lightGbm, rows), 23, 22, 22, 31);
        scores(predict(xgBoost, rows), 13, 21, 11, 31);
        scores(predict(lightGbm, rows, "--absent", "missing"), 13, 21, 11, 31);
        scores(predict(xgBoost, rows, "--absent", "zero"), 23, 22, 22, 31);
    }

    @Test
    void libSvmRowsWithoutLabels() throws IOException {
        String rows = "0:1 1:1\n1:1\n";
        scores(predict(lightGbm, rows), 33, 32);
        refused(predict(lightGbm, "0:1\n1:1\n"), "where LightGBM takes what is before the colon for a label");
        scores(predict(lightGbm, "0:1\n1:1\n", "--no-label"), 23, 32).says("the first row is one pair");
        refused(predict(xgBoost, rows), "say --label 0 if it is that, --no-label if it is a feature");
        scores(predict(xgBoost, rows, "--no-label"), 33, 31);
        scores(predict(xgBoost, "0:1 1:1\n1:1\n", "--label", "0"), 31, 11);
        refused(predict(lightGbm, "0:1 1:1\n\n1:1\n"), "line 2: it is blank, and may be a row");
        scores(predict(lightGbm, "0:1 1:1\n\n1:1\n", "--blank", "row"), 33, 22, 32);
        scores(predict(lightGbm, "0:1 1:1\n\n1:1\n", "--blank", "skip"), 33, 32);
        scores(predict(lightGbm, "1 0:1 1:1\n\n1 1:1\n"), 33, 32).says("blank lines skipped: 1");
        scores(predict(lightGbm, "rows.svm", "1\n0\n".getBytes(StandardCharsets.UTF_8)), 22, 22);
    }

    @Test
    void refusesLibSvmRowsThatMayMeanTwoThings() throws IOException {
        refused(
                predict(lightGbm, "1 0:1 2:1\n"),
                "there is no feature 2; the model has 0 to 1, and features are counted");
        refused(predict(lightGbm, "1 0:1 99999999999:1\n"), "there is no feature 99999999999");
        refused(predict(lightGbm, "1 0:1\n1 1:1 1:2\n"), "line 2: feature 1 has two values");
        refused(predict(lightGbm, "1 0:1\n1 0:1 7\n"), "line 2: \"7\" is not a feature's number and its value");
        refused(predict(lightGbm, "1 0:1\n1 -1:1\n"), "\"-1:1\" is not a feature's number");
        refused(predict(lightGbm, "1 0:1\n1 0: 1\n"), "feature 0 has no value after the colon");
        refused(predict(lightGbm, "1 0:1\n0:1 1:1\n"), "line 2: it starts with 0:1 where a label belongs");
        refused(predict(lightGbm, "0:1 1:1\n1 1:1\n"), "line 2: it starts with 1, not with a feature");
        refused(predict(lightGbm, "1 0:1\nyes 1:1\n"), "line 2: the label: \"yes\" is not a number");
        refused(predict(lightGbm, "1 0:1\n", "--label", "2"), "is a LibSVM file, whose label comes first");
    }

    @Test
    void headersOfNumbersAreFoundByTheModelsNames() throws IOException {
        Path years = Files.writeString(folder.resolve("years.txt"), lightGbm("2023", "2024", "2025"));
        scores(predict(years, "2025,2023,2024\n0,1,\n"), 213).says("--header no if it is a row");
        scores(predict(years, "2025,2023,2024\n0,1,\n", "--header", "no"), 333, 132);
        scores(predict(years, "1990,1991,1992\n0,1,\n", "--header", "yes", "--by-position"), 132);
        refused(
                predict(years, "0,1,2\n0,1,1\n"),
                "counts from 0 to 2, so it may be a header or a row; say --header yes");
        Path pair = Files.writeString(folder.resolve("pair.txt"), lightGbm("0", "1"));
        refused(predict(pair, "1,0\n1,1\n"), "the model's feature names, which are numbers, so it may be");
        scores(predict(pair, "1,0\n1,\n", "--header", "yes"), 31);
        scores(predict(pair, "1,0\n1,\n", "--header", "no"), 23, 13);
    }

    @Test
    void missingValuesInTheFirstRowAndInHeaders() throws IOException {
        scores(predict(lightGbm, "NA,1\n1,NA\n"), 31, 13);
        scores(predict(lightGbm, ",\n1,null\n"), 11, 13);
        Path africa = Files.writeString(folder.resolve("na.txt"), lightGbm("price", "NA"));
        scores(predict(africa, "NA,price\n1,0\n"), 32);
        scores(predict(lightGbm, "price,age\n-999,1\n?,N/A\n", "--missing", "-999,unknown"), 31, 11);
    }

    @Test
    void columnsComeInTheModelsOrder() throws IOException {
        scores(predict(lightGbm, "target,age,note,price\n1,1,x,0\n"), 32)
                .says("not asked for by the model: target, note");
        refused(predict(lightGbm, "price,agee\n1,2\n"), "did you mean 'agee'?");
        refused(predict(lightGbm, "price,age,age\n1,2,3\n"), "has two columns age, 2 and 3");
        refused(predict(lightGbm, "price,age\n1,2\n", "--label", "0"), "is the model's feature price");
        Path blanks = Files.writeString(folder.resolve("blanks.txt"), lightGbm("unit_price", "age"));
        scores(predict(blanks, "age,unit price\n1,0\n"), 32);
    }

    @Test
    void aLineOfTabsIsARowOfMissingValues() throws IOException {
        scores(predict(lightGbm, "1\t1\n\t\n0\t0\n"), 33, 11, 22).says("rows that end in an empty cell: 1");
        scores(predict(xgBoost, "1\t1\n\t\n0\t0\n"), 33, 11, 22);
        scores(predict(lightGbm, "1\t1\n\n0\t0\n"), 33, 22).says("blank lines skipped: 1");
    }

    @Test
    void blankLinesOfOneColumnAreRows() throws IOException {
        Path one = Files.writeString(folder.resolve("one.json"), xgBoost("price"));
        scores(predict(one, "price\n1\n\n0\n"), 3, 1, 2).says("blank lines read as rows of a missing value: 1");
        scores(predict(one, "\n1\n\"\"\n"), 1, 3, 1);
        scores(predict(one, "price\n1\n\n0\n", "--blank", "skip"), 3, 2);
    }

    @Test
    void refusesWhatJavaAloneWouldTakeForANumber() throws IOException {
        for (String cell : List.of("0x1p3", "2d", "1f", "1_0", "1e999", "١", "12h", "1 2", "1\t")) {
            refused(predict(lightGbm, "price,age\n1,2\n" + cell + ",1\n"), "line 3: column 1: ");
        }
        refused(predict(lightGbm, "price;age\n1,5;2\n"), "\"1,5\" is not a number; write decimal points");
        scores(predict(lightGbm, "price,age\ninf,-Infinity\n"), 13);
        refused(predict(xgBoost, "price,age\n1,inf\n"), "inf is infinite as a float, which XGBoost refuses");
    }

    @Test
    void separatorsQuotesMarksAndLineEnds() throws IOException {
        int[] expected = {31, 12};
        scores(predict(lightGbm, "price;age\n;1\n0;\n"), expected);
        scores(predict(lightGbm, "price|age\n|1\n0|\n"), expected);
        scores(predict(lightGbm, "price age\nNA 1\n0  NA\n"), expected);
        scores(
                predict(lightGbm, "\"price\",\"note, or not\",\"age\"\n,\"a, \"\"b\"\"\nc\",\"1\"\n0,\"\",\"\"\n"),
                expected);
        scores(predict(lightGbm, "\uFEFFprice,age\r\n,1\r\n0,"), expected);
        scores(predict(lightGbm, "rows.bin", packed("price\tage\n\t1\n0\t\n")), expected);
        refused(predict(lightGbm, "1,5;2,5\n"), "has no column price, age of the model");
        refused(predict(lightGbm, "1,2;3\n"), "may be separated as csv or as semicolons; say which with --format");
        refused(predict(lightGbm, "price,age\n1\n"), "line 2: there are 1 columns; the first line has 2");
        refused(predict(lightGbm, "price,age\n1,\"2\n"), "rows.txt");
        refused(predict(lightGbm, "p,a\n".getBytes(StandardCharsets.UTF_16LE).length > 0 ? "" : ""), "is empty");
        refused(
                predict(lightGbm, "rows.csv", "\uFEFFprice,age\n1,2\n".getBytes(StandardCharsets.UTF_16LE)),
                "is text in UTF-16");
        refused(predict(lightGbm, "a\0b\n"), "is no text");
    }

    private static byte[] packed(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    @Test
    void saysNothingOfFilesThatCanBeReadInOneWay() throws IOException {
        CliRun run = scores(predict(lightGbm, "price,age\n1,2\n"), 33);
        assertFalse(run.err().contains("row of"), run.err());
        assertEquals("1 rows scored\n", run.err());
    }
}
