package dev.fairlead.growthbook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.decide.DecisionRequest;
import dev.fairlead.events.Assigned;
import dev.fairlead.events.Context;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.launch.Exposures;
import dev.fairlead.launch.FlagFormat;
import dev.fairlead.launch.Launch;
import dev.fairlead.launch.LaunchDesk;
import dev.fairlead.launch.Launches;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A launch as SDKs see it. */
class LaunchFeaturesTest {
    private static final String OPTIONS = """
            ,"coverage":0.5,"seed":"other","holdout":{"name":"keep-out","share":0.1},
            "namespace":{"name":"home","start":0.25,"end":1},"testers":{"tess":"treatment"},
            "condition":{"market":{"$in":["de","at"]},"device":"mobile"}
            """;

    private final Launches launches = new Launches(new FlagFormat(Targeting::parse, FeaturePayload::of));

    private Launch start() {
        var desk = new LaunchDesk(
                event -> launches.accept(1, event),
                launches,
                new Exposures(launches),
                Set.of("feed"),
                hash -> hash + "0".repeat(58),
                InstantSource.fixed(Instant.parse("2026-03-02T09:00:00Z")));
        return desk.start(Json.parse(
                "{\"by\":\"ann\",\"app\":\"feed\",\"arms\":{\"control\":\"promoted\",\"treatment\":\"abc123\"},\"plan\":"
                        + Plan.example().json().canonical().replace("\"new-ranking\"", "\"a\"") + OPTIONS + "}"));
    }

    @Test
    void everythingThatDecidesWhoTakesPartIsAlsoInTheFeatures() {
        Launch launch = start();
        GrowthBook features = GrowthBook.of(launches.payload());
        Map<String, Integer> arms = new HashMap<>();
        for (int i = 0; i < 3_000; i++) {
            String market = List.of("de", "at", "fr").get(i % 3);
            String device = i % 2 == 0 ? "mobile" : "desktop";
            String user = i == 0 ? "tess" : "u" + i;
            String arm = launch.assign(
                            new DecisionRequest(user, "s", new Context(market, device, "", ""), 3, List.of()))
                    .map(Assigned::arm)
                    .orElse("");
            FeatureResult result = features.eval(
                    "a",
                    new Json.Obj(Map.of("user", Json.of(user), "market", Json.of(market), "device", Json.of(device))));
            assertEquals(arm, result.value() instanceof Json.Str(String value) ? value : "", user);
            arms.merge(arm, 1, Integer::sum);
        }
        // a third: half of the namespace's 0.75 less the holdout's 0.1, in two arms
        double each = 3_000 / 3.0 * 0.75 * 0.9 * 0.25;
        assertEquals(each, arms.getOrDefault("control", 0), 4 * Math.sqrt(each));
        assertEquals(each, arms.getOrDefault("treatment", 0), 4 * Math.sqrt(each));
    }
}
