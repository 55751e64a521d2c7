package dev.fairlead.cli.data;

import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.cli.option.WorkspaceOptions;
import dev.fairlead.decide.Ingest;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.FieldWriter;
import dev.fairlead.json.Json;
import dev.fairlead.log.DeadLetter;
import dev.fairlead.log.DeadLetters;
import dev.fairlead.server.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = {
            "List the events that broke their contract, with line, field and reason.",
            "To mend one, import it again corrected; then --dismiss its number. If the contract was what changed, --resubmit."
        })
public final class DeadLettersCommand implements Callable<Integer> {
    private static final int BATCH = 1_000;

    @Mixin
    private WorkspaceOptions data = new WorkspaceOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--resubmit", description = "Try every waiting event again as it is.")
    private boolean resubmit;

    @Option(names = "--dismiss", split = ",", paramLabel = "N", description = "Mark these numbers as mended.")
    private List<Long> dismissed = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        try (Workspace workspace = data.open()) {
            if (!dismissed.isEmpty()) {
                workspace.deadLetters().markResubmitted(dismissed);
            }
            if (resubmit) {
                resubmit(workspace);
            }
            List<DeadLetter> waiting = all(workspace.deadLetters());
            StringBuilder table = new StringBuilder();
            for (DeadLetter letter : waiting) {
                table.append("%d  %s:%d  %s: %s%n    %s%n"
                        .formatted(
                                letter.number(),
                                letter.source(),
                                letter.line(),
                                letter.field().isEmpty() ? "event" : letter.field(),
                                letter.reason(),
                                letter.payload()
                                        .substring(
                                                0,
                                                Math.min(160, letter.payload().length()))));
            }
            json.print(table + "" + waiting.size() + " waiting");
            json.write(waiting, DeadLettersCommand::write);
        }
        return 0;
    }

    private static List<DeadLetter> all(DeadLetters log) {
        List<DeadLetter> all = new ArrayList<>();
        List<DeadLetter> page;
        do {
            page = log.deadLetters(all.isEmpty() ? 0 : all.getLast().number(), BATCH);
            all.addAll(page);
        } while (!page.isEmpty());
        return all;
    }

    /**
     * What still breaks its contract becomes a new dead letter with today's reason, at its old place. What is no JSON
     * object (a malformed line, a row of a table) cannot have become better by itself: it stays as it is. Nobody knows any
     * more who delivered an event, so what only an operator may bring stays refused.
     */
    private static void resubmit(Workspace workspace) {
        for (DeadLetter letter : all(workspace.deadLetters())) {
            Ingest.Batch batch = workspace.intake().batch(letter.source(), Ingest.Deliverer.PRODUCT);
            try {
                batch.add(letter.line(), Json.parse(letter.payload()), letter.payload());
            } catch (ContractViolation _) {
                continue;
            }
            batch.append();
            workspace.deadLetters().markResubmitted(List.of(letter.number()));
        }
    }

    private static void write(DeadLetter letter, FieldWriter out) {
        out.whole("number", letter.number());
        out.whole("received", letter.received());
        out.text("source", letter.source());
        out.whole("line", letter.line());
        out.text("field", letter.field());
        out.text("reason", letter.reason());
        out.text("payload", letter.payload());
    }
}
