package dev.fairlead.helidon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.log.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostDecisionTest {
    private static final String WHO = "\"user\":\"u\",\"session\":\"s\"";

    private final MemoryLog log = new MemoryLog();
    private final TestApi api = new TestApi(log);

    @AfterEach
    void stop() {
        api.close();
    }

    private TestApi.Reply feed(String fields) throws Exception {
        return api.post("/v1/feed", "{" + fields + "}");
    }

    private static List<String> items(TestApi.Reply reply) {
        List<String> items = new ArrayList<>();
        for (JsonNode slot : reply.json().at("/items")) {
            items.add(slot.at("/item").asText());
        }
        return items;
    }

    @Test
    void givenCandidatesAreRanked() throws Exception {
        TestApi.Reply reply = feed(
                WHO
                        + ",\"n\":2,\"context\":{\"market\":\"de\",\"device\":\"mobile\",\"time_zone\":\"Europe/Berlin\",\"query\":\"x\"}"
                        + ",\"candidates\":[{\"item\":\"a\",\"price\":3},{\"item\":\"b\",\"price\":1},{\"item\":\"c\",\"price\":2}]");
        assertEquals(200, reply.status());
        assertEquals(
                "{\"request\":\"d1\",\"launch\":\"\",\"arm\":\"\",\"model\":\"\",\"fallback\":\"no model\",\"as_of\":\"0\",\"items\":["
                        + "{\"item\":\"b\",\"position\":1,\"score\":-1.0,\"probability\":null,\"value\":-1.0,\"propensity\":1.0,\"price\":1.0,\"source\":\"request\",\"rule\":\"rank\"},"
                        + "{\"item\":\"c\",\"position\":2,\"score\":-2.0,\"probability\":null,\"value\":-2.0,\"propensity\":1.0,\"price\":2.0,\"source\":\"request\",\"rule\":\"rank\"}]}",
                reply.json().toString());
    }

    @Test
    void candidatesMayBeMereIdsOrLeftOut() throws Exception {
        assertEquals(List.of("a", "b"), items(feed(WHO + ",\"candidates\":[\"a\",\"b\"]")));
        assertEquals(List.of("popular"), items(feed(WHO)));
        assertEquals(List.of("popular"), items(feed(WHO + ",\"candidates\":null,\"context\":null")));
        String many = IntStream.range(0, 30).mapToObj(i -> "\"i" + i + "\"").collect(Collectors.joining(",", "[", "]"));
        assertEquals(20, items(feed(WHO + ",\"candidates\":" + many)).size());
    }

    @Test
    void wrongRequestsAreRefusedWithTheReason() throws Exception {
        String tooMany = IntStream.rangeClosed(0, 10_000)
                .mapToObj(i -> "\"i" + i + "\"")
                .collect(Collectors.joining(",", "[", "]"));
        String[][] cases = {
            {"\"session\":\"s\"", "required field 'user' is missing or empty"},
            {WHO + ",\"candidate\":[]", "unknown field 'candidate'; did you mean 'candidates'?"},
            {WHO + ",\"n\":0", "n: 0 is outside 1 to 1000"},
            {WHO + ",\"n\":1001", "n: 1001 is outside 1 to 1000"},
            {WHO + ",\"n\":\"3\"", "field 'n' is text \"3\", not a whole number"},
            {WHO + ",\"candidates\":[]", "leave `candidates` out to let Fairlead find them"},
            {WHO + ",\"candidates\":" + tooMany, "list of 10001; at most 10000 are allowed"},
            {WHO + ",\"candidates\":\"a\"", "field 'candidates' is text \"a\", not a list"},
            {WHO + ",\"candidates\":[\"a\",7]", "not text"},
            {WHO + ",\"candidates\":[\"a\",\"\"]", "candidates[1]: text of 0 characters"},
            {
                WHO + ",\"candidates\":[{\"item\":\"a\"},{\"item\":\"b\",\"price\":-1}]",
                "candidates[1].price: -1.0 is outside"
            },
            {WHO + ",\"candidates\":[{\"item\":\"a\",\"prise\":1}]", "did you mean 'price'?"},
            {WHO + ",\"context\":{\"time_zone\":\"Berlin\"}", "'Berlin' is not an IANA time zone"},
            {WHO + ",\"context\":{\"devise\":\"x\"}", "did you mean 'device'?"},
            {WHO + ",", "malformed JSON at line 1"},
        };
        for (String[] c : cases) {
            TestApi.Reply reply = feed(c[0]);
            assertEquals(400, reply.status(), c[1]);
            assertTrue(
                    reply.text("/error/message").contains(c[1]), () -> reply.text("/error/message") + " lacks " + c[1]);
        }
        assertEquals(400, api.post("/v1/feed", "").status());
        assertEquals(400, api.post("/v1/feed", "[]").status());
        assertEquals(413, api.post("/v1/feed", " ".repeat(Body.LIMIT + 1)).status());
        assertEquals(Position.of(0), log.end());
    }

    @Test
    void aDeciderThatThrowsIsAnsweredInTheGivenOrder() throws Exception {
        String who = "\"user\":\"trouble\",\"session\":\"s\"";
        TestApi.Reply reply = feed(who + ",\"n\":2,\"candidates\":[\"c\",\"a\",\"b\"]");
        assertEquals(200, reply.status());
        assertEquals("error", reply.text("/fallback"));
        assertEquals(List.of("c", "a"), items(reply));
        assertTrue(reply.text("/request").startsWith("unlogged-"), reply.text("/request"));
        TestApi.Reply none = feed(who);
        assertEquals(200, none.status());
        assertEquals("[]", none.json().at("/items").toString());
    }

    @Test
    void aDecisionIsExplained() throws Exception {
        TestApi.Reply feed = feed(WHO
                + ",\"context\":{\"market\":\"de\"},\"candidates\":[{\"item\":\"a\"},{\"item\":\"b\",\"price\":1.5}]");
        TestApi.Reply reply = api.get("/v1/decisions/" + feed.text("/request"));
        assertEquals(200, reply.status());
        assertEquals(
                "{\"id\":\"d1\",\"partition\":0,\"offset\":1,\"time\":1772366400000,\"app\":\"feed\",\"user\":\"u\",\"session\":\"s\","
                        + "\"context\":{\"market\":\"de\",\"device\":\"\",\"time_zone\":\"\",\"query\":\"\"},"
                        + "\"launch\":\"\",\"plan\":\"\",\"arm\":\"\",\"unit\":\"\",\"arm_propensity\":null,\"model\":\"\",\"fingerprint\":\"cheapest\",\"fallback\":\"no model\",\"as_of\":\"0\","
                        + "\"candidates\":[\"a\",\"b\"],\"prices\":[null,1.5],\"slots\":["
                        + "{\"item\":\"b\",\"position\":1,\"source\":\"request\",\"rule\":\"rank\",\"index\":1,\"price\":1.5,\"score\":-1.5,"
                        + "\"probability\":null,\"value\":-1.5,\"propensity\":1.0,\"features\":{\"price_rank\":0.1,\"rating\":null}},"
                        + "{\"item\":\"a\",\"position\":2,\"source\":\"request\",\"rule\":\"rank\",\"index\":0,\"price\":null,\"score\":null,"
                        + "\"probability\":null,\"value\":null,\"propensity\":1.0,\"features\":{\"price_rank\":0.1,\"rating\":null}}]}",
                reply.json().toString());
    }

    @Test
    void anUnknownDecisionIsNotFound() throws Exception {
        TestApi.Reply reply = api.get("/v1/decisions/nobody");
        assertEquals(404, reply.status());
        assertEquals("no decision 'nobody' is in the log", reply.text("/error/message"));
        api.post("/v1/events", PostEventsTest.click("a"));
        assertEquals(
                "'a' is no decision but an event of type click",
                api.get("/v1/decisions/a").text("/error/message"));
    }
}
