package dev.fairlead.helidon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.log.Position;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Operators' requests: who may make them, and what is refused. */
class LaunchApiTest {
    private static final String WHY = "{\"by\":\"ann\",\"reason\":\"as planned\"";

    private final MemoryLog log = new MemoryLog();
    private TestApi api = new TestApi(log);

    @AfterEach
    void stop() {
        api.close();
    }

    /** A request to start a launch of the example's plan, under another name. */
    static String start(String name) {
        return "{\"by\":\"ann\",\"app\":\"desk\",\"arms\":{\"control\":\"promoted\",\"treatment\":\"heuristic\"},\"plan\":"
                + Plan.example().json().canonical().replace("\"new-ranking\"", "\"" + name + "\"") + "}";
    }

    private void refused(int status, String part, TestApi.Reply reply) {
        assertEquals(status, reply.status(), () -> reply.json().toString());
        assertTrue(reply.text("/error/message").contains(part), reply.text("/error/message"));
        assertTrue(!reply.text("/error/hint").isEmpty());
    }

    @Test
    void aLaunchGoesItsWay() throws Exception {
        TestApi.Reply started = api.post("/v1/launches", start("ranking:v1.2_x-y"));
        assertEquals(201, started.status(), () -> started.json().toString());
        assertEquals("running", started.text("/status"));
        assertEquals(0.01, started.json().at("/coverage").asDouble(), "the plan's first step");
        String path = "/v1/launches/ranking:v1.2_x-y";
        assertEquals(
                0.1, api.post(path + "/ramp", WHY + "}").json().at("/coverage").asDouble(), "its next step");
        TestApi.Reply ramped =
                api.post(path + "/ramp", WHY + ",\"coverage\":0.5,\"plan\":\"" + started.text("/plan") + "\"}");
        assertEquals(0.25, ramped.json().at("/arms/0/propensity").asDouble());
        assertEquals("stopped", api.post(path + "/stop", WHY + "}").text("/status"));
        TestApi.Reply shown = api.get(path);
        assertEquals(5, shown.json().at("/history").size());
        assertEquals("coverage 0.5: as planned", shown.text("/history/3/text"));
        assertEquals(1, api.get("/v1/launches").json().at("/launches").size());
        assertEquals(Position.of(4), log.end(), "an event each");
    }

    @Test
    void whatIsNoStartIsRefused() throws Exception {
        refused(400, "not JSON", api.post("/v1/launches", "{"));
        refused(422, "plan: is required", api.post("/v1/launches", "{}"));
        refused(
                422,
                "the plan has a problem",
                api.post("/v1/launches", start("x").replace("\"alpha\":0.05", "\"alpha\":5")));
        refused(
                422,
                "arms: must say",
                api.post("/v1/launches", start("x").replace(",\"treatment\":\"heuristic\"", "")));
        refused(
                422,
                "by a release's hash",
                api.post("/v1/launches", start("x").replace(":\"heuristic\"", ":\"best\"")));
        refused(422, "did you mean 'arms'", api.post("/v1/launches", start("x").replace("\"arms\":{", "\"arm\":{")));
        refused(
                422,
                "coverage: is a share",
                api.post("/v1/launches", start("x").replace("\"by\"", "\"coverage\":1.5,\"by\"")));
        refused(
                422,
                "does not decide for the app",
                api.post("/v1/launches", start("x").replace(":\"desk\"", ":\"deesk\"")));
        refused(422, "plan.name: \"a/b\" is no name", api.post("/v1/launches", start("a/b")));
        assertEquals(Position.of(0), log.end(), "nothing was started");
    }

    @Test
    void aLockedPlanDoesNotChange() throws Exception {
        api.post("/v1/launches", start("new-ranking"));
        refused(
                409,
                "first difference at path alpha, from 0.05 to 0.1",
                api.post("/v1/launches", start("new-ranking").replace("\"alpha\":0.05", "\"alpha\":0.1")));
        refused(409, "is running already", api.post("/v1/launches", start("new-ranking")));
        refused(409, "says what answers, as this one does", api.post("/v1/launches", start("another")));
        refused(
                409,
                "a locked plan does not change",
                api.post("/v1/launches/new-ranking/ramp", WHY + ",\"plan\":\"" + "0".repeat(64) + "\"}"));
        assertEquals(Position.of(1), log.end());
    }

    @Test
    void whatIsNoChangeIsRefused() throws Exception {
        refused(404, "none was ever started", api.post("/v1/launches/new-ranking/stop", WHY + "}"));
        api.post("/v1/launches", start("new-ranking"));
        refused(404, "did you mean 'new-ranking'", api.get("/v1/launches/new-rankin"));
        for (String change : new String[] {"ramp", "stop", "rollback"}) {
            String path = "/v1/launches/new-ranking/" + change;
            refused(404, "no launch \"x\"", api.post("/v1/launches/x/" + change, WHY + "}"));
            refused(400, "not JSON", api.post(path, ""));
            refused(422, "reason: is required", api.post(path, "{\"by\":\"ann\"}"));
            refused(422, "by: must be a text", api.post(path, "{\"by\":\" \",\"reason\":\"so\"}"));
            refused(422, "unknown", api.post(path, WHY + ",\"covrage\":1}"));
        }
        String ramp = "/v1/launches/new-ranking/ramp";
        refused(409, "only rises", api.post(ramp, WHY + ",\"coverage\":0.01}"));
        refused(409, "only rises", api.post(ramp, WHY + ",\"coverage\":0.005}"));
        refused(422, "share above 0", api.post(ramp, WHY + ",\"coverage\":0}"));
        refused(422, "share above 0", api.post(ramp, WHY + ",\"coverage\":2}"));
        refused(422, "must be a number", api.post(ramp, WHY + ",\"coverage\":\"all\"}"));
        assertEquals(
                "rolled back",
                api.post("/v1/launches/new-ranking/rollback", WHY + "}").text("/status"));
        refused(409, "is rolled back and stays so", api.post(ramp, WHY + ",\"coverage\":1}"));
        refused(409, "is rolled back already", api.post("/v1/launches", start("new-ranking")));
        assertEquals(Position.of(2), log.end());
    }

    @Test
    void neitherBrowsersNorProxiesMayChangeLaunchesWithoutAToken() throws Exception {
        for (String header : new String[] {"Origin", "Forwarded", "X-Forwarded-For"}) {
            TestApi.Reply reply = api.send(api.to("/v1/launches")
                    .header(header, "http://elsewhere")
                    .POST(BodyPublishers.ofString(start("x")))
                    .build());
            refused(403, "own machine", reply);
        }
        assertEquals(Position.of(0), log.end());
    }

    @Test
    void withATokenOnlyWhoHasIt() throws Exception {
        api.close();
        api = new TestApi(log, Optional.of("a secret of operators"));
        refused(401, "not their token", api.get("/v1/launches"));
        for (String wrong : new String[] {"Bearer a secret of operator", "a secret of operators", "Bearer "}) {
            refused(
                    401,
                    "not their token",
                    api.send(api.to("/v1/launches")
                            .header("Authorization", wrong)
                            .build()));
        }
        assertEquals(
                200,
                api.send(api.to("/v1/launches")
                                .header("Authorization", "Bearer a secret of operators")
                                .header("Origin", "http://console")
                                .build())
                        .status());
        assertEquals(200, api.get("/v1/experiments/features").status(), "the features are for everybody");
    }

    @Test
    void featuresAreSentAgainOnlyWhenALaunchChanged() throws Exception {
        HttpResponse<String> none = api.raw(api.to("/v1/experiments/features").build());
        assertEquals("{\"features\":{}}", none.body());
        String tag = none.headers().firstValue("ETag").orElseThrow();
        for (String match : new String[] {tag, "W/" + tag, "\"x\", " + tag, "*"}) {
            HttpResponse<String> unchanged = api.raw(api.to("/v1/experiments/api/features/sdk-1")
                    .header("If-None-Match", match)
                    .build());
            assertEquals(304, unchanged.statusCode(), match);
            assertEquals("", unchanged.body());
        }
        api.post("/v1/launches", start("new-ranking"));
        HttpResponse<String> some = api.raw(
                api.to("/v1/experiments/features").header("If-None-Match", tag).build());
        assertEquals(200, some.statusCode());
        assertTrue(some.body().contains("\"new-ranking\""), some.body());
        assertTrue(!tag.equals(some.headers().firstValue("ETag").orElseThrow()));
        api.post("/v1/launches/new-ranking/rollback", WHY + "}");
        assertEquals(
                304,
                api.raw(api.to("/v1/experiments/features")
                                .header("If-None-Match", tag)
                                .build())
                        .statusCode(),
                "as before it started");
    }

    @Test
    void twoMethodsOfOnePathAreBothNamed() throws Exception {
        HttpResponse<String> response = api.raw(api.to("/v1/launches").DELETE().build());
        assertEquals(405, response.statusCode());
        assertEquals("GET, POST", response.headers().firstValue("Allow").orElse(""));
    }
}
