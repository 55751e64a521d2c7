package dev.fairlead.cli.data;

import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.cli.option.WorkspaceOptions;
import dev.fairlead.events.FieldWriter;
import dev.fairlead.log.Position;
import dev.fairlead.log.Quarantine;
import dev.fairlead.log.Quarantined;
import dev.fairlead.server.Workspace;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "quarantine",
        mixinStandardHelpOptions = true,
        description = {
            "List the events of the log that a state could not take and goes without, with the cause.",
            "They stay in the log. After an upgrade that can take them: --retry, and start again."
        })
public final class QuarantineCommand implements Callable<Integer> {
    @Mixin
    private WorkspaceOptions data = new WorkspaceOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--retry",
            description = "Replay the states that go without an event from the log's start, at the next start.")
    private boolean retry;

    @Override
    public Integer call() throws IOException {
        try (Workspace workspace = data.open()) {
            Quarantine quarantine = workspace.quarantine();
            List<Quarantined> all = quarantine.list(Integer.MAX_VALUE);
            StringBuilder table = new StringBuilder();
            for (Quarantined one : all) {
                table.append("%s  %s  event '%s'  %s%n    %s%n"
                        .formatted(
                                position(one), one.state(), one.id(), Instant.ofEpochMilli(one.time()), one.cause()));
            }
            table.append(quarantine.count()).append(" quarantined");
            if (retry) {
                Set<String> states = new TreeSet<>(quarantine.retry());
                table.append(
                        states.isEmpty()
                                ? "; nothing to try again"
                                : "; at the next start these states are replayed" + " from the log's start: "
                                        + String.join(", ", states));
            }
            json.print(table.toString());
            json.write(all, QuarantineCommand::write);
        }
        return 0;
    }

    private static Position position(Quarantined one) {
        return Position.START.with(one.partition(), one.offset());
    }

    private static void write(Quarantined one, FieldWriter out) {
        out.text("position", position(one).toString());
        out.text("state", one.state());
        out.text("id", one.id());
        out.text("cause", one.cause());
        out.whole("time", one.time());
    }
}
