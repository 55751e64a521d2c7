package dev.fairlead.cli.trees;

import dev.fairlead.cli.trees.rows.RowFile;
import dev.fairlead.cli.trees.rows.RowOptions;
import dev.fairlead.errors.UserException;
import dev.fairlead.trees.TreeEnsemble;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        description = {
            "Score the rows of a file and write one line of CSV for each.",
            "Columns are found by the model's feature names if the file has a header, else by position.",
            "Every row is scored or the file is refused; what might be meant otherwise is said on standard error."
        })
final class PredictCommand implements Callable<Integer> {
    /** Values read, or written, at a time. */
    private static final int VALUES = 1 << 20;

    @Mixin
    private ModelFile file = new ModelFile();

    @Mixin
    private RowOptions rowOptions = new RowOptions();

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write (default: standard output).")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--iterations",
            paramLabel = "N",
            description = "Score with the first N iterations, such as the best on validation data (default: all).")
    private Optional<Integer> iterations = Optional.empty();

    @ArgGroup
    private What what = new What();

    /** What to write of each row; predictions if nothing is said. */
    private static final class What {
        @Option(names = "--raw", description = "Sums of leaves, before the objective's transform.")
        private boolean raw;

        @Option(
                names = "--leaf",
                description = "The leaf that the row comes to in each tree, as LightGBM and XGBoost number them.")
        private boolean leaf;

        @Option(names = "--shap", description = "What each feature adds to the raw score, and the expected value.")
        private boolean shap;
    }

    @Override
    public Integer call() throws IOException {
        TreeEnsemble whole = file.read();
        TreeEnsemble model = iterations.map(whole::first).orElse(whole);
        try (RowFile rows = new RowFile(model.featureNames(), model.describe().library(), rowOptions);
                Writer writer = writer()) {
            writer.write(String.join(",", columns(model)) + "\n");
            int count = score(model, rows, writer);
            rows.notes().forEach(System.err::println);
            System.err.println(count + " rows scored");
        }
        return 0;
    }

    private Writer writer() throws IOException {
        return out.isPresent()
                ? Files.newBufferedWriter(out.get())
                : new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
    }

    private int score(TreeEnsemble model, RowFile rows, Writer writer) throws IOException {
        int width = columns(model).size();
        int batch = Math.max(1, VALUES / Math.max(model.features(), Math.max(width, model.classes())));
        var values = new double[batch * model.features()];
        var results = new double[batch * Math.max(width, model.classes())];
        int total = 0;
        for (int count = rows.read(values, batch); count > 0; count = rows.read(values, batch)) {
            score(model, values, count, results);
            for (int row = 0; row < count; row++) {
                writer.write(line(results, row * width, width));
            }
            total += count;
        }
        return total;
    }

    private void score(TreeEnsemble model, double[] values, int count, double[] results) {
        if (what.shap) {
            explain(model, values, count, results);
        } else if (what.leaf) {
            var leaves = new int[count * model.trees()];
            model.leaves(values, count, leaves);
            Arrays.setAll(results, i -> i < leaves.length ? leaves[i] : 0);
        } else if (what.raw) {
            model.raw(values, count, results);
        } else {
            model.predict(values, count, results);
        }
    }

    private void explain(TreeEnsemble model, double[] values, int count, double[] results) {
        try {
            model.contributions(values, count, results);
        } catch (IllegalStateException e) {
            throw new UserException(file + ": " + e.getMessage());
        }
    }

    private String line(double[] results, int from, int width) {
        return IntStream.range(from, from + width)
                .mapToObj(i -> what.leaf ? Integer.toString((int) results[i]) : Double.toString(results[i]))
                .collect(Collectors.joining(",", "", "\n"));
    }

    private List<String> columns(TreeEnsemble model) {
        if (what.leaf) {
            return IntStream.range(0, model.trees()).mapToObj(i -> "tree_" + i).toList();
        }
        if (!what.shap) {
            return what.raw
                    ? ofClasses(model.classes(), Stream.of("raw"))
                    : ofClasses(model.outputs(), Stream.of("prediction"));
        }
        return ofClasses(model.classes(), Stream.concat(model.featureNames().stream(), Stream.of("expected_value")));
    }

    private static List<String> ofClasses(int classes, Stream<String> names) {
        List<String> each = names.toList();
        if (classes == 1) {
            return each;
        }
        var all = new ArrayList<String>();
        for (int c = 0; c < classes; c++) {
            int number = c;
            each.forEach(name -> all.add(name + "_class_" + number));
        }
        return all;
    }
}
