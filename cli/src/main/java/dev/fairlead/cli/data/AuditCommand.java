package dev.fairlead.cli.data;

import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.cli.option.WorkspaceOptions;
import dev.fairlead.feed.FeedFeatures;
import dev.fairlead.feed.FeedTraining;
import dev.fairlead.market.features.InteractionKinds;
import dev.fairlead.ranking.JoinAudit;
import dev.fairlead.ranking.LeakageCheck;
import dev.fairlead.ranking.OutcomeJoin;
import dev.fairlead.server.Training;
import dev.fairlead.server.Workspace;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description =
                "Share of clicks, carts and purchases that found their impression, by day and slice; which rows are read as of when, and"
                        + " faults in the order of events.")
public final class AuditCommand implements Callable<Integer> {
    /** Lists whose rows are read again from a log that ends where they were shown. */
    private static final int SAMPLES = 5;

    @Mixin
    private WorkspaceOptions data = new WorkspaceOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--leakage",
            description =
                    "Also check the training rows for signals from after their impression; exit 1 if there is one.")
    private boolean leakage;

    @Override
    public Integer call() throws IOException {
        try (Workspace workspace = data.open()) {
            OutcomeJoin join = new OutcomeJoin(data.data().config().labels());
            workspace.log().readAll(join);
            OutcomeJoin.Result joined = join.result();
            List<JoinAudit.Row> rows = joined.audit().rows();
            StringBuilder table = new StringBuilder(
                    "%-12s %-24s %10s %10s %8s%n".formatted("outcome", "slice", "joined", "total", "share"));
            for (JoinAudit.Row row : rows) {
                table.append("%-12s %-24s %10d %10d %7.2f%%%n"
                        .formatted(row.outcome(), row.slice(), row.joined(), row.total(), 100 * row.share()));
            }
            table.append(joined.describe()).append(System.lineSeparator());
            json.print(table.toString());
            json.write(rows, (row, out) -> {
                out.text("outcome", row.outcome());
                out.text("slice", row.slice());
                out.whole("joined", row.joined());
                out.whole("total", row.total());
                out.number("share", row.share());
            });
            return leakage ? leaks(workspace) : 0;
        }
    }

    private int leaks(Workspace workspace) {
        Training training = new Training(data.data().config());
        FeedTraining.Prepared prepared = training.prepare(Training.source(
                "log of " + data.name(), false, workspace.log(), workspace.log().end()));
        InteractionKinds kinds = data.data().config().interactionKinds();
        LeakageCheck.Report report = LeakageCheck.check(
                workspace.log(),
                prepared.until(),
                () -> FeedFeatures.create(kinds).store(),
                prepared.set(),
                FeedFeatures.create(kinds).store().names(),
                SAMPLES,
                data.data().config().seed());
        System.err.println(report);
        return report.passed() ? 0 : 1;
    }
}
