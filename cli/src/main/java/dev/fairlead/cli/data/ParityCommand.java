package dev.fairlead.cli.data;

import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.cli.option.WorkspaceOptions;
import dev.fairlead.decide.Parity;
import dev.fairlead.events.FieldWriter;
import java.io.IOException;
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
    private WorkspaceOptions data = new WorkspaceOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        return AppCheck.run(
                data,
                json,
                (workspace, app, progress) ->
                        Parity.check(workspace.log(), app.name(), app.features(), workspace.registry(), progress),
                ParityCommand::write,
                parity -> parity.differing() == 0);
    }

    private static void write(Parity parity, FieldWriter out) {
        out.whole("decisions", parity.decisions());
        out.whole("rows", parity.rows());
        out.whole("floats", parity.floats());
        out.whole("differing", parity.differing());
        out.whole("other_features", parity.otherFeatures());
    }
}
