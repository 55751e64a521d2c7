package dev.fairlead.lab.calibration;

import dev.fairlead.calibration.Calibration;
import dev.fairlead.calibration.Harness;
import dev.fairlead.calibration.Row;
import dev.fairlead.calibration.Study;
import dev.fairlead.calibration.Verdict;
import dev.fairlead.cli.PluginCommand;
import dev.fairlead.cli.bench.BenchTable;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.errors.UserException;
import dev.fairlead.events.FieldWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        description = {
            "Simulate experiments whose truth is known: how often each test rejects where nothing is there (aa),",
            "and how often each interval contains the truth (coverage).",
            "Fails if a rate is off and the table does not say so."
        })
public final class CalibrateCommand implements PluginCommand {
    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(index = "0", description = "What to simulate: ${COMPLETION-CANDIDATES}, in any case of letters.")
    private Calibration calibration = Calibration.AA;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Simulated experiments of each world (default: ${DEFAULT-VALUE}).")
    private int runs = 10_000;

    @Option(names = "--only", paramLabel = "TEXT", description = "Cases whose name contains a text.")
    private Optional<String> only = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed gives the same numbers (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads (default: one per core); numbers stay the same.")
    private Optional<Integer> threads = Optional.empty();

    @Override
    public String parent() {
        return "experiment";
    }

    @Override
    public Integer call() throws IOException {
        var harness =
                new Harness(seed, runs, threads.orElse(Runtime.getRuntime().availableProcessors()));
        List<Study<?>> studies = studies();
        var rows = new ArrayList<Row>();
        for (int i = 0; i < studies.size(); i++) {
            System.err.println(
                    (i + 1) + " of " + studies.size() + ": " + studies.get(i).world());
            rows.addAll(harness.run(studies.get(i)));
        }
        json.print(table(rows));
        json.write(rows, CalibrateCommand::fields);
        return count(rows, Verdict.Kind.FAILED) == 0 ? 0 : 1;
    }

    private List<Study<?>> studies() {
        List<Study<?>> studies = calibration.studies().stream()
                .<Study<?>>map(study -> only.isEmpty() ? study : study.only(only.get()))
                .filter(study -> !study.isEmpty())
                .toList();
        if (studies.isEmpty()) {
            throw new UserException("no case contains '" + only.orElse("") + "'; leave --only out to see them all");
        }
        return studies;
    }

    private String table(List<Row> rows) {
        int widest = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
        String what = calibration == Calibration.AA ? "rejected" : "covered";
        String format = "%-" + widest + "s  %7s  %8s  %7s  %6s  %-14s  %s%n";
        String head = String.format(Locale.ROOT, format, "case", "runs", what, "nominal", "rate", "limits", "verdict");
        String lines = rows.stream().map(row -> line(format, row)).collect(Collectors.joining());
        return title() + head + lines + summary(rows);
    }

    private String title() {
        return String.format(
                Locale.ROOT,
                "Simulated, seed %d. Limits are of %.1f %% (Clopper-Pearson).%n%n",
                seed,
                100 * Row.CONFIDENCE);
    }

    private static String line(String format, Row row) {
        return String.format(
                Locale.ROOT,
                format,
                row.name(),
                row.runs(),
                row.happened(),
                three(row.nominal()),
                four(row.rate()),
                four(row.limits().low()) + "-" + four(row.limits().high()),
                row.verdict());
    }

    private static String three(double rate) {
        return String.format(Locale.ROOT, "%.3f", rate);
    }

    private static String four(double rate) {
        return String.format(Locale.ROOT, "%.4f", rate);
    }

    private static String summary(List<Row> rows) {
        return Arrays.stream(Verdict.Kind.values())
                .map(kind -> count(rows, kind) + " " + kind.label())
                .collect(Collectors.joining(", ", "\n" + rows.size() + " cases: ", "\n"));
    }

    private static long count(List<Row> rows, Verdict.Kind kind) {
        return rows.stream().filter(row -> row.verdict().kind() == kind).count();
    }

    private static void fields(Row row, FieldWriter out) {
        out.text("case", row.name());
        out.text("subject", BenchTable.FAIRLEAD);
        out.text("metric", row.measure().label());
        out.text("unit", "share");
        out.number("value", row.rate());
        out.number("low", row.limits().low());
        out.number("high", row.limits().high());
        out.whole("n", row.runs());
        out.number("nominal", row.nominal());
        out.text("verdict", row.verdict().toString());
        out.text("data", "simulated");
    }
}
