package dev.fairlead.openfeature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.fairlead.experiment.assignment.Arm;
import dev.fairlead.experiment.assignment.Assigner;
import dev.fairlead.experiment.assignment.Assignment;
import dev.fairlead.experiment.assignment.Experiment;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.growthbook.FeaturePayload;
import dev.fairlead.growthbook.GrowthBook;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.Reason;
import dev.openfeature.sdk.Value;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Through the client of the SDK itself. */
class FairleadProviderTest {
    private static final Experiment LAUNCH = Experiment.of(
                    "new-ranking", "user", List.of(new Arm("control", 0.5), new Arm("treatment", 0.5)))
            .withCoverage(0.6)
            .withTesters(Map.of("tess", "treatment"));

    private static final String FLAGS = """
            {"features": {
              "banner": {"defaultValue": true},
              "limit": {"defaultValue": 12},
              "share": {"defaultValue": 0.25},
              "huge": {"defaultValue": 4294967296},
              "theme": {"defaultValue": {"dark": true, "colours": ["red", 3, null]}},
              "beta": {"defaultValue": false, "rules": [{"condition": {"market": "de", "age": {"$gte": 18}}, "force": true}]},
              "loop": {"defaultValue": true, "rules": [{"parentConditions": [{"id": "loop", "condition": {"value": true}}], "force": true}]}
            }}
            """;

    @AfterEach
    void shutDown() {
        OpenFeatureAPI.getInstance().shutdown();
    }

    private static Client client(Json payload) {
        GrowthBook features = GrowthBook.of(payload);
        OpenFeatureAPI.getInstance().setProviderAndWait(new FairleadProvider(() -> features));
        return OpenFeatureAPI.getInstance().getClient();
    }

    private static EvaluationContext user(String key) {
        return new ImmutableContext(key);
    }

    @Test
    void aLaunchGivesEveryUserTheArmThatFairleadGives() {
        Client client = client(FeaturePayload.of(List.of(LAUNCH)));
        Assigner assigner = new Assigner(LAUNCH);
        int drawn = 0;
        for (int i = 0; i < 2_000; i++) {
            FlagEvaluationDetails<String> details = client.getStringDetails("new-ranking", "none", user("user-" + i));
            if (assigner.assign("user-" + i) instanceof Assignment.Drawn arm) {
                drawn++;
                assertEquals(arm.arm(), details.getValue());
                assertEquals(arm.arm(), details.getVariant());
                assertEquals(Reason.SPLIT.name(), details.getReason());
                assertEquals("new-ranking", details.getFlagMetadata().getString("experiment"));
                assertEquals(true, details.getFlagMetadata().getBoolean("exposed"));
            } else {
                assertEquals("none", details.getValue());
                assertEquals(Reason.DEFAULT.name(), details.getReason());
                assertNull(details.getErrorCode());
            }
        }
        assertTrue(drawn > 1_000 && drawn < 1_400, "drawn " + drawn);
    }

    @Test
    void aTesterGetsTheArmThatWasSetAndIsNotExposed() {
        FlagEvaluationDetails<String> details =
                client(FeaturePayload.of(List.of(LAUNCH))).getStringDetails("new-ranking", "none", user("tess"));
        assertEquals("treatment", details.getValue());
        assertEquals(Reason.TARGETING_MATCH.name(), details.getReason());
    }

    @Test
    void withoutAUnitNobodyIsAssignedAndTheErrorSaysSo() {
        Client client = client(FeaturePayload.of(List.of(LAUNCH)));
        FlagEvaluationDetails<String> details = client.getStringDetails("new-ranking", "none");
        assertEquals("none", details.getValue());
        assertEquals(ErrorCode.TARGETING_KEY_MISSING, details.getErrorCode());
        EvaluationContext named = new ImmutableContext(Map.of("user", new Value("tess")));
        assertEquals("treatment", client.getStringValue("new-ranking", "none", named), "the attribute itself will do");
    }

    @Test
    void flagsHaveTheirTypes() {
        Client client = client(Json.parse(FLAGS));
        assertTrue(client.getBooleanValue("banner", false));
        assertEquals(12, client.getIntegerValue("limit", 1));
        assertEquals(12.0, client.getDoubleValue("limit", 1.0));
        assertEquals(0.25, client.getDoubleValue("share", 1.0));
        Value theme = client.getObjectValue("theme", new Value());
        assertTrue(theme.asStructure().getValue("dark").asBoolean());
        assertEquals(
                "red",
                theme.asStructure().getValue("colours").asList().getFirst().asString());
        assertEquals(
                Reason.DEFAULT.name(), client.getBooleanDetails("banner", false).getReason());
    }

    @Test
    void aWrongTypeGivesTheDefaultAndTheErrorSaysSo() {
        Client client = client(Json.parse(FLAGS));
        FlagEvaluationDetails<Integer> details = client.getIntegerDetails("share", 7);
        assertEquals(7, details.getValue());
        assertEquals(ErrorCode.TYPE_MISMATCH, details.getErrorCode());
        assertTrue(details.getErrorMessage().contains("0.25 and not a whole number"), details.getErrorMessage());
        assertEquals(
                ErrorCode.TYPE_MISMATCH, client.getIntegerDetails("huge", 7).getErrorCode());
        assertEquals(
                ErrorCode.TYPE_MISMATCH,
                client.getBooleanDetails("limit", false).getErrorCode());
        assertEquals("x", client.getStringValue("banner", "x"));
        assertEquals(7.0, client.getDoubleValue("banner", 7.0));
    }

    @Test
    void aMissingFlagAndOneThatLeadsBackToItselfAreErrors() {
        Client client = client(Json.parse(FLAGS));
        FlagEvaluationDetails<Boolean> missing = client.getBooleanDetails("baner", true, user("u"));
        assertTrue(missing.getValue());
        assertEquals(ErrorCode.FLAG_NOT_FOUND, missing.getErrorCode());
        assertEquals(
                ErrorCode.PARSE_ERROR, client.getBooleanDetails("loop", false).getErrorCode());
    }

    @Test
    void conditionsReadTheContext() {
        Client client = client(Json.parse(FLAGS));
        EvaluationContext adult = new ImmutableContext("u", Map.of("market", new Value("de"), "age", new Value(30)));
        EvaluationContext child = new ImmutableContext("u", Map.of("market", new Value("de"), "age", new Value(9)));
        FlagEvaluationDetails<Boolean> details = client.getBooleanDetails("beta", false, adult);
        assertTrue(details.getValue());
        assertEquals(Reason.TARGETING_MATCH.name(), details.getReason());
        assertFalse(client.getBooleanValue("beta", true, child));
    }

    @Test
    void aRemotePayloadIsFetchedOnceAndAgainWhenItChanges() throws Exception {
        String[] content = {"{\"features\":{\"a\":{\"defaultValue\":1}}}"};
        AtomicInteger unchanged = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/features", exchange -> {
            String tag = "\"" + content[0].hashCode() + "\"";
            exchange.getResponseHeaders().add("ETag", tag);
            if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                unchanged.incrementAndGet();
                exchange.sendResponseHeaders(304, -1);
            } else {
                byte[] bytes = content[0].getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/features");
        try (RemotePayload payload = new RemotePayload(address, Duration.ofHours(1))) {
            OpenFeatureAPI.getInstance().setProviderAndWait(new FairleadProvider(payload));
            Client client = OpenFeatureAPI.getInstance().getClient();
            assertEquals(1, client.getIntegerValue("a", 0));
            payload.refresh();
            assertEquals(1, unchanged.get());
            content[0] = "{\"features\":{\"a\":{\"defaultValue\":2}}}";
            payload.refresh();
            assertEquals(2, client.getIntegerValue("a", 0));
            content[0] = "no payload";
            assertThrows(IOException.class, payload::refresh);
            assertEquals(2, client.getIntegerValue("a", 0), "the last one stays");
        } finally {
            server.stop(0);
        }
    }
}
