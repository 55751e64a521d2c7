package dev.fairlead.cli.trees;

import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.events.FieldWriter;
import dev.fairlead.trees.Description;
import dev.fairlead.trees.KernelTime;
import dev.fairlead.trees.TreeEnsemble;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = "Say what a model is, and which kernel would score it here, timed on the model itself.")
final class DescribeCommand implements Callable<Integer> {
    private static final int NAMES = 8;

    @Mixin
    private ModelFile file = new ModelFile();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        TreeEnsemble model = file.read();
        model.warmUp();
        json.print(facts(model) + "\n" + kernels(model));
        json.write(model.kernelTimes(), (time, out) -> write(model, time, out));
        return 0;
    }

    private String facts(TreeEnsemble model) {
        Description what = model.describe();
        List<String> names = model.featureNames();
        return """
                model       %s
                format      %s
                objective   %s%s
                rows        %d features (%s%s), %d score%s
                trees       %d of up to %d leaves, up to %d splits deep; %d splits
                splits      %d of %d are categorical; %d trees have linear leaves
                """.formatted(
                        file,
                        what.format(),
                        what.objective(),
                        what.averaged() ? ", mean over iterations" : "",
                        what.features(),
                        String.join(", ", names.subList(0, Math.min(NAMES, names.size()))),
                        names.size() > NAMES ? ", ..." : "",
                        what.classes(),
                        what.classes() == 1 ? "" : "s",
                        what.trees(),
                        what.mostLeaves(),
                        what.deepest(),
                        what.splits(),
                        what.categoricalSplits(),
                        what.splits(),
                        what.linearTrees());
    }

    private static String kernels(TreeEnsemble model) {
        var table = new StringBuilder("rows a call  kernel   us a call\n");
        for (int rows = 1; rows <= 512; rows *= 2) {
            table.append(String.format(
                    Locale.ROOT,
                    "%11d  %-6s  %10.2f%n",
                    rows,
                    model.kernel(rows).name().toLowerCase(Locale.ROOT),
                    micros(model, rows)));
        }
        return table.toString();
    }

    private static double micros(TreeEnsemble model, int rows) {
        return model.kernelTimes().stream()
                .filter(time -> time.rows() == rows && time.kernel() == model.kernel(rows))
                .mapToDouble(KernelTime::micros)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static void write(TreeEnsemble model, KernelTime time, FieldWriter out) {
        Description what = model.describe();
        out.text("format", what.format());
        out.text("objective", what.objective());
        out.whole("features", what.features());
        out.whole("classes", what.classes());
        out.whole("trees", what.trees());
        out.whole("splits", what.splits());
        out.whole("most_leaves", what.mostLeaves());
        out.whole("deepest", what.deepest());
        out.whole("categorical_splits", what.categoricalSplits());
        out.whole("linear_trees", what.linearTrees());
        out.whole("rows", time.rows());
        out.text("kernel", time.kernel().name().toLowerCase(Locale.ROOT));
        out.number("us", time.micros());
        out.text("chosen", time.kernel() == model.kernel(time.rows()) ? "yes" : "no");
    }
}
