package dev.fairlead.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.DynamicMessage;
import dev.fairlead.environment.Environment;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.grpc.GrpcApi;
import dev.fairlead.grpc.ReflectedClient;
import dev.fairlead.helidon.HttpApi;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that knows nothing but what reflection tells it, beside HTTP on the same node. */
class GrpcTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder = Path.of("");

    /** One client's view of the service, as reflection describes it. */
    private static void set(DynamicMessage.Builder message, String field, Object value) {
        message.setField(message.getDescriptorForType().findFieldByName(field), value);
    }

    private static List<?> list(DynamicMessage message, String field) {
        return (List<?>) ReflectedClient.get(message, field);
    }

    /** The machine at one moment, at which every decision has the same id. */
    private record OneDecision(Instant then) implements Environment {
        @Override
        public InstantSource clock() {
            return InstantSource.fixed(then);
        }

        @Override
        public String newId(String prefix) {
            return "same";
        }

        @Override
        public Duration patience(Duration deadline) {
            return deadline;
        }

        @Override
        public Executor executor(Executor beside) {
            return beside;
        }
    }

    private interface Use {
        void with(Node node, ReflectedClient client, URI http) throws Exception;
    }

    private void serve(Use use) throws Exception {
        LiveMarket market = new LiveMarket(folder, LiveMarket.small(3));
        try (Node filled = market.open()) {
            market.run(filled, 60);
        }
        Instant then = market.clock().instant();
        // All decisions have one id and no share is owed to anybody, so that the same question has the same answer.
        FeedConfig config =
                LiveMarket.CONFIG.with("policy.new.seller.ceiling", "1").with("policy.new.seller.share", "0");
        try (Node node = Node.open(folder, Apps.of(config), new OneDecision(then));
                HttpApi http = node.serve(HttpApi.DEFAULT_HOST, 0);
                GrpcApi grpc = node.grpc(HttpApi.DEFAULT_HOST, 0);
                ReflectedClient client = ReflectedClient.of(HttpApi.DEFAULT_HOST, grpc.port(), "fairlead.v1.Feed")) {
            assertTrue(client.services().contains("fairlead.v1.Feed"));
            use.with(node, client, URI.create("http://" + HttpApi.DEFAULT_HOST + ":" + http.port()));
        }
    }

    private static DynamicMessage.Builder asked(ReflectedClient client) {
        DynamicMessage.Builder request = client.input("Decide");
        set(request, "user", "u7");
        set(request, "session", "s");
        set(request, "n", 7L);
        return request;
    }

    @Test
    void theAnswerIsThatOfHttp() throws Exception {
        serve((node, client, http) -> {
            DynamicMessage answer = client.call("Decide", asked(client).build());
            try (HttpClient plain = HttpClient.newHttpClient()) {
                JsonNode told = JSON.readTree(plain.send(
                                HttpRequest.newBuilder(http.resolve("/v1/feed"))
                                        .POST(BodyPublishers.ofString("{\"user\":\"u7\",\"session\":\"s\",\"n\":7}"))
                                        .build(),
                                BodyHandlers.ofString())
                        .body());
                for (String text : List.of("request", "release", "fallback")) {
                    assertEquals(told.at("/" + text).asText(), ReflectedClient.get(answer, text), text);
                }
                // Between the two questions, the log took the first one's decision.
                long asOf = Long.parseLong((String) ReflectedClient.get(answer, "as_of"));
                assertTrue(Set.of(asOf, asOf + 1).contains(told.at("/as_of").asLong()), told::toString);
                assertEquals("no release", ReflectedClient.get(answer, "fallback"));
                assertEquals(List.of(), list(answer, "arms"));
                List<?> items = list(answer, "items");
                assertEquals(7, items.size());
                for (int i = 0; i < 7; i++) {
                    DynamicMessage slot = (DynamicMessage) items.get(i);
                    JsonNode expected = told.at("/items/" + i);
                    for (String text : List.of("item", "source", "rule")) {
                        assertEquals(expected.at("/" + text).asText(), ReflectedClient.get(slot, text), text);
                    }
                    for (String number : List.of("score", "propensity", "price")) {
                        assertEquals(expected.at("/" + number).asDouble(), ReflectedClient.get(slot, number), number);
                    }
                    assertTrue(expected.at("/probability").isNull()
                            || expected.at("/probability").isMissingNode());
                    assertEquals(
                            false, slot.hasField(slot.getDescriptorForType().findFieldByName("probability")));
                }
            }
            assertEquals(
                    ServingStatus.SERVING,
                    HealthGrpc.newBlockingStub(client.channel())
                            .check(HealthCheckRequest.getDefaultInstance())
                            .getStatus());
        });
    }

    private static void refused(Status.Code code, String says, ReflectedClient client, DynamicMessage request) {
        StatusRuntimeException e = assertThrows(StatusRuntimeException.class, () -> client.call("Decide", request));
        assertEquals(code, e.getStatus().getCode(), e::toString);
        assertTrue(String.valueOf(e.getStatus().getDescription()).contains(says), e::toString);
    }

    @Test
    void wrongRequestsAreRefusedWithASentence() throws Exception {
        serve((node, client, http) -> {
            refused(
                    Status.Code.INVALID_ARGUMENT,
                    "user",
                    client,
                    client.input("Decide").build());
            DynamicMessage.Builder many = asked(client);
            set(many, "n", 5_000L);
            refused(Status.Code.INVALID_ARGUMENT, "n:", client, many.build());
            DynamicMessage.Builder zone = asked(client);
            DynamicMessage.Builder context = DynamicMessage.newBuilder(
                    client.file().findMessageTypeByName("FeedQuery").findNestedTypeByName("Context"));
            set(context, "time_zone", "Mars/Olympus");
            set(zone, "context", context.build());
            refused(Status.Code.INVALID_ARGUMENT, "time_zone", client, zone.build());
            DynamicMessage.Builder large = asked(client);
            set(large, "session", "s".repeat(GrpcApi.MAX_MESSAGE + 1));
            refused(Status.Code.RESOURCE_EXHAUSTED, "exceeds maximum", client, large.build());
        });
    }

    @Test
    void aHundredCallersAtOnceAreAnswered() throws Exception {
        serve((node, client, http) -> {
            List<CompletableFuture<DynamicMessage>> calls = IntStream.range(0, 100)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(
                            () -> client.call("Decide", asked(client).build())))
                    .toList();
            for (CompletableFuture<DynamicMessage> call : calls) {
                assertEquals(7, list(call.get(20, TimeUnit.SECONDS), "items").size());
            }
        });
    }

    @Test
    void aPortInUseStopsTheStart() throws Exception {
        try (ServerSocket taken = new ServerSocket(0);
                Node node = Node.open(folder, Apps.of(LiveMarket.CONFIG), Environment.system())) {
            UncheckedIOException e =
                    assertThrows(UncheckedIOException.class, () -> node.grpc("0.0.0.0", taken.getLocalPort()));
            assertTrue(String.valueOf(e.getMessage()).contains("is the port in use?"), e::toString);
        }
    }
}
