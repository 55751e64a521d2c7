package dev.fairlead.cli.remote;

import dev.fairlead.errors.UserException;
import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.json.Json;
import dev.fairlead.json.JsonFieldWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks a server that runs, as its operator. */
public final class ServerClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI server;
    private final Optional<String> token;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param token of operators, if the server asks for one */
    public ServerClient(URI server, Optional<String> token) {
        this.server = URI.create(server.toString().replaceAll("/+$", ""));
        this.token = token;
    }

    public URI server() {
        return server;
    }

    /** What reads an answer. */
    interface Reading<T> {
        T from(Contract answer) throws ContractViolation;
    }

    <T> T get(String path, Reading<T> reading) {
        return read(path, send("GET", path, new byte[0], PATIENCE).body(), reading);
    }

    <T> T post(String path, byte[] body, Reading<T> reading) {
        return read(path, send("POST", path, body, PATIENCE).body(), reading);
    }

    static byte[] json(Consumer<JsonFieldWriter> content) {
        return Json.bytes(content);
    }

    /** The content of an answer, whatever it is. @throws UserException if it is an error */
    byte[] content(String path) {
        return send("GET", path, new byte[0], PATIENCE).body();
    }

    /**
     * Sends a request and takes the answer whole.
     *
     * @throws UserException if nobody answers, or with an error; then with the server's sentence
     */
    public HttpResponse<byte[]> send(String method, String path, byte[] body, Duration patience) {
        HttpResponse<byte[]> answer =
                answered(() -> http.send(request(method, path, body, patience), BodyHandlers.ofByteArray()));
        if (answer.statusCode() >= 300) {
            throw refused(path, answer.statusCode(), answer.body());
        }
        return answer;
    }

    /** Asks for content that is read as it comes. */
    InputStream stream(String path) {
        HttpResponse<InputStream> answer =
                answered(() -> http.send(request("GET", path, new byte[0], PATIENCE), BodyHandlers.ofInputStream()));
        if (answer.statusCode() >= 300) {
            try (InputStream in = answer.body()) {
                throw refused(path, answer.statusCode(), in.readNBytes(1 << 16));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return answer.body();
    }

    private HttpRequest request(String method, String path, byte[] body, Duration patience) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + path))
                .timeout(patience)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request.build();
    }

    private interface Sending<T> {
        T send() throws IOException, InterruptedException;
    }

    private <T> T answered(Sending<T> sending) {
        try {
            return sending.send();
        } catch (ConnectException e) {
            throw new UserException("no server answers at " + server
                    + "; start it with: fairlead serve, or leave --server out to use the data folder");
        } catch (HttpTimeoutException e) {
            throw new UserException("the server at " + server + " does not answer in time");
        } catch (IOException e) {
            throw new UncheckedIOException("the server at " + server + " did not answer whole: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserException("interrupted while the server at " + server + " was asked");
        }
    }

    private UserException refused(String path, int status, byte[] body) {
        String sentence;
        try {
            sentence = new Contract(Json.parse(body)).record("error", error -> error.raw("message"));
        } catch (ContractViolation | RuntimeException e) {
            sentence =
                    new String(body, StandardCharsets.UTF_8).lines().findFirst().orElse("");
        }
        UserException.Kind kind = switch (status) {
            case 404 -> UserException.Kind.UNKNOWN;
            case 409 -> UserException.Kind.CONFLICT;
            default -> UserException.Kind.INVALID;
        };
        return new UserException(
                kind,
                sentence.isEmpty()
                        ? "the server at " + server + " answers " + path + " with status " + status
                        : sentence);
    }

    private <T> T read(String path, byte[] body, Reading<T> reading) {
        try {
            return reading.from(new Contract(Json.parse(body)));
        } catch (ContractViolation e) {
            throw new UserException("the server at " + server + " answers " + path
                    + " with what this program does not understand (" + e.field() + ": " + e.reason()
                    + "); use the same version as the server");
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
