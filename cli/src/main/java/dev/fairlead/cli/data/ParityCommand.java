package dev.fairlead.cli.data;

import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.cli.option.WorkspaceOptions;
import dev.fairlead.decide.App;
import dev.fairlead.decide.Parity;
import dev.fairlead.server.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
        try (Workspace workspace = data.open()) {
            Expired.warn(workspace);
            List<Checked> checked = new ArrayList<>();
            for (App<?, ?> app : workspace.apps()) {
                checked.add(new Checked(
                        app.name(),
                        Parity.check(
                                workspace.log(),
                                app.name(),
                                app.features(),
                                line -> System.err.println("  " + app.name() + ": " + line))));
            }
            json.print(checked.stream()
                    .map(each -> (checked.size() == 1 ? "" : each.app + ": ") + each.parity)
                    .collect(Collectors.joining("\n")));
            json.write(checked, (each, out) -> {
                out.text("app", each.app);
                out.whole("decisions", each.parity.decisions());
                out.whole("rows", each.parity.rows());
                out.whole("floats", each.parity.floats());
                out.whole("differing", each.parity.differing());
                out.whole("other_features", each.parity.otherFeatures());
            });
            return checked.stream().allMatch(each -> each.parity.differing() == 0) ? 0 : 1;
        }
    }

    private record Checked(String app, Parity parity) {}
}
