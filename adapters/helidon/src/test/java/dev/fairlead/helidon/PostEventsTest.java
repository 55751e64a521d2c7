package dev.fairlead.helidon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.Event;
import dev.fairlead.log.DeadLetter;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.Fold;
import dev.fairlead.log.LogException;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.log.Position;
import dev.fairlead.log.Receipt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostEventsTest {
    private final MemoryLog log = new MemoryLog();
    private final TestApi api = new TestApi(log);

    @AfterEach
    void stop() {
        api.close();
    }

    static String click(String id) {
        return "{\"type\":\"click\",\"id\":\"" + id
                + "\",\"time\":1700000000000,\"user\":\"u\",\"session\":\"s\",\"item\":\"i\"}";
    }

    private TestApi.Reply post(String body) throws Exception {
        return api.post("/v1/events", body);
    }

    @Test
    void nobodyCanPromoteAModelByPostingThePromotion() throws Exception {
        TestApi.Reply reply = post("{\"type\":\"promotion\",\"id\":\"p\",\"time\":1700000000000,"
                + "\"app\":\"desk\",\"release\":\"abc\",\"reason\":\"mine\"}");
        assertEquals(422, reply.status());
        assertEquals("type", reply.text("/refused/0/field"));
        assertEquals(Position.of(0), log.end());
        assertEquals(1, log.deadLetterCount());
    }

    @Test
    void anArrayAndLinesAreAcceptedAndAcknowledged() throws Exception {
        TestApi.Reply reply = post("[" + click("a") + "," + click("b") + "]");
        assertEquals(200, reply.status());
        assertEquals(
                "{\"accepted\":2,\"duplicates\":0,\"refused_total\":0,\"refused\":[],\"adjusted_total\":0,\"adjusted\":[],\"offset\":\"2\",\"applied\":true}",
                reply.json().toString());
        reply = post(click("b") + "\n" + click("c") + "\n");
        assertEquals(
                "{\"accepted\":1,\"duplicates\":1,\"refused_total\":0,\"refused\":[],\"adjusted_total\":0,\"adjusted\":[],\"offset\":\"3\",\"applied\":true}",
                reply.json().toString());
        assertEquals(Position.of(3), log.end());
        assertEquals(200, post("[]").status());
    }

    @Test
    void whatBreaksItsContractIsRefusedBesideWhatKeepsIt() throws Exception {
        String item =
                "{\"type\":\"item\",\"id\":\"x\",\"time\":1700000000000,\"item\":\"i\",\"price\":-1,\"currency\":\"EUR\"}";
        TestApi.Reply reply =
                post(String.join("\n", item, click("a"), click("b").replace("user", "usr")));
        assertEquals(200, reply.status());
        assertEquals(1, reply.json().at("/accepted").asInt());
        assertEquals(2, reply.json().at("/refused_total").asInt());
        assertEquals(1, reply.json().at("/refused/0/line").asInt());
        assertEquals("price", reply.text("/refused/0/field"));
        assertTrue(reply.text("/refused/0/reason").contains("outside 0.0 to"), reply.text("/refused/0/reason"));
        assertEquals(3, reply.json().at("/refused/1/line").asInt());
        assertEquals(2, log.deadLetterCount());
    }

    @Test
    void aMalformedLineInTheMiddleIsRefusedAlone() throws Exception {
        TestApi.Reply reply = post(click("a") + "\n{\"type\":,}\n" + click("b"));
        assertEquals(200, reply.status());
        assertEquals(2, reply.json().at("/accepted").asInt());
        assertEquals(2, reply.json().at("/refused/0/line").asInt());
        assertTrue(reply.text("/refused/0/reason").startsWith("malformed JSON at line 2"));
        DeadLetter dead = log.deadLetters(0, 10).getFirst();
        assertEquals("{\"type\":,}", dead.payload());
        assertEquals("http", dead.source());
    }

    @Test
    void whenNothingKeepsItsContractTheRequestFailsAndSaysWhy() throws Exception {
        String[] bad = {
            click("a").replace("click", "clik"),
            click("a").replace("\"u\"", "\"\""),
            click("a").replace("1700000000000", "17e11").replace("17e11", "99999999999999"),
        };
        for (String event : bad) {
            TestApi.Reply reply = post(event);
            assertEquals(422, reply.status(), event);
            assertEquals(422, reply.json().at("/error/status").asInt());
            assertEquals(0, reply.json().at("/accepted").asInt());
            assertEquals(1, reply.json().at("/refused").size());
            assertTrue(reply.text("/error/message").contains(reply.text("/refused/0/reason")));
        }
        assertEquals(bad.length, log.deadLetterCount());
        assertEquals(Position.of(0), log.end());
    }

    @Test
    void aBodyThatIsNotJsonIsOneDeadLetter() throws Exception {
        TestApi.Reply reply = post("<html>\n<body>\n</html>");
        assertEquals(400, reply.status());
        assertTrue(reply.text("/error/message").contains("not JSON"), reply.text("/error/message"));
        assertEquals(1, log.deadLetterCount());
        assertEquals("<html>\n<body>\n</html>", log.deadLetters(0, 1).getFirst().payload());
        assertEquals(400, post("{\"type\":").status());
        assertEquals(400, post("[1,2]").status());
        assertEquals(3, log.deadLetterCount());
        assertEquals("the body is empty", post(" \n").text("/error/message"));
        assertEquals(400, post("").status());
        assertEquals(3, log.deadLetterCount());
    }

    @Test
    void aTooLargeBodyIsRefusedWholeHoweverItIsSent() throws Exception {
        byte[] events = (click("a") + "\n" + (" ".repeat(99) + "\n").repeat(100_000)).getBytes(StandardCharsets.UTF_8);
        assertTrue(events.length > 10_000_000);
        HttpRequest known =
                api.to("/v1/events").POST(BodyPublishers.ofByteArray(events)).build();
        HttpRequest chunked = api.to("/v1/events")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(events)))
                .build();
        HttpRequest expecting = api.to("/v1/events")
                .expectContinue(true)
                .POST(BodyPublishers.ofByteArray(events))
                .build();
        HttpRequest packed = api.to("/v1/events")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(gzip(events)))
                .build();
        for (HttpRequest request : List.of(known, chunked, expecting, packed)) {
            TestApi.Reply reply = api.send(request);
            assertEquals(413, reply.status(), () -> request.headers() + " " + reply.json());
            assertTrue(reply.text("/error/message").contains("8388608 bytes (8 MiB)"), reply.text("/error/message"));
            assertTrue(reply.text("/error/hint").contains("split it"), reply.text("/error/hint"));
            assertEquals(Position.of(0), log.end());
            assertEquals(200, api.get("/v1/health").status(), "the connection still serves");
        }
        assertEquals(0, log.deadLetterCount());
    }

    @Test
    void tooManyEventsAreRefusedWhole() throws Exception {
        TestApi.Reply reply = post("{}\n".repeat(PostEvents.MAX_EVENTS + 1));
        assertEquals(413, reply.status());
        assertEquals(0, log.deadLetterCount());
        reply = post("{}\n".repeat(2_000));
        assertEquals(2_000, reply.json().at("/refused_total").asInt());
        assertEquals(PostEvents.MAX_LISTED, reply.json().at("/refused").size());
        assertEquals(2_000, log.deadLetterCount());
    }

    @Test
    void gzipIsUnpackedAndOtherEncodingsAreRefused() throws Exception {
        byte[] packed = gzip(("[" + click("a") + "]").getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = api.to("/v1/events").POST(BodyPublishers.ofByteArray(packed));
        assertEquals(
                415,
                api.send(request.copy().header("Content-Encoding", "br").build())
                        .status());
        request.header("Content-Encoding", "gzip");
        assertEquals(1, api.send(request.build()).json().at("/accepted").asInt());
        packed[packed.length / 2] ^= 0x55;
        TestApi.Reply damaged = api.send(request.build());
        assertEquals(400, damaged.status());
        assertTrue(damaged.text("/error/message").startsWith("the body cannot be read as gzip"));
        TestApi.Reply cut = api.send(request.POST(BodyPublishers.ofByteArray(packed, 0, packed.length / 2))
                .build());
        assertEquals(400, cut.status());
        assertEquals(Position.of(1), log.end());
    }

    @Test
    void aBodyThatBreaksOffStoresNothing() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", api.api.port())) {
            String half =
                    "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n" + click("a") + "\n";
            socket.getOutputStream().write(half.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
        assertEquals(Position.of(0), log.end());
        assertEquals(0, log.deadLetterCount());
    }

    @Test
    void anAcknowledgementWaitsUntilTheEventsAreVisible() throws Exception {
        AtomicLong asked = new AtomicLong();
        ReadBarrier late = (position, atMost) -> {
            assertEquals(Duration.ofSeconds(2), atMost);
            asked.set(position.total());
            return false;
        };
        MemoryLog other = new MemoryLog();
        try (TestApi slow = new TestApi(other, late)) {
            TestApi.Reply reply = slow.post("/v1/events", click("a") + "\n" + click("b"));
            assertEquals(200, reply.status());
            assertEquals("false", reply.text("/applied"));
            assertEquals(2, asked.get());
        }
    }

    @Test
    void concurrentPostsAreAllStoredOnce() throws Exception {
        int clients = 16;
        int each = 50;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> accepted = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int client = i;
                accepted.add(threads.submit(() -> {
                    int sum = 0;
                    for (int j = 0; j < each; j++) {
                        // The neighbour sends the same event.
                        TestApi.Reply reply = post("[" + click("e" + client / 2 + "-" + j) + "]");
                        assertEquals(200, reply.status());
                        sum += reply.json().at("/accepted").asInt();
                    }
                    return sum;
                }));
            }
            int sum = 0;
            for (Future<Integer> future : accepted) {
                sum += future.get();
            }
            assertEquals(clients / 2 * each, sum);
            assertEquals(Position.of(sum), log.end());
        }
    }

    @Test
    void aFullDiskAcknowledgesNothing() throws Exception {
        try (TestApi full = new TestApi(new FullLog())) {
            TestApi.Reply reply = full.post("/v1/events", click("a"));
            assertEquals(507, reply.status());
            assertTrue(reply.text("/error/message").contains("no space left"), reply.text("/error/message"));
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    /** A log whose disk is full. */
    private static final class FullLog implements EventLog {
        @Override
        public CompletableFuture<Receipt> submit(List<Event> events, List<DeadLetter> refused) {
            return CompletableFuture.failedFuture(new LogException("no space left on the device", new IOException()));
        }

        @Override
        public Optional<CompletableFuture<Receipt>> offer(List<Event> events) {
            return Optional.of(submit(events, List.of()));
        }

        @Override
        public Receipt append(List<Event> events, List<DeadLetter> refused) {
            throw new LogException("no space left on the device", new IOException());
        }

        @Override
        public Position end() {
            return Position.START;
        }

        @Override
        public Position read(Position after, int limit, long bytes, Fold fold) {
            return after;
        }

        @Override
        public void close() {}
    }
}
