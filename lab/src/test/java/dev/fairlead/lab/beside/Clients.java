package dev.fairlead.lab.beside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** Clients that post events and ask for decisions in turn, each as soon as it has its answer, until they are closed. */
final class Clients implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EVENTS = 20;

    private final URI server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    /** Ids of events that the server acknowledged. */
    final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
    /** Ids of decisions that the server answered. */
    final ConcurrentLinkedQueue<String> decided = new ConcurrentLinkedQueue<>();
    /** Requests that were not answered as they should be. */
    final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();

    Clients(URI server, int clients, long time) {
        this.server = server;
        for (int client = 0; client < clients; client++) {
            int number = client;
            threads.add(Thread.ofPlatform().start(() -> live(number, time)));
        }
    }

    private void live(int client, long time) {
        for (int turn = 0; !closed; turn++) {
            try {
                postEvents(client, turn, time + turn);
                ask(client, turn);
            } catch (Exception e) {
                failures.add("client " + client + ", turn " + turn + ": " + e);
            }
        }
    }

    private void postEvents(int client, int turn, long time) throws Exception {
        List<String> ids = new ArrayList<>();
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < EVENTS; i++) {
            String id = "live-" + client + "-" + turn + "-" + i;
            ids.add(id);
            body.append(
                    "{\"type\":\"click\",\"id\":\"%s\",\"time\":%d,\"user\":\"u%d\",\"session\":\"s%d\",\"item\":\"item-%d\"}%n"
                            .formatted(id, time, client, turn, i));
        }
        JsonNode answer = post("/v1/events", body.toString());
        if (answer.at("/accepted").asInt() == EVENTS && answer.at("/applied").asBoolean()) {
            acknowledged.addAll(ids);
        } else {
            failures.add("events were not accepted, or not seen in time: " + answer);
        }
    }

    private void ask(int client, int turn) throws Exception {
        JsonNode answer = post("/v1/feed", "{\"user\":\"u%d\",\"session\":\"s%d\",\"n\":10}".formatted(client, turn));
        if (answer.at("/items").size() == 10) {
            decided.add(answer.at("/request").asText());
        } else {
            failures.add("the decision is not whole: " + answer);
        }
    }

    private JsonNode post(String path, String body) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(server.resolve(path))
                        .timeout(Duration.ofMinutes(2))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " was answered with " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /** Lets each client finish its turn. */
    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                LockSupport.parkNanos(1_000_000);
            }
        }
        http.close();
    }
}
