package dev.fairlead.helidon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlead.helidon.TestApi.Reply;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.log.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What operators reach beside launches. */
class AdminApiTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final MemoryLog log = new MemoryLog();

    private static List<JsonNode> lines(TestApi api, String query) throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line :
                api.raw(api.to("/v1/log/events" + query).build()).body().split("\n")) {
            if (!line.isEmpty()) {
                lines.add(MAPPER.readTree(line));
            }
        }
        return lines;
    }

    @Test
    void theLogIsReadInPagesEachEventOnceWithItsPlace() throws Exception {
        try (TestApi api = new TestApi(log)) {
            for (int i = 0; i < 25; i++) {
                api.post("/v1/events", PostEventsTest.click("c" + i));
            }
            assertEquals("25", api.get("/v1/log").text("/end"));
            List<String> ids = new ArrayList<>();
            String after = "0";
            List<JsonNode> page = lines(api, "?after=" + after + "&limit=7");
            while (!page.isEmpty()) {
                assertTrue(page.size() <= 7);
                page.forEach(line -> ids.add(line.at("/event/id").asText()));
                after = page.getLast().at("/offset").asText();
                page = lines(api, "?after=" + after + "&limit=7");
            }
            assertEquals(IntStream.range(0, 25).mapToObj(i -> "c" + i).toList(), ids);
        }
    }

    @Test
    void aPersonIsErasedByOperatorsAlone() throws Exception {
        try (TestApi api = new TestApi(log)) {
            assertEquals(
                    200, api.post("/v1/exports", "{\"files\":[\"out.jsonl\"]}").status());
            Reply done = api.post("/v1/erasures", "{\"person\":\"ada\"}");
            assertEquals(200, done.status(), done.json()::toString);
            assertEquals("out.jsonl", done.text("/exports/0"));
            assertEquals(done.text("/erasure"), api.get("/v1/erasures").text("/erasures/0/erasure"));
            assertEquals(
                    422, api.post("/v1/erasures", "{\"person\":\"erased-1\"}").status());
            assertEquals(409, api.post("/v1/erasures", "{\"person\":\"busy\"}").status());
            assertEquals(400, api.post("/v1/erasures", "{\"user\":\"ada\"}").status());
            assertEquals(1, api.get("/v1/erasures").json().at("/erasures").size(), "the others changed nothing");
        }
    }

    @Test
    void anEventOfAKnownIdWithOtherContentIsNamedByThePlaceOfItsLine() throws Exception {
        try (TestApi api = new TestApi(log)) {
            api.post("/v1/events", PostEventsTest.click("a"));
            Reply reply = api.post(
                    "/v1/log/events?source=old.jsonl&import=batch-1",
                    "{\"line\":1,\"event\":" + PostEventsTest.click("b") + "}\n"
                            + "{\"line\":2,\"field\":\"time\",\"reason\":\"is missing\",\"payload\":\"{}\"}\n"
                            + "{\"line\":3,\"event\":"
                            + PostEventsTest.click("a").replace("\"user\":\"", "\"user\":\"other-") + "}\n");
            assertEquals(200, reply.status(), reply.json()::toString);
            assertEquals(
                    "1 0 1",
                    reply.text("/accepted") + " " + reply.text("/duplicates") + " " + reply.text("/refused_total"));
            assertEquals(2, reply.json().at("/conflicts/0").asInt(), reply.json()::toString);
            assertEquals(1, log.deadLetterCount(), "who sent it keeps the conflict, with its line");
        }
    }

    @Test
    void importsAreListedAndNoted() throws Exception {
        try (TestApi api = new TestApi(log)) {
            String batch =
                    "{\"batch\":\"import-1\",\"time\":1772409600000,\"files\":[\"a.csv\"],\"state\":\"done\",\"accepted\":7}";
            assertEquals(200, api.post("/v1/imports", batch).status());
            assertEquals(
                    200,
                    api.post("/v1/imports", batch.replace("done", "undoing")).status());
            Reply all = api.get("/v1/imports");
            assertEquals(1, all.json().at("/imports").size());
            assertEquals("undoing 7", all.text("/imports/0/state") + " " + all.text("/imports/0/accepted"));
            assertEquals(400, api.post("/v1/imports", "{\"batch\":\"\"}").status());
        }
    }

    @Test
    void whatAnOperatorAppendsIsStoredAndWhatWasRefusedWaitsAsADeadLetter() throws Exception {
        try (TestApi api = new TestApi(log)) {
            Reply reply = api.post(
                    "/v1/log/events?source=old.jsonl",
                    "{\"line\":1,\"event\":" + PostEventsTest.click("a") + "}\n"
                            + "{\"line\":2,\"field\":\"time\",\"reason\":\"is missing\",\"payload\":\"{}\"}\n");
            assertEquals(200, reply.status(), reply.json()::toString);
            assertEquals("1 1", reply.text("/accepted") + " " + reply.text("/refused_total"));
            assertEquals(Position.of(1), log.end());
            JsonNode letters = api.get("/v1/dead-letters").json();
            assertEquals(1, letters.at("/waiting").asInt());
            assertEquals("old.jsonl", letters.at("/dead_letters/0/source").asText());
            assertEquals(2, letters.at("/dead_letters/0/line").asInt());
            Reply resolved = api.post(
                    "/v1/dead-letters/resolve",
                    "{\"numbers\":[" + letters.at("/dead_letters/0/number").asLong() + "]}");
            assertEquals("0", resolved.text("/waiting"));
        }
    }

    @Test
    void aLineThatIsNoJsonStoresNothing() throws Exception {
        try (TestApi api = new TestApi(log)) {
            Reply reply = api.post("/v1/log/events", "{\"event\":" + PostEventsTest.click("a") + "}\nnot json\n");
            assertEquals(400, reply.status());
            assertTrue(reply.text("/error/message").startsWith("line 2"), reply.json()::toString);
            assertEquals(Position.START, log.end());
        }
    }

    @Test
    void wrongQuestionsAreRefusedWithWhatWouldBeRight() throws Exception {
        try (TestApi api = new TestApi(log)) {
            for (String path : List.of(
                    "/v1/log/events?after=x",
                    "/v1/log/events?limit=10001",
                    "/v1/log/events?from=1",
                    "/v1/dead-letters?limit=0")) {
                assertEquals(400, api.get(path).status(), path);
            }
            assertEquals(404, api.get("/v1/models/abcdef").status());
            assertEquals(422, api.post("/v1/models", "no model").status());
        }
    }

    @Test
    void aReleaseIsPromotedAndTakenBack() throws Exception {
        try (TestApi api = new TestApi(log)) {
            Reply promoted =
                    api.post("/v1/promotions", "{\"app\":\"desk\",\"release\":\"abcdef\",\"reason\":\"better\"}");
            assertEquals(HeapPromotions.RELEASE, promoted.text("/release"), promoted.json()::toString);
            assertEquals(HeapPromotions.RELEASE, api.get("/v1/promotions").text("/promotions/0/release"));
            assertEquals(
                    "",
                    api.post("/v1/promotions", "{\"app\":\"desk\",\"reason\":\"worse\"}")
                            .text("/release"));
            assertEquals(
                    422,
                    api.post("/v1/promotions", "{\"app\":\"desk\",\"release\":\"999999\",\"reason\":\"\"}")
                            .status());
        }
    }

    @Test
    void operatorsShowTheirTokenOrThatOfTheDataFolder() throws Exception {
        String token = "a token of operators";
        try (TestApi api = new TestApi(log, Optional.of(token))) {
            for (String path : List.of(
                    "/v1/log",
                    "/v1/log/events",
                    "/v1/dead-letters",
                    "/v1/models",
                    "/v1/promotions",
                    "/v1/quarantine",
                    "/v1/launches")) {
                assertEquals(401, status(api, path, "another"), path);
                assertEquals(200, status(api, path, token), path);
                assertEquals(200, status(api, path, TestApi.OWN_TOKEN), path);
            }
        }
    }

    private static int status(TestApi api, String path, String token) throws Exception {
        return api.raw(api.to(path).header("Authorization", "Bearer " + token).build())
                .statusCode();
    }
}
