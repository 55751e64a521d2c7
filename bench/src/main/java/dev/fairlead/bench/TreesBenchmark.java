package dev.fairlead.bench;

import dev.fairlead.cli.PluginCommand;
import dev.fairlead.cli.bench.BenchTable;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.errors.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fairlead bench trees}. */
@Command(
        name = "trees",
        mixinStandardHelpOptions = true,
        description = {
            "Score trained models beside native LightGBM, native XGBoost, ONNX Runtime, QuickScorer and compiled branches:",
            "the same models and simulated rows in one process, every call on other rows, equality checked first."
        })
public final class TreesBenchmark implements PluginCommand {
    private static final List<BenchModel> QUICK = List.of(BenchModel.of(200, 31, 40));
    private static final List<BenchModel> ALL = List.of(
            BenchModel.of(100, 31, 40),
            BenchModel.of(200, 31, 40),
            BenchModel.of(1000, 31, 40),
            BenchModel.of(200, 63, 40),
            BenchModel.of(500, 255, 40),
            BenchModel.of(100, 31, 200),
            BenchModel.of(200, 31, 200),
            BenchModel.of(1000, 31, 200),
            BenchModel.of(500, 255, 200),
            new BenchModel(200, 31, new SimulatedRows(40, 0.1, 0), false),
            new BenchModel(200, 31, new SimulatedRows(40, 0, 8), false),
            new BenchModel(200, 31, new SimulatedRows(40, 0, 0), true));

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--quick", description = "Only 200 trees of 31 leaves on 40 features.")
    private boolean quick;

    @Option(names = "--only", paramLabel = "TEXT", description = "Only models whose name contains this.")
    private String only = "";

    @Option(
            names = "--models",
            paramLabel = "FOLDER",
            description = "Where trained models are kept for the next run (default: they are not kept).")
    private Optional<Path> models = Optional.empty();

    @Option(
            names = "--millis",
            paramLabel = "N",
            defaultValue = "800",
            description = "Time to measure one case, and half as long to warm it up (default: ${DEFAULT-VALUE}).")
    private int millis = 800;

    /** Called by the command line. */
    public TreesBenchmark() {}

    @Override
    public String parent() {
        return "bench";
    }

    @Override
    public Integer call() throws Exception {
        BenchTable.progress(Machine.describe());
        BenchTable.progress("all models are trained on simulated rows, and score others");
        var table = new BenchTable();
        var race = new Race(Duration.ofMillis(millis / 2), Duration.ofMillis(millis));
        Path folder = models.isPresent()
                ? Files.createDirectories(models.get())
                : Files.createTempDirectory("fairlead-models");
        try {
            for (BenchModel model : chosen()) {
                new LightGbmRace(table, race, model).run(model.lightGbm(folder));
                if (model.data().categories() == 0 && model.data().missing() == 0 && !model.doubles()) {
                    BenchTable.progress(model.name() + ": new processes read it and score for the first time");
                    ColdStart.measure(
                            table,
                            model.name() + ", new process",
                            model.lightGbmFile(folder),
                            model.data().features());
                }
            }
            for (BenchModel model : chosen()) {
                if (model.data().categories() == 0 && !model.doubles() && model.leaves() == 31) {
                    new XgBoostRace(table, race, model).run(model.xgBoost(folder));
                }
            }
        } finally {
            if (models.isEmpty()) {
                delete(folder);
            }
        }
        table.print(json);
        return 0;
    }

    private List<BenchModel> chosen() {
        var chosen = new ArrayList<>(quick ? QUICK : ALL);
        chosen.removeIf(model -> !model.name().contains(only));
        if (chosen.isEmpty()) {
            throw new UserException("no model's name contains \"" + only + "\"; one is \""
                    + ALL.getFirst().name() + "\"");
        }
        return chosen;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
