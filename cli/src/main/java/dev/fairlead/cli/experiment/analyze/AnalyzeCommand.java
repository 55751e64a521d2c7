package dev.fairlead.cli.experiment.analyze;

import dev.fairlead.cli.launch.LaunchClient;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.analysis.AnalysisOptions;
import dev.fairlead.experiment.analysis.Moment;
import dev.fairlead.experiment.analysis.Readout;
import dev.fairlead.experiment.analysis.Source;
import dev.fairlead.experiment.decision.Verdict;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.PlanHistory;
import dev.fairlead.report.readout.ReadoutPage;
import dev.fairlead.report.readout.ReadoutRow;
import dev.fairlead.report.readout.ReadoutTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "analyze",
        mixinStandardHelpOptions = true,
        description = {
            "Run a plan over a table of units: checks, effects, guardrails, verdict.",
            "The table is CSV, CSV packed by gzip, or Parquet, with a row per unit. It is read twice and not held in memory.",
            "With --launch, the table is that of a launch's units, and the plan the launch's.",
            "Exit status 1 if the comparison is invalid."
        })
public final class AnalyzeCommand implements Callable<Integer> {
    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private LaunchOption launch = new LaunchOption();

    @Option(names = "--plan", paramLabel = "FILE", description = "The plan, JSON.")
    private Optional<Path> plan = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "The table of units; with --launch, the folder of the data.")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--arm-column", paramLabel = "NAME", description = "Names of arms.")
    private Optional<String> arm = Optional.empty();

    @ArgGroup(multiplicity = "0..1")
    private Units units = new Units();

    /** How units are told apart. */
    private static final class Units {
        @Option(names = "--unit-column", paramLabel = "NAME", description = "Ids of units.")
        private Optional<String> column = Optional.empty();

        @Option(
                names = "--one-row-per-unit",
                description = "The table has no ids, and each row is another unit: you say so, and it is not checked.")
        private boolean rows;
    }

    @Option(
            names = "--time-column",
            paramLabel = "NAME",
            description =
                    "When units entered, dates or times such as 2026-03-02T10:15:00Z: for windows, effects by day, and whether"
                            + " the plan came first.")
    private Optional<String> time = Optional.empty();

    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            description =
                    "When outcomes were read, a date or a time: a metric counts units whose window was over by then (default:"
                            + " when the last unit entered).")
    private Optional<String> asOf = Optional.empty();

    @Option(
            names = "--slice",
            paramLabel = "NAME",
            description = "Look into this column too; what is found there is exploratory. May be repeated.")
    private List<String> slices = List.of();

    @Option(
            names = "--history",
            paramLabel = "FILE",
            description = "The plan's history, JSON Lines: it locks the plan. Without it all results are exploratory.")
    private Optional<Path> history = Optional.empty();

    @Option(
            names = "--look",
            split = ",",
            paramLabel = "SHARE",
            description =
                    "Shares of the planned units at the looks so far, this one last, such as 0.5,0.74 (default: earlier"
                            + " looks as planned, this one by the units in the table).")
    private List<Double> looks = List.of();

    @Option(
            names = "--srm-threshold",
            paramLabel = "P",
            description =
                    "A p-value of the sample ratio or of attrition of at most this stops the verdict: of all units, and again"
                            + " adjusted for all slices, days and hours (default: ${DEFAULT-VALUE}).")
    private double threshold = AnalysisOptions.VALIDITY_ALPHA;

    @Option(names = "--report", paramLabel = "FILE", description = "Write an HTML report with pictures.")
    private Optional<Path> report = Optional.empty();

    @Option(names = "--simulated", description = "People and outcomes are simulated; outputs will say so.")
    private boolean simulated;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!launch.given()) {
            return analyze(tableOfFile());
        }
        if (plan.isPresent() || arm.isPresent() || units.column.isPresent() || units.rows || history.isPresent()) {
            throw wrong("a launch has its own plan, history and columns: leave out --plan, --arm-column, --unit-column,"
                    + " --one-row-per-unit and --history");
        }
        Path file = Files.createTempFile("fairlead-units", ".csv");
        try {
            return analyze(launch.table(data, asOf.map(LaunchClient::until), slices, file));
        } finally {
            Files.delete(file);
        }
    }

    private int analyze(AnalyzedTable table) throws IOException {
        var terms = new AnalysisOptions(threshold, AnalysisOptions.TOLERATED_EXPOSURE, looks, table.history());
        Readout readout = readout(table, terms);
        json.print((simulated ? "SIMULATED " : "") + ReadoutTable.text(readout));
        json.write(ReadoutRow.of(readout), ReadoutRow::write);
        if (report.isPresent()) {
            Files.writeString(report.get(), new ReadoutPage(readout, table.name(), simulated).html());
        }
        return verdict(readout);
    }

    private AnalyzedTable tableOfFile() throws IOException {
        if (launch.misplaced()) {
            throw wrong("--server and --token belong to --launch NAME");
        }
        Path file = data.orElseThrow(() -> wrong("--data FILE is missing, or --launch NAME"));
        Path planFile = plan.orElseThrow(() -> wrong("--plan FILE is missing"));
        String armColumn = arm.orElseThrow(() -> wrong("--arm-column NAME is missing"));
        if (units.column.isEmpty() && !units.rows) {
            throw wrong("--unit-column NAME is missing, or --one-row-per-unit");
        }
        Plan read = readPlan(planFile);
        return new AnalyzedTable(
                file.getFileName().toString(),
                file,
                read,
                new Source(units.column, armColumn, time, slices),
                asOf(),
                locked(read));
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private static Plan readPlan(Path file) throws IOException {
        try {
            return Plan.read(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new UserException(file + ": " + e.getMessage());
        }
    }

    private Optional<PlanHistory> locked(Plan read) throws IOException {
        if (history.isEmpty()) {
            return Optional.empty();
        }
        PlanHistory locked;
        try {
            locked = PlanHistory.read(Files.readString(history.get()));
            locked.current().verify(read);
        } catch (IllegalArgumentException e) {
            throw new UserException(history.get() + ": " + e.getMessage());
        }
        return Optional.of(locked);
    }

    private static Readout readout(AnalyzedTable table, AnalysisOptions terms) {
        try {
            return UnitScan.analysis(table.file(), table.plan(), table.source(), table.asOf())
                    .result(terms);
        } catch (IllegalArgumentException e) {
            throw new UserException(table.name() + ": " + e.getMessage());
        }
    }

    private Optional<Moment> asOf() {
        try {
            return asOf.map(Moment::of);
        } catch (IllegalArgumentException e) {
            throw new UserException("--as-of: " + e.getMessage());
        }
    }

    private static int verdict(Readout readout) {
        Optional<Verdict.Invalid> invalid = readout.verdicts().stream()
                .map(Readout.ArmVerdict::verdict)
                .filter(Verdict.Invalid.class::isInstance)
                .map(Verdict.Invalid.class::cast)
                .findFirst();
        invalid.ifPresent(verdict -> System.err.println(
                "fairlead: no verdict: " + verdict.reasons().getFirst().sentence()));
        return invalid.isPresent() ? 1 : 0;
    }
}
