package dev.fairlead.cli.experiment.analyze;

import dev.fairlead.cli.launch.LaunchClient;
import dev.fairlead.experiment.analysis.Moment;
import dev.fairlead.experiment.analysis.Source;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.plan.PlanHistory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** {@code --launch NAME}: a launch's units are analysed under its locked plan. */
final class LaunchOption {
    @Option(
            names = "--launch",
            paramLabel = "NAME",
            description =
                    "Analyse a launch instead of a table: of --server, or of the data folder --data. It needs no other option.")
    private Optional<String> launch = Optional.empty();

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The server that runs the launch, such as http://127.0.0.1:8080.")
    private Optional<URI> server = Optional.empty();

    @Option(
            names = "--token",
            paramLabel = "FILE",
            description = "File with the token that the server was started with (--admin-token).")
    private Optional<Path> token = Optional.empty();

    boolean given() {
        return launch.isPresent();
    }

    boolean misplaced() {
        return launch.isEmpty() && (server.isPresent() || token.isPresent());
    }

    /**
     * Writes the launch's units to a file.
     *
     * @param folder of the data; not used where a server is given
     * @param asOf outcomes until then; empty for all
     */
    AnalyzedTable table(Optional<Path> folder, Optional<Instant> asOf, List<String> slices, Path file)
            throws IOException, InterruptedException {
        String name = launch.orElseThrow();
        LaunchClient door = LaunchClient.of(folder, server, token);
        PlanHistory history = history(door.show(name));
        Instant until = door.units(name, asOf, false, file);
        return new AnalyzedTable(
                name,
                file,
                history.plan(),
                new Source(Optional.of("unit"), "arm", Optional.of("entered"), slices),
                Optional.of(Moment.of(until)),
                Optional.of(history));
    }

    /** The history in the answer of a launch. */
    static PlanHistory history(Json.Obj report) {
        return report.get("history").orElse(Json.NULL) instanceof Json.Arr(List<Json> lines)
                ? PlanHistory.read(lines.stream().map(Json::canonical).collect(Collectors.joining("\n")))
                : PlanHistory.read("");
    }
}
