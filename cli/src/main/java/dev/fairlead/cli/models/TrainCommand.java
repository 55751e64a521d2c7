package dev.fairlead.cli.models;

import dev.fairlead.cli.option.WorkspaceOptions;
import dev.fairlead.feed.FeedApp;
import dev.fairlead.feed.FeedTraining;
import dev.fairlead.ranking.RankingModelType;
import dev.fairlead.server.Training;
import dev.fairlead.server.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Train the feed's model on the data folder's log, and put it into the registry.")
public final class TrainCommand implements Callable<Integer> {
    @Mixin
    private WorkspaceOptions data = new WorkspaceOptions();

    @Option(names = "--promote", description = "Let the model serve at once.")
    private boolean promote;

    @Option(
            names = "--simulated",
            description = "The log was written by a simulated world; the model card will say so.")
    private boolean simulated;

    @Option(
            names = "--network",
            paramLabel = "FILE",
            description = {
                "Take this ONNX ranker in the place of trees: one float input [n, features] in the order of GET /v1/features,",
                "one float output, the score. It is calibrated and measured on the log."
            })
    private Optional<Path> network = Optional.empty();

    @Override
    public Integer call() throws IOException {
        Optional<byte[]> content =
                network.isPresent() ? Optional.of(Files.readAllBytes(network.get())) : Optional.empty();
        try (Workspace workspace = data.open()) {
            Training training = new Training(data.data().config());
            FeedTraining.Prepared prepared = training.prepare(Training.source(
                    "event log", simulated, workspace.log(), workspace.log().end()));
            FeedTraining.Trained trained =
                    content.isPresent() ? training.adopt(prepared, content.get()) : training.train(prepared);
            String hash = workspace
                    .registry()
                    .put(trained.card(), RankingModelType.RANKING, trained.model(), System.currentTimeMillis());
            if (promote) {
                workspace.promote(FeedApp.NAME, hash, "promoted after training");
            }
            System.out.println("model " + hash
                    + (promote ? " serves now" : "; let it serve with: models promote " + hash.substring(0, 12)));
        }
        return 0;
    }
}
