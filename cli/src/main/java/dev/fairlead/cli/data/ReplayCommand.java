package dev.fairlead.cli.data;

import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.cli.option.WorkspaceOptions;
import dev.fairlead.decide.Replay;
import dev.fairlead.events.FieldWriter;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Make every logged decision again at its asOf, out of its logged candidates, arms and release, and compare feature rows,"
                    + " scores, what was chosen by which rule, and propensities bit for bit; fails if anything differs.",
            "Decisions that cannot be made again are counted with the reason. Give --config as the server has it: the"
                    + " numbers of a release are its own, those of the heuristic are not."
        })
public final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private WorkspaceOptions data = new WorkspaceOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        return AppCheck.run(
                data,
                json,
                (workspace, app, progress) -> Replay.check(workspace.log(), app, workspace.registry(), progress),
                ReplayCommand::write,
                Replay::same);
    }

    private static void write(Replay replay, FieldWriter out) {
        out.whole("decisions", replay.decisions());
        write(out, "floats", replay.floats());
        write(out, "scores", replay.scores());
        write(out, "choices", replay.choices());
        write(out, "propensities", replay.propensities());
        write(out, "carried", replay.carried());
        out.text("first", replay.first());
        out.whole("left_out", replay.leftOut());
        out.text(
                "left_out_for",
                replay.left().entrySet().stream()
                        .map(each -> each.getValue() + " " + each.getKey())
                        .collect(Collectors.joining("; ")));
    }

    private static void write(FieldWriter out, String what, Replay.Compared compared) {
        out.whole(what, compared.all());
        out.whole(what + "_differing", compared.differing());
    }
}
