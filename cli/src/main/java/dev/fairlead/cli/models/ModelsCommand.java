package dev.fairlead.cli.models;

import dev.fairlead.cli.option.JsonOption;
import dev.fairlead.cli.option.WorkspaceOptions;
import dev.fairlead.decide.App;
import dev.fairlead.errors.UserException;
import dev.fairlead.feed.FeedApp;
import dev.fairlead.registry.DamagedModelException;
import dev.fairlead.registry.ModelCard;
import dev.fairlead.registry.ModelStore;
import dev.fairlead.registry.ModelType;
import dev.fairlead.registry.Release;
import dev.fairlead.report.evaluation.EvaluationTable;
import dev.fairlead.server.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "List the registry; show, promote, export or import a model, or go back to the heuristic.")
public final class ModelsCommand implements Callable<Integer> {
    private static final String HASH = "Hash of the model, or its first digits, at least 6.";
    private static final String REASON = "Why, for whoever reads the log later (default: ${DEFAULT-VALUE}).";

    @Mixin
    private WorkspaceOptions data = new WorkspaceOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() throws IOException {
        try (Workspace workspace = data.open()) {
            List<ModelStore.Entry> entries = workspace.registry().list();
            StringBuilder table = new StringBuilder();
            for (ModelStore.Entry entry : entries) {
                table.append("%s %s  %s  %9d bytes  %s%n"
                        .formatted(
                                entry.hash().equals(workspace.serving(FeedApp.NAME)) ? "*" : " ",
                                entry.hash().substring(0, 12),
                                Instant.ofEpochMilli(entry.created()),
                                entry.bytes(),
                                summary(workspace, entry.hash())));
            }
            table.append(workspace.serving(FeedApp.NAME).isEmpty() ? "the heuristic serves" : "* serves");
            if (!workspace.servingProblem().isEmpty()) {
                table.append("; ").append(workspace.servingProblem());
            }
            json.print(table.toString());
            json.write(entries, (entry, out) -> {
                out.text("model", entry.hash());
                out.whole("created", entry.created());
                out.whole("bytes", entry.bytes());
                out.text("serves", entry.hash().equals(workspace.serving(FeedApp.NAME)) ? "yes" : "no");
            });
        }
        return 0;
    }

    private static String summary(Workspace workspace, String hash) {
        try {
            ModelCard card = workspace.registry().get(hash).orElseThrow().card();
            return card.data().source() + (card.data().simulated() ? " (simulated)" : "");
        } catch (DamagedModelException e) {
            return "DAMAGED: " + e.getMessage();
        }
    }

    private static Release find(Workspace workspace, String hash) {
        return workspace
                .registry()
                .get(hash)
                .orElseThrow(() -> new UserException("no one model has the hash " + hash
                        + " (give at least 6 digits); list them with: fairlead models"));
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Print a model's card.")
    int show(@Mixin WorkspaceOptions data, @Parameters(paramLabel = "MODEL", description = HASH) String hash)
            throws IOException {
        try (Workspace workspace = data.open()) {
            Release stored = find(workspace, hash);
            ModelCard card = stored.card();
            System.out.printf(
                    "model          %s%napp            %s%nuse            %s%nlimits         %s%n"
                            + "data           %s, %d events (%s), SHA-256 %s%n"
                            + "split          train from %s, validation from %s, test from %s to %s%n"
                            + "seed           %d%nlibrary        %s%nJVM            %s on %s%n"
                            + "facts          %s%nfeatures       fingerprint %s%n"
                            + "on validation, before growing again:%n%s",
                    stored.hash(),
                    card.app(),
                    card.intendedUse(),
                    card.limits(),
                    card.data().source(),
                    card.data().events(),
                    card.data().simulated() ? "simulated" : "real",
                    card.data().sha256(),
                    Instant.ofEpochMilli(card.data().trainFrom()),
                    Instant.ofEpochMilli(card.data().validationFrom()),
                    Instant.ofEpochMilli(card.data().testFrom()),
                    Instant.ofEpochMilli(card.data().end()),
                    card.seed(),
                    card.library(),
                    card.jvm(),
                    card.machine(),
                    card.facts().stream()
                            .map(fact -> fact.name() + " " + fact.value())
                            .collect(Collectors.joining(", ")),
                    stored.fingerprint(),
                    EvaluationTable.text(card.metrics()));
        }
        return 0;
    }

    @Command(name = "promote", mixinStandardHelpOptions = true, description = "Let a model serve from now on.")
    int promote(
            @Mixin WorkspaceOptions data,
            @Parameters(paramLabel = "MODEL", description = HASH) String hash,
            @Option(names = "--reason", defaultValue = "promoted by hand", description = REASON) String reason)
            throws IOException {
        try (Workspace workspace = data.open()) {
            Release stored = find(workspace, hash);
            workspace.promote(stored.card().app(), stored.hash(), reason);
            System.out.println("model " + stored.hash() + " serves now");
        }
        return 0;
    }

    @Command(name = "rollback", mixinStandardHelpOptions = true, description = "Let the heuristic serve from now on.")
    int rollback(
            @Mixin WorkspaceOptions data,
            @Option(names = "--reason", defaultValue = "rolled back by hand", description = REASON) String reason)
            throws IOException {
        try (Workspace workspace = data.open()) {
            workspace.promote(FeedApp.NAME, "", reason);
            System.out.println("the heuristic serves now");
        }
        return 0;
    }

    @Command(name = "export", mixinStandardHelpOptions = true, description = "Write a model to a file.")
    int export(
            @Mixin WorkspaceOptions data,
            @Parameters(paramLabel = "MODEL", description = HASH) String hash,
            @Parameters(paramLabel = "FILE", description = "The model file.") Path file)
            throws IOException {
        try (Workspace workspace = data.open()) {
            Files.write(
                    file,
                    workspace.registry().content(find(workspace, hash).hash()).orElseThrow());
        }
        return 0;
    }

    @Command(name = "import", mixinStandardHelpOptions = true, description = "Put a model file into the registry.")
    int importFile(
            @Mixin WorkspaceOptions data, @Parameters(paramLabel = "FILE", description = "The model file.") Path file)
            throws IOException {
        try (Workspace workspace = data.open()) {
            System.out.println(workspace.registry().importFile(Files.readAllBytes(file), System.currentTimeMillis()));
        }
        return 0;
    }

    @Command(
            name = "renumber",
            mixinStandardHelpOptions = true,
            description = {
                "Make another release of a model: the same model, decided with by other numbers.",
                "A release decides with the numbers that it was made with; --config of a server is for the heuristic and for training."
            })
    int renumber(
            @Mixin WorkspaceOptions data,
            @Parameters(paramLabel = "MODEL", description = HASH) String hash,
            @Parameters(paramLabel = "FILE", description = "Lines key=value of the numbers that change.") Path file)
            throws IOException {
        try (Workspace workspace = data.open()) {
            Release release = find(workspace, hash);
            System.out.println(
                    renumbered(workspace, workspace.app(release.card().app()), release, file));
        }
        return 0;
    }

    private static <M> String renumbered(Workspace workspace, App<?, M> app, Release release, Path file) {
        String numbers =
                app.numbers().withText(release.card().numbers()).withFile(file).text();
        ModelType<M> type = app.models();
        return workspace
                .registry()
                .put(release.card().withNumbers(numbers), type, release.model(type.type()), System.currentTimeMillis());
    }
}
