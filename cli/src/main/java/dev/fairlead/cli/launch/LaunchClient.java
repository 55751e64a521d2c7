package dev.fairlead.cli.launch;

import dev.fairlead.cli.option.DataOptions;
import dev.fairlead.cli.option.Refusal;
import dev.fairlead.experiment.analysis.Moment;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.outcome.UnitTable;
import dev.fairlead.launch.Launch;
import dev.fairlead.launch.LaunchDesk;
import dev.fairlead.launch.LaunchReport;
import dev.fairlead.launch.Refused;
import dev.fairlead.server.Node;
import java.io.IOException;
import java.io.Writer;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
import picocli.CommandLine.Option;

/** Where launches are kept: in a server that runs, or in a data folder that no server uses. Both answer the same. */
public final class LaunchClient {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The server goes through its whole log twice. */
    private static final Duration PATIENCE_FOR_UNITS = Duration.ofMinutes(30);

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The server that runs, such as http://127.0.0.1:8080; without it, the data folder is used.")
    private Optional<URI> server = Optional.empty();

    @Option(
            names = "--token",
            paramLabel = "FILE",
            description = "File with the token that the server was started with (--admin-token).")
    private Optional<Path> token = Optional.empty();

    /**
     * One that no command line gave.
     *
     * @param folder of the data; empty for where they are by default
     */
    public static LaunchClient of(Optional<Path> folder, Optional<URI> server, Optional<Path> token) {
        var door = new LaunchClient();
        folder.ifPresent(given -> door.data = DataOptions.of(given));
        door.server = server;
        door.token = token;
        return door;
    }

    /** The reports of all launches. */
    List<Json> all() throws IOException, InterruptedException {
        Json.Obj answer = server.isPresent()
                ? ask("GET", "", Optional.empty())
                : local(desk -> new Json.Obj(Map.of(
                        "launches",
                        new Json.Arr(desk.launches().all().stream()
                                .<Json>map(launch -> LaunchReport.of(launch, desk.exposures(), desk.launches())
                                        .json())
                                .toList()))));
        return answer.get("launches").orElse(Json.NULL) instanceof Json.Arr(List<Json> launches) ? launches : List.of();
    }

    public Json.Obj show(String name) throws IOException, InterruptedException {
        return server.isPresent() ? ask("GET", "/" + escaped(name), Optional.empty()) : report(desk -> desk.get(name));
    }

    Json.Obj start(Json request) throws IOException, InterruptedException {
        return server.isPresent() ? ask("POST", "", Optional.of(request)) : report(desk -> desk.start(request));
    }

    Json.Obj change(String name, LaunchDesk.Change change, Json request) throws IOException, InterruptedException {
        return server.isPresent()
                ? ask("POST", "/" + escaped(name) + "/" + change.name().toLowerCase(Locale.ROOT), Optional.of(request))
                : report(desk -> desk.change(name, change, request));
    }

    /**
     * Writes a launch's units to a file, CSV.
     *
     * @param asOf outcomes until then; empty for all
     * @param heldOut with those that a holdout keeps out
     * @return until when outcomes count
     */
    public Instant units(String name, Optional<Instant> asOf, boolean heldOut, Path file)
            throws IOException, InterruptedException {
        if (server.isPresent()) {
            String query = "/units?holdout=" + heldOut
                    + asOf.map(time -> "&as_of=" + time).orElse("");
            HttpResponse<String> answer =
                    send("GET", "/" + escaped(name) + query, Optional.empty(), PATIENCE_FOR_UNITS);
            if (answer.statusCode() >= 300) {
                throw new Refusal(message(Json.parse(answer.body()), answer.statusCode()));
            }
            Files.writeString(file, answer.body());
            return Instant.parse(answer.headers().firstValue("X-As-Of").orElseThrow());
        }
        try (Node node = data.open();
                Writer out = Files.newBufferedWriter(file)) {
            UnitTable units = node.books().units(name, asOf, heldOut);
            units.write(out);
            return units.asOf();
        } catch (Refused e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        }
    }

    /** Reads {@code --as-of}; of a day, its end. */
    public static Instant until(String asOf) {
        try {
            return Instant.ofEpochSecond(Moment.of(asOf).latest());
        } catch (IllegalArgumentException e) {
            throw new Refusal("--as-of: " + e.getMessage());
        }
    }

    private static String escaped(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Json.Obj report(Function<LaunchDesk, Launch> action) {
        return local(desk -> LaunchReport.of(action.apply(desk), desk.exposures(), desk.launches())
                .withHistory());
    }

    private Json.Obj local(Function<LaunchDesk, Json.Obj> action) {
        try (Node node = data.open()) {
            return action.apply(node.desk());
        } catch (Refused e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        }
    }

    private Json.Obj ask(String method, String path, Optional<Json> body) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(method, path, body, PATIENCE);
        Json content = Json.parse(answer.body());
        if (answer.statusCode() < 300 && content instanceof Json.Obj object) {
            return object;
        }
        throw new Refusal(message(content, answer.statusCode()));
    }

    private HttpResponse<String> send(String method, String path, Optional<Json> body, Duration patience)
            throws IOException, InterruptedException {
        URI address = URI.create(server.orElseThrow().toString().replaceAll("/+$", "") + "/v1/launches" + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(patience)
                .method(
                        method,
                        body.map(json -> BodyPublishers.ofString(json.canonical()))
                                .orElse(BodyPublishers.noBody()));
        if (token.isPresent()) {
            request.header("Authorization", "Bearer " + read(token.get()));
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new Refusal("no server answers at " + server.orElseThrow()
                    + "; start it with: fairlead serve, or leave --server out to use the data folder");
        }
    }

    private static String message(Json content, int status) {
        return content instanceof Json.Obj object
                        && object.get("error").orElse(Json.NULL) instanceof Json.Obj error
                        && error.get("message").orElse(Json.NULL) instanceof Json.Str(String message)
                ? message
                : "the server answers with status " + status;
    }

    /** The token in a file: its first line. @throws IllegalArgumentException if it is too short to keep anybody out */
    public static String read(Path file) throws IOException {
        String token = Files.readString(file).lines().findFirst().orElse("").strip();
        if (token.length() < 16) {
            throw new IllegalArgumentException(
                    file + " holds a token of " + token.length() + " characters; make one of at least 16");
        }
        return token;
    }
}
