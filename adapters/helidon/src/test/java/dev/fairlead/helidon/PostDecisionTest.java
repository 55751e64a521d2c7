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

    private TestApi.Reply desk(String fields) throws Exception {
        return api.post("/v1/desk", "{" + fields + "}");
    }

    private static List<String> agents(TestApi.Reply reply) {
        List<String> agents = new ArrayList<>();
        for (JsonNode slot : reply.json().at("/agents")) {
            agents.add(slot.at("/agent").asText());
        }
        return agents;
    }

    @Test
    void givenCandidatesAreRanked() throws Exception {
        TestApi.Reply reply = desk(
                WHO
                        + ",\"n\":2,\"context\":{\"market\":\"de\",\"device\":\"mobile\",\"time_zone\":\"Europe/Berlin\"}"
                        + ",\"offers\":[{\"agent\":\"a\",\"cost\":3},{\"agent\":\"b\",\"cost\":1},{\"agent\":\"c\",\"cost\":2}]");
        assertEquals(200, reply.status());
        assertEquals(
                "{\"request\":\"d1\",\"arms\":[],\"release\":\"\",\"fallback\":\"no release\",\"as_of\":\"0\",\"agents\":["
                        + "{\"agent\":\"b\",\"place\":1,\"score\":-1.0,\"probability\":null,\"propensity\":1.0,\"cost\":1.0,\"rule\":\"rank\"},"
                        + "{\"agent\":\"c\",\"place\":2,\"score\":-2.0,\"probability\":null,\"propensity\":1.0,\"cost\":2.0,\"rule\":\"rank\"}]}",
                reply.json().toString());
    }

    @Test
    void whatIsOptionalMayBeLeftOutOrNull() throws Exception {
        assertEquals(List.of("a", "b"), agents(desk(WHO + ",\"agents\":[\"a\",\"b\"]")));
        assertEquals(List.of("popular"), agents(desk(WHO)));
        assertEquals(List.of("popular"), agents(desk(WHO + ",\"agents\":null,\"context\":null")));
        String many = IntStream.range(0, 30).mapToObj(i -> "\"i" + i + "\"").collect(Collectors.joining(",", "[", "]"));
        assertEquals(20, agents(desk(WHO + ",\"agents\":" + many)).size());
    }

    @Test
    void wrongRequestsAreRefusedWithTheReason() throws Exception {
        String tooMany = IntStream.rangeClosed(0, 10_000)
                .mapToObj(i -> "\"i" + i + "\"")
                .collect(Collectors.joining(",", "[", "]"));
        String[][] cases = {
            {"\"session\":\"s\"", "required field 'user' is missing or empty"},
            {WHO + ",\"agent\":[]", "unknown field 'agent'; did you mean 'agents'?"},
            {WHO + ",\"n\":0", "n: 0 is outside 1 to 1000"},
            {WHO + ",\"n\":1001", "n: 1001 is outside 1 to 1000"},
            {WHO + ",\"n\":\"3\"", "field 'n' is text \"3\", not a whole number"},
            {WHO + ",\"agents\":" + tooMany, "list of 10001; at most 10000 are allowed"},
            {WHO + ",\"agents\":\"a\"", "field 'agents' is text \"a\", not a list"},
            {WHO + ",\"agents\":[\"a\",7]", "not text"},
            {WHO + ",\"agents\":[\"a\",\"\"]", "agents[1]: text of 0 characters"},
            {WHO + ",\"offers\":[{\"agent\":\"a\"},{\"agent\":\"b\",\"cost\":-1}]", "offers[1].cost: -1.0 is outside"},
            {WHO + ",\"offers\":[{\"agent\":\"a\",\"kost\":1}]", "did you mean 'cost'?"},
            {WHO + ",\"offers\":[{\"cost\":1}]", "required field 'agent' is missing or empty"},
            {WHO + ",\"context\":{\"time_zone\":\"Berlin\"}", "'Berlin' is not an IANA time zone"},
            {WHO + ",\"context\":{\"devise\":\"x\"}", "did you mean 'device'?"},
            {WHO + ",", "malformed JSON at line 1"},
        };
        for (String[] c : cases) {
            TestApi.Reply reply = desk(c[0]);
            assertEquals(400, reply.status(), c[1]);
            assertTrue(
                    reply.text("/error/message").contains(c[1]), () -> reply.text("/error/message") + " lacks " + c[1]);
        }
        assertEquals(400, api.post("/v1/desk", "").status());
        assertEquals(400, api.post("/v1/desk", "[]").status());
        assertEquals(413, api.post("/v1/desk", " ".repeat(Body.LIMIT + 1)).status());
        assertEquals(Position.of(0), log.end());
    }

    @Test
    void aDeciderThatThrowsIsAnsweredInTheGivenOrder() throws Exception {
        String who = "\"user\":\"trouble\",\"session\":\"s\"";
        TestApi.Reply reply = desk(who + ",\"n\":2,\"agents\":[\"c\",\"a\",\"b\"]");
        assertEquals(200, reply.status());
        assertEquals("error", reply.text("/fallback"));
        assertEquals(List.of("c", "a"), agents(reply));
        assertTrue(reply.text("/request").startsWith("unlogged-"), reply.text("/request"));
        TestApi.Reply none = desk(who);
        assertEquals(200, none.status());
        assertEquals("[]", none.json().at("/agents").toString());
    }

    @Test
    void aDecisionIsExplained() throws Exception {
        TestApi.Reply answer = desk(
                WHO + ",\"context\":{\"market\":\"de\"},\"offers\":[{\"agent\":\"a\"},{\"agent\":\"b\",\"cost\":1.5}]");
        TestApi.Reply reply = api.get("/v1/decisions/" + answer.text("/request"));
        assertEquals(200, reply.status());
        assertEquals(
                "{\"id\":\"d1\",\"partition\":0,\"offset\":1,\"time\":1772366400000,\"app\":\"desk\",\"arms\":[],\"release\":\"\","
                        + "\"fingerprint\":\"cheapest\",\"fallback\":\"no release\",\"as_of\":\"0\",\"query\":{\"user\":\"u\",\"session\":\"s\","
                        + "\"context\":{\"market\":\"de\",\"device\":\"\",\"time_zone\":\"\"},\"n\":20,\"agents\":[],"
                        + "\"offers\":[{\"agent\":\"a\",\"cost\":null},{\"agent\":\"b\",\"cost\":1.5}]},\"choices\":["
                        + "{\"action\":\"b\",\"place\":1,\"source\":\"request\",\"rule\":\"rank\",\"index\":1,\"score\":-1.5,\"probability\":null,"
                        + "\"amount\":1.5,\"value\":-1.5,\"propensity\":1.0,\"features\":{\"cost_rank\":0.1,\"rating\":null}},"
                        + "{\"action\":\"a\",\"place\":2,\"source\":\"request\",\"rule\":\"rank\",\"index\":0,\"score\":null,\"probability\":null,"
                        + "\"amount\":null,\"value\":null,\"propensity\":1.0,\"features\":{\"cost_rank\":0.1,\"rating\":null}}],\"numbers\":\"\",\"carried\":[],\"millis\":1.0}",
                reply.json().toString());
    }

    /** An answer has every field, known or not, so that its readers find each. */
    @Test
    void whatIsNotKnownIsThereAllTheSame() throws Exception {
        String id = desk(WHO).text("/request");
        assertEquals(
                "{\"user\":\"u\",\"session\":\"s\",\"context\":null,\"n\":20,\"agents\":[],\"offers\":[]}",
                api.get("/v1/decisions/" + id).json().at("/query").toString());
    }

    @Test
    void anOperationOfAnAppIsReadAndAnsweredByItsSchemas() throws Exception {
        TestApi.Reply reply = api.post("/v1/desk/join", "{\"texts\":[\"a\",\"b\"],\"loud\":true}");
        assertEquals(200, reply.status());
        assertEquals(
                "{\"text\":\"AB\",\"loud\":true,\"length\":null}", reply.json().toString());
        assertEquals(
                "{\"text\":\"a\",\"loud\":false,\"length\":null}",
                api.post("/v1/desk/join", "{\"texts\":[\"a\"]}").json().toString());
        TestApi.Reply refused = api.post("/v1/desk/join", "{\"text\":[\"a\"]}");
        assertEquals(400, refused.status());
        assertTrue(refused.text("/error/message").contains("required list 'texts'"), refused.text("/error/message"));
        TestApi.Reply impossible = api.post("/v1/desk/join", "{\"texts\":[\"no\"]}");
        assertEquals(422, impossible.status());
        assertEquals("texts: not with no in it", impossible.text("/error/message"));
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
