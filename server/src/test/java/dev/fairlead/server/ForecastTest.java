package dev.fairlead.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.decide.Decider;
import dev.fairlead.decide.Decision;
import dev.fairlead.environment.SimulatedEnvironment;
import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.json.Members;
import dev.fairlead.launch.Launch;
import dev.fairlead.launch.LaunchService;
import dev.fairlead.toy.Greenhouse;
import dev.fairlead.toy.Greenhouse.Frost;
import dev.fairlead.toy.Greenhouse.Night;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found out about a launch before it starts and after it ended, and that a plan with gates does not start without it. */
class ForecastTest {
    private static final String NAME = "gated";

    private final SimulatedEnvironment world = new SimulatedEnvironment(Instant.parse("2026-01-10T00:00:00Z"));
    private int frosts;

    @TempDir
    private Path folder = Path.of("");

    private Node open() {
        return Node.open(folder, List.of(new Greenhouse()), world);
    }

    private static Json request(String hash, String more) {
        String plain = WatchedLaunchTest.request(hash, more, NAME);
        return Json.parse(plain.replace("\"owners\": [", "\"gates\": {\"days\": 10, \"hours\": 48}, \"owners\": ["));
    }

    /** Every second bed loses two plants after its night. */
    private void nights(Node node, int from, int to, boolean frost) {
        @SuppressWarnings("unchecked") // the app's queries are nights
        Decider<Night> decider = (Decider<Night>) node.instance("greenhouse").decider();
        for (int i = from; i < to; i++) {
            world.advance(world.clock().millis() + Duration.ofMinutes(4).toMillis());
            Decision decision = decider.decide(new Night("bed-" + i, "north"));
            if (frost && i % 2 == 0) {
                long at = world.clock().millis() + 1000;
                world.advance(at);
                node.append(List.of(new Frost("f" + frosts++, at, "bed-" + i, decision.id(), 2)));
            }
        }
    }

    private static Map<String, String> gates(Json.Obj forecast) {
        return Members.of(forecast, "").objects("gates").stream()
                .collect(Collectors.toMap(gate -> gate.requiredText("gate"), gate -> gate.requiredText("outcome")));
    }

    private static String refused(Node node, Json request) {
        return String.valueOf(
                assertThrows(UserException.class, () -> node.desk().start(request))
                        .getMessage());
    }

    private Json.Obj forecast(Node node, Json request) {
        return node.books().forecast(request, Optional.empty(), _ -> {});
    }

    @Test
    void aPlanWithGatesStartsOnlyWhenTheyAreShownToHold() {
        String hash;
        try (Node node = open()) {
            hash = WatchedLaunchTest.release(node, -1, world.clock().millis());
            assertTrue(refused(node, request(hash, "")).contains("nothing was looked at yet"));
            nights(node, 0, 600, false);
            Json.Obj first = forecast(node, request(hash, ""));
            assertEquals("failed", gates(first).get("instrumentation"), first::canonical);
            assertEquals("passed", gates(first).get("parity"), first::canonical);
            String why = refused(node, request(hash, ""));
            assertTrue(
                    why.contains("gate \"instrumentation\" failed: there is no event of type frost in 10 days"), why);
            assertTrue(refused(node, request(hash, ", \"overrides\": {\"parity\": \"so\"}"))
                    .contains("no gate \"parity\" is open"));
            nights(node, 600, 1600, true);
        }
        try (Node node = open()) {
            Json.Obj forecast = forecast(node, request(hash, ""));
            assertEquals(
                    Map.of("instrumentation", "passed", "baseline", "passed", "parity", "passed", "offline", "passed"),
                    gates(forecast),
                    forecast::canonical);
            String other = WatchedLaunchTest.release(node, -2, world.clock().millis());
            assertTrue(refused(node, request(other, "")).contains("nothing was looked at yet for these arms"));
            world.advance(world.clock().millis() + Duration.ofHours(50).toMillis());
            assertTrue(refused(node, request(hash, "")).contains("50 hours old"));
        }
    }

    @Test
    void anOwnerPassesOverAGateAndTheJournalSaysSo() {
        try (Node node = open()) {
            String hash = WatchedLaunchTest.release(node, -1, world.clock().millis());
            nights(node, 0, 600, false);
            forecast(node, request(hash, ""));
            Map<String, Json> stranger = new LinkedHashMap<>(
                    ((Json.Obj) request(hash, ", \"overrides\": {\"instrumentation\": \"winter\"}")).members());
            stranger.put("by", Json.of("zoe"));
            assertTrue(refused(node, new Json.Obj(stranger)).contains("\"zoe\" is no owner"));
            node.desk().start(request(hash, ", \"overrides\": {\"instrumentation\": \"winter\"}"));
            String journal = node.books().records().journal(NAME).canonical();
            assertTrue(journal.contains("but \\\"instrumentation\\\", passed over: winter"), journal);
            assertTrue(journal.contains("\"rests_on\":{\"arms\":"), journal);
        }
    }

    @Test
    void aReviewHoldsTheOutcomeAgainstTheForecast() {
        try (Node node = open()) {
            String hash = WatchedLaunchTest.release(node, -1, world.clock().millis());
            nights(node, 0, 1600, true);
            Json.Obj forecast = forecast(node, request(hash, ""));
            node.desk().start(request(hash, ""));
            assertTrue(String.valueOf(
                            assertThrows(UserException.class, () -> node.books().review(NAME, why()))
                                    .getMessage())
                    .contains("it is reviewed when it has ended"));
            nights(node, 2000, 4000, true);
            assertEquals(Launch.Status.RUNNING, node.desk().get(NAME).status());
            world.advance(world.clock().millis() + Duration.ofDays(3).toMillis());
            nights(node, 4000, 4001, true);
            node.desk().change(NAME, LaunchService.Change.STOP, why());
            Members review = Members.of(node.books().review(NAME, why()), "");
            Members outcome = review.objects("outcomes").getFirst();
            assertEquals("plants-lost", outcome.requiredText("metric"));
            Members row = Members.of(forecast, "").objects("forecast").getFirst();
            assertEquals(1600 / 2 * 2 / 1600.0, row.requiredNumber("per_decision"), 0.01, "as many plants a night");
            assertEquals(5, review.objects("milestones").size());
            assertEquals(
                    outcome.number("forecast").isPresent() ? 1 : 0,
                    review.members("offline_online")
                            .orElseThrow()
                            .objects("pairs")
                            .size());
            assertEquals(
                    1,
                    Members.of(node.books().review(NAME, why()), "")
                            .objects("outcomes")
                            .size(),
                    "it can be reviewed again");
        }
    }

    private static Json why() {
        return Json.parse("{\"by\": \"ann\", \"reason\": \"so\"}");
    }
}
