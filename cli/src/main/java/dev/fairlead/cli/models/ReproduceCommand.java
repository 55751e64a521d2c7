package dev.fairlead.cli.models;

import dev.fairlead.cli.option.WorkspaceOptions;
import dev.fairlead.decide.App;
import dev.fairlead.errors.UserException;
import dev.fairlead.json.JsonEvents;
import dev.fairlead.log.Position;
import dev.fairlead.registry.Learner;
import dev.fairlead.registry.ModelType;
import dev.fairlead.registry.Release;
import dev.fairlead.server.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "reproduce",
        mixinStandardHelpOptions = true,
        description =
                "Train a model again from its card and say whether the bytes are equal, or where they first differ.")
public final class ReproduceCommand implements Callable<Integer> {
    private static final int CONTEXT = 40;

    @Mixin
    private WorkspaceOptions data = new WorkspaceOptions();

    @Parameters(paramLabel = "MODEL", description = "Hash of the model, or its first digits, at least 6.")
    private String hash = "";

    @Override
    public Integer call() throws IOException {
        try (Workspace workspace = data.open()) {
            Release stored = workspace
                    .registry()
                    .get(hash)
                    .orElseThrow(
                            () -> new UserException("no one model has the hash " + hash + "; see: fairlead models"));
            return again(workspace, workspace.app(stored.card().app()), stored);
        }
    }

    private <M> int again(Workspace workspace, App<?, M> app, Release stored) {
        ModelType<M> type = app.models();
        M model = stored.model(type.type());
        if (type.imported(model)) {
            throw new UserException("release " + hash + " was trained elsewhere: there is nothing to repeat here");
        }
        var span = stored.card().data();
        Position until = workspace.log().read(Position.START, Math.toIntExact(span.events()), _ -> {});
        Learner.Source source = new Learner.Source(
                span.source(), span.simulated(), workspace.log(), until, new JsonEvents(workspace.types()));
        Learner.Trained<M> again =
                app.learner().train(source, stored.card().numbers(), line -> System.err.println("  " + line));
        if (!again.card().data().equals(span)) {
            throw new UserException("the log is not the one the model was trained on: its card says " + span
                    + ", the log gives " + again.card().data());
        }
        byte[] was = workspace.registry().content(stored.hash()).orElseThrow();
        byte[] is = workspace.registry().encode(again.card(), type, again.model());
        if (Arrays.equals(was, is)) {
            System.out.println("equal: " + was.length + " bytes, SHA-256 " + stored.hash());
            return 0;
        }
        boolean scores = Arrays.equals(
                workspace.registry().encode(type, model), workspace.registry().encode(type, again.model()));
        int at = Arrays.mismatch(was, is);
        System.out.println((scores ? "the model is equal, its card is not" : "different")
                + ": first difference at byte " + at + "\n  was …" + around(was, at) + "\n  is  …" + around(is, at));
        return scores ? 0 : 1;
    }

    private static String around(byte[] bytes, int at) {
        int from = Math.max(0, at - CONTEXT);
        int to = Math.min(bytes.length, at + CONTEXT);
        return new String(bytes, from, Math.max(0, to - from), StandardCharsets.UTF_8);
    }
}
