package dev.fairlead.openfeature;

import dev.fairlead.experiment.json.Json;
import dev.fairlead.growthbook.GrowthBook;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The payload that a server has, fetched again and again. While the server is away, or sends what is no payload, the last
 * one stays.
 */
public final class RemotePayload implements Supplier<GrowthBook>, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI address;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Thread thread;
    private volatile GrowthBook payload;
    private volatile String tag = "";
    private volatile boolean closed;

    /**
     * Fetches once, and from then on repeatedly.
     *
     * @param address such as {@code http://127.0.0.1:8080/v1/experiments/features}
     * @throws IOException if the first payload cannot be had
     */
    public RemotePayload(URI address, Duration every) throws IOException, InterruptedException {
        this.address = address;
        this.payload = GrowthBook.of(Json.parse("{}"));
        refresh();
        thread = Thread.ofVirtual().name("fairlead-payload").start(() -> poll(every));
    }

    private void poll(Duration every) {
        while (!closed) {
            try {
                Thread.sleep(every);
                refresh();
            } catch (IOException e) {
                System.getLogger("fairlead")
                        .log(System.Logger.Level.WARNING, "the last payload stays: " + e.getMessage());
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    /** Fetches now; a server that has nothing new sends nothing. @throws IOException if no payload can be had */
    public synchronized void refresh() throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(PATIENCE);
        if (!tag.isEmpty()) {
            request.header("If-None-Match", tag);
        }
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() == 304) {
            return;
        }
        if (answer.statusCode() != 200) {
            throw new IOException(address + " answers with status " + answer.statusCode());
        }
        try {
            payload = GrowthBook.of(Json.parse(answer.body()));
        } catch (IllegalArgumentException e) {
            throw new IOException(address + " sends no payload: " + e.getMessage(), e);
        }
        tag = answer.headers().firstValue("ETag").orElse("");
    }

    @Override
    public GrowthBook get() {
        return payload;
    }

    /** Fetches no more; the last payload stays. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        client.shutdownNow();
    }
}
