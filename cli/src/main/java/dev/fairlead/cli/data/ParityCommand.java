package dev.fairlead.cli.data;

import dev.fairlead.cli.option.DataOptions;
import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.feed.FeedFeatures;
import dev.fairlead.log.EventLog;
import dev.fairlead.server.Node;
import dev.fairlead.server.Parity;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "parity",
        mixinStandardHelpOptions = true,
        description =
                "Replay every logged decision to its asOf and compare its feature rows bit for bit; fails if any float differs.")
public final class ParityCommand implements Callable<Integer> {
    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        try (Node node = data.open()) {
            Parity parity = check(node.log());
            json.print(parity.toString());
            json.write(List.of(parity), (p, out) -> {
                out.whole("decisions", p.decisions());
                out.whole("rows", p.rows());
                out.whole("floats", p.floats());
                out.whole("differing", p.differing());
                out.whole("other_features", p.otherFeatures());
            });
            return parity.differing() == 0 ? 0 : 1;
        }
    }

    private static Parity check(EventLog log) {
        return Parity.check(log, FeedFeatures.create().store());
    }
}
