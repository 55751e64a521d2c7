package dev.fairlead.cli.data;

import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.cli.option.WorkspaceOptions;
import dev.fairlead.events.FieldWriter;
import dev.fairlead.feed.FeedFeatures;
import dev.fairlead.feed.FeedTraining;
import dev.fairlead.market.features.InteractionKinds;
import dev.fairlead.ranking.JoinAudit;
import dev.fairlead.ranking.LeakageCheck;
import dev.fairlead.ranking.OrderAudit;
import dev.fairlead.ranking.OutcomeJoin;
import dev.fairlead.server.Training;
import dev.fairlead.server.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
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
            json.write(facts(rows, joined), Consumer::accept);
            return leakage ? leaks(workspace) : 0;
        }
    }

    /** What the table says, and behind it the same that it says below in sentences. */
    private static List<Consumer<FieldWriter>> facts(List<JoinAudit.Row> rows, OutcomeJoin.Result joined) {
        List<Consumer<FieldWriter>> facts = new ArrayList<>();
        for (JoinAudit.Row row : rows) {
            facts.add(out -> {
                out.text("outcome", row.outcome());
                out.text("slice", row.slice());
                out.whole("joined", row.joined());
                out.whole("total", row.total());
                out.number("share", row.share());
            });
        }
        long lists = joined.decisions() + joined.history().size();
        OrderAudit order = joined.order();
        facts.add(finding("decided live", "lists", joined.decisions(), lists, 0));
        facts.add(finding(
                order.outOfOrder() ? "history by event time" : "history by position",
                "lists",
                joined.history().size(),
                lists,
                0));
        order.types().forEach(type -> facts.add(finding("late", type.type(), type.late(), type.events(), type.most())));
        facts.add(finding("described too late", "item", order.describedTooLate(), order.described(), 0));
        facts.add(finding("dated before its list", "outcome", joined.early(), total(rows), 0));
        return facts;
    }

    private static long total(List<JoinAudit.Row> rows) {
        return rows.stream()
                .filter(row -> row.slice().equals("all"))
                .mapToLong(JoinAudit.Row::total)
                .sum();
    }

    private static Consumer<FieldWriter> finding(String finding, String of, long count, long total, long most) {
        return out -> {
            out.text("finding", finding);
            out.text("of", of);
            out.whole("count", count);
            out.whole("total", total);
            out.whole("most_millis", most);
        };
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
