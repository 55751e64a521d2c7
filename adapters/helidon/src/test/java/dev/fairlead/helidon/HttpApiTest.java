package dev.fairlead.helidon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.log.MemoryLog;
import dev.fairlead.log.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpApiTest {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final MemoryLog log = new MemoryLog();
    private final TestApi api = new TestApi(log);

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void theIndexListsTheEndpoints() throws Exception {
        String index = api.raw(api.to("/").build()).body();
        assertTrue(index.contains("POST  /v1/events"), index);
        assertTrue(index.contains("GET   /metrics"), index);
    }

    @Test
    void anUnknownPathIsNotFound() throws Exception {
        TestApi.Reply reply = api.get("/v1/dsk");
        assertEquals(404, reply.status());
        assertEquals("there is nothing at /v1/dsk", reply.text("/error/message"));
        assertTrue(reply.text("/error/hint").contains("POST /v1/desk"), reply.text("/error/hint"));
    }

    @Test
    void aWrongMethodIsNotAllowed() throws Exception {
        HttpResponse<String> response =
                api.raw(api.to("/v1/events").PUT(BodyPublishers.ofString("[]")).build());
        assertEquals(405, response.statusCode());
        assertEquals("POST", response.headers().firstValue("Allow").orElse(""));
        TestApi.Reply reply = api.get("/v1/desk");
        assertEquals(405, reply.status());
        assertEquals("Use POST.", reply.text("/error/hint"));
        assertEquals(405, api.post("/v1/decisions/x", "{}").status());
    }

    @Test
    void healthTellsHowFarItGot() throws Exception {
        api.post("/v1/events", PostEventsTest.click("a") + "\n" + PostEventsTest.click("b") + "\nx");
        TestApi.Reply reply = api.get("/v1/health");
        assertEquals(200, reply.status());
        assertEquals(
                "{\"status\":\"ready\",\"detail\":\"\",\"release\":\"m1\",\"log_end\":\"2\",\"applied\":\"1\",\"lag\":1,\"dead_letters\":1,\"quarantined\":0,\"expired\":0}",
                reply.json().toString());
    }

    @Test
    void healthThatIsNotReadyIsUnavailable() throws Exception {
        HttpApi.Parts parts = TestApi.parts(log, (_, _) -> true, 0);
        for (boolean broken : new boolean[] {false, true}) {
            HttpApi.Parts starting = new HttpApi.Parts(
                    parts.intake(),
                    log,
                    parts.index(),
                    parts.freshness(),
                    parts.types(),
                    parts.apps(),
                    parts.desk(),
                    parts.books(),
                    parts.readouts(),
                    parts.token(),
                    parts.admin(),
                    TestApi.parts(log, (_, _) -> true, 0).metrics(),
                    () -> {
                        if (broken) {
                            throw new IllegalStateException("no idea");
                        }
                        return new Health(false, "replaying the log", "", Position.of(9), Position.of(4), 0, 0, 0);
                    },
                    parts.host(),
                    0);
            try (HttpApi other = new HttpApi(starting)) {
                HttpRequest ask = HttpRequest.newBuilder(api.to("/v1/health").build(), (_, _) -> true)
                        .uri(java.net.URI.create("http://127.0.0.1:" + other.port() + "/v1/health"))
                        .build();
                TestApi.Reply reply = api.send(ask);
                assertEquals(503, reply.status());
                assertEquals("not ready", reply.text("/status"));
                assertTrue(reply.text("/detail").contains(broken ? "no idea" : "replaying the log"));
            }
        }
    }

    @Test
    void metricsCountAndTime() throws Exception {
        api.post("/v1/events", PostEventsTest.click("a") + "\n" + PostEventsTest.click("a") + "\n{}");
        api.post("/v1/desk", "{\"user\":\"u\",\"session\":\"s\"}");
        api.post("/v1/desk", "{\"user\":\"trouble\",\"session\":\"s\"}");
        HttpResponse<String> response = api.raw(api.to("/metrics").build());
        String metrics = response.body();
        assertEquals(
                "text/plain; version=0.0.4; charset=utf-8",
                response.headers().firstValue("Content-Type").orElse(""));
        for (String line : new String[] {
            "fairlead_events_total{outcome=\"accepted\"} 1.0",
            "fairlead_events_total{outcome=\"duplicate\"} 1.0",
            "fairlead_events_total{outcome=\"refused\"} 1.0",
            "fairlead_decisions_total{app=\"desk\",fallback=\"no release\"} 1.0",
            "fairlead_decisions_total{app=\"desk\",fallback=\"error\"} 1.0",
            "fairlead_log_end 2.0",
            "fairlead_log_applied 1.0",
            "fairlead_http_requests_seconds_count{endpoint=\"/v1/desk\",status=\"200\"} 2",
            "fairlead_http_requests_seconds_bucket{endpoint=\"/v1/events\",status=\"200\",le=\"10.0\"} 1",
        }) {
            assertTrue(metrics.contains(line), () -> line + "\nis not in\n" + metrics);
        }
    }

    @Test
    void aTakenPortIsSaidPlainly() {
        var error = assertThrows(
                UncheckedIOException.class,
                () -> new HttpApi(TestApi.parts(log, (_, _) -> true, api.api.port())).close());
        assertTrue(String.valueOf(error.getMessage()).startsWith("cannot listen on 127.0.0.1:" + api.api.port()));
    }

    @Test
    void requestsUnderWayFinishWhenTheServerStops() throws Exception {
        HttpRequest slow = api.to("/v1/desk")
                .POST(BodyPublishers.ofString("{\"user\":\"slow\",\"session\":\"s\"}"))
                .build();
        CompletableFuture<HttpResponse<String>> answer = api.client.sendAsync(slow, BodyHandlers.ofString());
        Thread.sleep(RunningDesk.SLOW_MILLIS / 3);
        long start = System.nanoTime();
        api.api.close();
        assertEquals(200, answer.get().statusCode());
        assertTrue(System.nanoTime() - start < 3_000_000_000L, "it stops as soon as the last request is answered");
        assertThrows(IOException.class, () -> api.get("/v1/health"));
    }
}
