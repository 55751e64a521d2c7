package dev.fairlead.cli.models;

import dev.fairlead.cli.option.DataOptions;
import dev.fairlead.cli.option.Refusal;
import dev.fairlead.decide.App;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedTraining;
import dev.fairlead.json.JsonEvents;
import dev.fairlead.registry.Learner;
import dev.fairlead.registry.ModelType;
import dev.fairlead.registry.Release;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedTraining;
import dev.fairlead.log.Position;
import dev.fairlead.server.Node;
import dev.fairlead.server.Training;
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
    private DataOptions data = new DataOptions();

    @Parameters(paramLabel = "MODEL", description = "Hash of the model, or its first digits, at least 6.")
    private String hash = "";

    @Override
    public Integer call() {
        try (Node node = data.open()) {
            Release stored = node.registry()
                    .get(hash)
                    .orElseThrow(() -> new Refusal("no one model has the hash " + hash + "; see: fairlead models"));
            return again(node, node.app(stored.card().app()), stored);
        }
    }

    private <M> int again(Node node, App<?, M> app, Release stored) {
        ModelType<M> type = app.models();
        M model = stored.model(type.type());
        if (type.imported(model)) {
            throw new Refusal("release " + hash + " was trained elsewhere: there is nothing to repeat here");
        }
        var span = stored.card().data();
        Position until = node.log().read(Position.START, Math.toIntExact(span.events()), _ -> {});
        Learner.Source source = new Learner.Source(
                span.source(), span.simulated(), node.log(), until, new JsonEvents(node.types()));
        Learner.Trained<M> again =
                app.learner().train(source, stored.card().numbers(), line -> System.err.println("  " + line));
        if (!again.card().data().equals(span)) {
            throw new Refusal("the log is not the one the model was trained on: its card says " + span
                    + ", the log gives " + again.card().data());
        }
        byte[] was = node.registry().content(stored.hash()).orElseThrow();
        byte[] is = node.registry().encode(again.card(), type, again.model());
        if (Arrays.equals(was, is)) {
            System.out.println("equal: " + was.length + " bytes, SHA-256 " + stored.hash());
            return 0;
        }
        boolean scores = Arrays.equals(
                node.registry().encode(type, model), node.registry().encode(type, again.model()));
        int at = Arrays.mismatch(was, is);
        System.out.println((scores ? "the model is equal, its card is not" : "different") + ": first difference at byte "
                + at + "\n  was …" + around(was, at) + "\n  is  …" + around(is, at));
        return scores ? 0 : 1;
    }

    private static String around(byte[] bytes, int at) {
        int from = Math.max(0, at - CONTEXT);
        int to = Math.min(bytes.length, at + CONTEXT);
        return new String(bytes, from, Math.max(0, to - from), StandardCharsets.UTF_8);
    }
}
