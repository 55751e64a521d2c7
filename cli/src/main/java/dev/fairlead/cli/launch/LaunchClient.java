package dev.fairlead.cli.launch;

import dev.fairlead.cli.option.WorkspaceOptions;
import dev.fairlead.cli.remote.RemoteWorkspace;
import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.analysis.Moment;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.outcome.UnitTable;
import dev.fairlead.launch.Launch;
import dev.fairlead.launch.LaunchReport;
import dev.fairlead.launch.LaunchService;
import dev.fairlead.server.Node;
import dev.fairlead.server.Workspace;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Mixin;

/** Where launches are kept: in a server that runs, or in a data folder. Both answer the same. */
public final class LaunchClient {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The server goes through its whole log twice. */
    private static final Duration PATIENCE_FOR_UNITS = Duration.ofMinutes(30);

    @Mixin
    private WorkspaceOptions data = new WorkspaceOptions();

    /**
     * One that no command line gave.
     *
     * @param folder of the data; empty for where they are by default
     */
    public static LaunchClient of(Optional<Path> folder, Optional<URI> server, Optional<Path> token) {
        var client = new LaunchClient();
        client.data = WorkspaceOptions.of(folder, server, token);
        return client;
    }

    /** The reports of all launches. */
    List<Json> all() throws IOException {
        Json.Obj answer = answer(
                "GET",
                "",
                Optional.empty(),
                desk -> new Json.Obj(Map.of(
                        "launches",
                        new Json.Arr(desk.launches().all().stream()
                                .<Json>map(launch -> LaunchReport.of(launch, desk.exposures(), desk.launches())
                                        .json())
                                .toList()))));
        return answer.get("launches").orElse(Json.NULL) instanceof Json.Arr(List<Json> launches) ? launches : List.of();
    }

    public Json.Obj show(String name) throws IOException {
        return answer("GET", "/" + escaped(name), Optional.empty(), desk -> report(desk, desk.get(name)));
    }

    Json.Obj start(Json request) throws IOException {
        return answer("POST", "", Optional.of(request), desk -> report(desk, desk.start(request)));
    }

    /** Looks before the start. The log is read three times, and some of its decisions are made again. */
    Json.Obj forecast(Json request, Optional<Instant> asOf) throws IOException {
        String name = request instanceof Json.Obj members
                        && members.get("plan").orElse(Json.NULL) instanceof Json.Obj plan
                        && plan.get("name").orElse(Json.NULL) instanceof Json.Str(String text)
                ? text
                : "";
        return ask(
                "POST",
                "/launches/" + escaped(name) + "/forecast"
                        + asOf.map(time -> "?as_of=" + time).orElse(""),
                Optional.of(request),
                PATIENCE_FOR_UNITS,
                node -> node.books().forecast(request, asOf, line -> System.err.println("  " + line)));
    }

    /** Looks back. */
    Json.Obj review(String name, Json request) throws IOException {
        return ask(
                "POST",
                "/launches/" + escaped(name) + "/review",
                Optional.of(request),
                PATIENCE_FOR_UNITS,
                node -> node.books().review(name, request));
    }

    Json.Obj change(String name, LaunchService.Change change, Json request) throws IOException {
        return answer(
                "POST",
                "/" + escaped(name) + "/" + change.name().toLowerCase(Locale.ROOT),
                Optional.of(request),
                desk -> report(desk, desk.change(name, change, request)));
    }

    /**
     * Writes a launch's units to a file, CSV.
     *
     * @param asOf outcomes until then; empty for all
     * @param heldOut with those that a holdout keeps out
     * @return until when outcomes count
     */
    public Instant units(String name, Optional<Instant> asOf, boolean heldOut, Path file) throws IOException {
        try (Workspace workspace = data.open()) {
            if (workspace instanceof RemoteWorkspace remote) {
                String query = "/units?holdout=" + heldOut
                        + asOf.map(time -> "&as_of=" + time).orElse("");
                HttpResponse<byte[]> answer =
                        send(remote, "GET", "/launches/" + escaped(name) + query, Optional.empty(), PATIENCE_FOR_UNITS);
                Files.write(file, answer.body());
                return Instant.parse(answer.headers().firstValue("X-As-Of").orElseThrow());
            }
            try (Writer out = Files.newBufferedWriter(file)) {
                UnitTable units = ((Node) workspace).books().units(name, asOf, heldOut);
                units.write(out);
                return units.asOf();
            }
        }
    }

    /** Reads {@code --as-of}; of a day, its end. */
    public static Instant until(String asOf) {
        try {
            return Instant.ofEpochSecond(Moment.of(asOf).latest());
        } catch (IllegalArgumentException e) {
            throw new UserException("--as-of: " + e.getMessage());
        }
    }

    private static String escaped(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Json.Obj report(LaunchService desk, Launch launch) {
        return LaunchReport.of(launch, desk.exposures(), desk.launches()).withHistory();
    }

    /** Where a launch is. */
    Json.Obj status(String name) throws IOException {
        return record(
                "/launches/" + escaped(name) + "/status",
                node -> node.books().records().status(name));
    }

    /** What was done to a launch. */
    Json.Obj journal(String name) throws IOException {
        return record(
                "/launches/" + escaped(name) + "/journal",
                node -> node.books().records().journal(name));
    }

    /** What was live at a time. @param unit for whom, too */
    Json.Obj live(Instant at, Optional<String> unit) throws IOException {
        String query =
                "/live?at=" + at + unit.map(name -> "&unit=" + escaped(name)).orElse("");
        return record(query, node -> node.books().records().live(at, unit));
    }

    private Json.Obj record(String path, Function<Node, Json.Obj> local) throws IOException {
        return ask("GET", path, Optional.empty(), PATIENCE, local);
    }

    private Json.Obj answer(String method, String path, Optional<Json> body, Function<LaunchService, Json.Obj> local)
            throws IOException {
        return ask(method, "/launches" + path, body, PATIENCE, node -> local.apply(node.desk()));
    }

    /** What the server answers, or the same of a folder that no server holds. */
    private Json.Obj ask(
            String method, String path, Optional<Json> body, Duration patience, Function<Node, Json.Obj> local)
            throws IOException {
        try (Workspace workspace = data.open()) {
            if (workspace instanceof RemoteWorkspace remote) {
                byte[] answer = send(remote, method, path, body, patience).body();
                return (Json.Obj) Json.parse(new String(answer, StandardCharsets.UTF_8));
            }
            return local.apply((Node) workspace);
        }
    }

    private static HttpResponse<byte[]> send(
            RemoteWorkspace remote, String method, String path, Optional<Json> body, Duration patience) {
        byte[] content = body.map(json -> json.canonical().getBytes(StandardCharsets.UTF_8))
                .orElse(new byte[0]);
        return remote.server().send(method, "/v1" + path, content, patience);
    }
}
