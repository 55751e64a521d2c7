package dev.fairlead.lab.demo;

import dev.fairlead.environment.SimulatedEnvironment;
import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.json.Json;
import dev.fairlead.json.JsonEvents;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.MarketEvents;
import dev.fairlead.sim.Market;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/**
 * A simulated market that meets a node as a product does, through its HTTP API alone: what happens is posted to {@code /v1/events}
 * and acknowledged before {@code /v1/feed} is asked what to show next. The node's clock is the market's, so that weeks pass in
 * seconds and the same seed gives the same log.
 */
final class MarketOverHttp implements Market.Feed, Market.Sink, AutoCloseable {
    /** An answer that takes longer is none: the node is stuck. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final int POSTED_AT_ONCE = 5_000;

    private final URI base;
    private final SimulatedEnvironment environment;
    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonEvents codec = new JsonEvents(MarketEvents.TYPES);
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private int waiting;
    private long slates;

    MarketOverHttp(URI base, SimulatedEnvironment environment) {
        this.base = base;
        this.environment = environment;
    }

    /** Slates asked for so far. */
    long slates() {
        return slates;
    }

    @Override
    public void accept(Event event) {
        environment.advance(event.time());
        pending.writeBytes(codec.encode(event));
        pending.write('\n');
        if (++waiting >= POSTED_AT_ONCE) {
            flush();
        }
    }

    /** Posts what happened and was not posted yet. @throws IllegalStateException if the node refuses any of it */
    void flush() {
        if (waiting > 0) {
            Contract answer = post("/v1/events", pending.toByteArray());
            pending.reset();
            waiting = 0;
            read(() -> {
                if (answer.whole("refused_total", 0, Long.MAX_VALUE) > 0) {
                    throw new IllegalStateException(
                            "the node refused events: " + answer.records("refused", row -> row.freeText("reason")));
                }
                return answer;
            });
        }
    }

    @Override
    public Market.Slate slate(String user, String session, long at, Context context, int n) {
        flush();
        environment.advance(at);
        slates++;
        Contract answer = post("/v1/feed", Json.bytes(out -> {
            out.text("user", user);
            out.text("session", session);
            out.object("context", to -> {
                to.text("market", context.market());
                to.text("device", context.device());
                to.text("time_zone", context.timeZone());
                to.text("query", context.query());
            });
            out.whole("n", n);
        }));
        return read(() -> new Market.Slate(answer.text("request"), answer.records("items", MarketOverHttp::shown)));
    }

    private static Impression.Shown shown(Contract in) throws ContractViolation {
        Impression.Shown shown = new Impression.Shown(
                in.text("item"),
                (int) in.whole("position", 1, Integer.MAX_VALUE),
                in.optionalNumber("price", 0, Double.MAX_VALUE),
                in.optionalNumber("propensity", 0, 1));
        for (String name : List.of("score", "probability", "value")) {
            in.optionalNumber(name, -Double.MAX_VALUE, Double.MAX_VALUE);
        }
        in.optionalText("source");
        in.optionalText("rule");
        return shown;
    }

    private Contract post(String path, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("POST " + path + " was answered with " + answer.statusCode() + ": "
                        + new String(answer.body()));
            }
            return read(() -> new Contract(Json.parse(answer.body())));
        } catch (IOException e) {
            throw new IllegalStateException("POST " + path + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private interface Reading<T> {
        T read() throws ContractViolation;
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.read();
        } catch (ContractViolation e) {
            throw new IllegalStateException("the node's answer is not understood: " + e.field() + ": " + e.reason(), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
