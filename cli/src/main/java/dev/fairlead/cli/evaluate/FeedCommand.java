package dev.fairlead.cli.evaluate;

import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.cli.option.WorkspaceOptions;
import dev.fairlead.errors.UserException;
import dev.fairlead.evaluate.Reliability;
import dev.fairlead.events.Event;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedEvaluation;
import dev.fairlead.feed.FeedTraining;
import dev.fairlead.feed.ServedEvaluation;
import dev.fairlead.learn.MetricRow;
import dev.fairlead.learn.Split;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.ranking.RankingModel;
import dev.fairlead.report.evaluation.EvaluationReport;
import dev.fairlead.report.evaluation.EvaluationTable;
import dev.fairlead.report.evaluation.Provenance;
import dev.fairlead.report.evaluation.ReliabilityDiagram;
import dev.fairlead.server.Training;
import dev.fairlead.server.Workspace;
import dev.fairlead.sim.Summary;
import dev.fairlead.sim.TrivagoLog;
import dev.fairlead.sim.YoochooseLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "feed",
        mixinStandardHelpOptions = true,
        description = "Train on the first part of a log and measure on the last, beside the baselines.")
public final class FeedCommand implements Callable<Integer> {
    enum Format {
        LOG,
        TRIVAGO,
        YOOCHOOSE
    }

    @Mixin
    private WorkspaceOptions data = new WorkspaceOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--from",
            defaultValue = "LOG",
            description =
                    "${COMPLETION-CANDIDATES}: the data folder's log, or a public file in its own format (default: ${DEFAULT-VALUE}).")
    private Format format = Format.LOG;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "The file, unless --from is log.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--report", paramLabel = "FILE", description = "Write an HTML report with pictures.")
    private Optional<Path> report = Optional.empty();

    @Option(names = "--all-metrics", description = "Print every metric, not only the main ones.")
    private boolean allMetrics;

    @Option(names = "--simulated", description = "The log was written by a simulated world; outputs will say so.")
    private boolean simulated;

    @Option(
            names = "--served",
            description =
                    "Measure whole decisions instead, candidates included: the last fifth of each user's interactions, or what the public file asks for.")
    private boolean served;

    private void served() throws IOException {
        if (format == Format.TRIVAGO) {
            throw new UserException("--served measures the data folder's log, or --from yoochoose; not " + format);
        }
        FeedConfig config =
                data.data().config().with("split.test.share", "0.01"); // what is held out is not in the log that trains
        ServedTable table = new ServedTable(config, simulated);
        ServedEvaluation measured;
        if (format == Format.YOOCHOOSE) {
            measured = table.yoochoose(
                    YoochooseLog.read(file.orElseThrow(() -> new UserException("--from yoochoose needs a FOLDER"))));
        } else {
            try (Workspace workspace = data.open()) {
                List<Event> events = new ArrayList<>();
                workspace.log().readAll(logged -> events.add(logged.event()));
                measured = table.lastFifth(data.name(), events);
            }
        }
        List<MetricRow> rows = measured.rows();
        json.print(measured.asked() + "\n" + EvaluationTable.text(rows));
        json.write(rows, MetricRow::write);
    }

    @Override
    public Integer call() throws IOException {
        if (served) {
            served();
            return 0;
        }
        if (format == Format.YOOCHOOSE) {
            throw new UserException("--from yoochoose says nothing of what was shown: it is measured with --served");
        }
        if (format == Format.LOG) {
            try (Workspace workspace = data.open()) {
                evaluate("log of " + data.name(), workspace.log(), data.data().config());
            }
            return 0;
        }
        Path read = file.orElseThrow(() -> new UserException("--from " + format + " needs a FILE"));
        if (!Files.isReadable(read)) {
            throw new UserException("there is no readable file " + read);
        }
        FeedConfig config = data.data().configFile().map(FeedConfig::read).orElseGet(FeedConfig::clickOut);
        evaluate(read.getFileName().toString(), publicLog(read), config);
        return 0;
    }

    private EventLog publicLog(Path read) throws IOException {
        List<Event> events = new ArrayList<>();
        Summary summary = TrivagoLog.read(read, events::add);
        System.err.println("  " + summary.rows() + " rows, " + summary.events() + " events, " + summary.skipped()
                + " rows skipped " + summary.skippedByReason() + ", odd " + summary.oddByReason());
        EventLog log = new MemoryLog();
        log.append(events, List.of());
        return log;
    }

    private void evaluate(String name, EventLog log, FeedConfig config) throws IOException {
        Training training = new Training(config);
        FeedTraining.Prepared prepared = training.prepare(Training.source(name, simulated, log, log.end()));
        RankingModel model = training.train(prepared).model();
        System.err.println("  measuring on the test span, with 1,000 bootstrap replicates by user");
        FeedEvaluation.Result result = new FeedEvaluation(config).evaluate(prepared, Split.Span.TEST, model, log);
        json.print(heading(name, simulated, prepared.split()) + "\n"
                + table(result.rows(), prepared.config(), allMetrics));
        json.write(result.rows(), MetricRow::write);
        if (report.isPresent()) {
            Files.writeString(
                    report.get(),
                    report(name, simulated, prepared, prepared.config(), result).html());
        }
    }

    public static String heading(String name, boolean simulated, Split split) {
        return name + (simulated ? " (SIMULATED)" : "") + ": trained before "
                + Instant.ofEpochMilli(split.validationFrom())
                + ", chosen before " + Instant.ofEpochMilli(split.testFrom()) + ", measured until "
                + Instant.ofEpochMilli(split.end()) + "; 95 % intervals by user\n";
    }

    public static String table(List<MetricRow> rows, FeedConfig config, boolean all) {
        if (all) {
            return EvaluationTable.text(rows);
        }
        return EvaluationTable.text(
                rows,
                config.outcome() == FeedConfig.Outcome.CLICK
                        ? List.of("mrr", "mrr-gain", "ndcg@10", "recall@5", "auc", "logloss", "ece")
                        : List.of(
                                "ndcg@10", "ndcg@10-gain", "gmv@10/1000", "gmv@10/1000-gain", "auc", "logloss", "ece"));
    }

    public static EvaluationReport report(
            String name,
            boolean simulated,
            FeedTraining.Prepared prepared,
            FeedConfig config,
            FeedEvaluation.Result result) {
        boolean clicks = config.outcome() == FeedConfig.Outcome.CLICK;
        Split split = prepared.split();
        return new EvaluationReport(
                "Feed on " + name,
                new Provenance(
                        name + ", SHA-256 of the events " + prepared.data().sha256(),
                        "by time: train before " + Instant.ofEpochMilli(split.validationFrom()) + ", validation before "
                                + Instant.ofEpochMilli(split.testFrom()) + ", test until "
                                + Instant.ofEpochMilli(split.end()),
                        clicks ? "session-recent" : "heuristic",
                        simulated,
                        List.of()),
                FeedEvaluation.MODEL,
                clicks ? "mrr" : "gmv@10/1000",
                result.rows(),
                result.reliability().stream().map(FeedCommand::diagram).toList(),
                result.importance().stream()
                        .map(each -> new EvaluationReport.Contribution(each.name(), each.gain()))
                        .toList());
    }

    private static ReliabilityDiagram diagram(Reliability reliability) {
        return new ReliabilityDiagram(
                reliability.policy(),
                reliability.bins().stream()
                        .map(bin -> new ReliabilityDiagram.Bin(
                                bin.predicted(), bin.observed(), bin.low(), bin.high(), bin.n()))
                        .toList());
    }
}
