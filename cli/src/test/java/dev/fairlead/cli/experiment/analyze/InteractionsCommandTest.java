package dev.fairlead.cli.experiment.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.cli.CliRun;
import dev.fairlead.errors.UserException;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.server.LiveMarket;
import dev.fairlead.server.Node;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two launches in two layers of a market that lives. */
class InteractionsCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private static Json launch(String name, String layer) {
        return Json.parse("""
                {"app": "feed", "by": "ann", "arms": {"control": "promoted", "treatment": "promoted"},
                 "namespace": {"name": "%s", "start": 0, "end": 1},
                 "plan": {"name": "%s", "hypothesis": "Nothing changes.", "unit": "user", "owners": ["ann"],
                          "arms": [{"name": "control", "weight": 1, "units": 100, "control": true}, {"name": "treatment", "weight": 1, "units": 100}],
                          "primary": [{"name": "clicks", "kind": "count", "direction": "increase", "windowDays": 1,
                                       "from": {"event": "click"}, "minimumDetectableEffect": 1}]}}
                """.formatted(layer, name));
    }

    @Test
    void unitsThatMetBothLaunchesAreReadFromTheLog() throws IOException {
        LiveMarket market = new LiveMarket(folder, LiveMarket.small(7));
        try (Node node = market.open()) {
            market.run(node, 50);
            node.desk().start(launch("ranking", "list"));
            node.desk().start(launch("badges", "looks"));
            UserException refused = assertThrows(
                    UserException.class,
                    () -> node.desk().start(launch("colours", "looks")),
                    "one layer, claimed twice");
            assertTrue(String.valueOf(refused.getMessage()).contains("of the namespace \"looks\", which overlaps"));
            market.run(node, 1_000);
        }
        CliRun run = CliRun.of(
                        "experiment",
                        "interactions",
                        "--launch=ranking",
                        "--with=badges",
                        "--data=" + folder,
                        "--json=-")
                .expect(0);
        assertEquals(1, run.json().size());
        JsonNode row = run.json().get(0);
        assertEquals("treatment and treatment", row.get("policy").asText());
        assertEquals("clicks", row.get("metric").asText());
        assertTrue(row.get("n").asLong() > 200, row::toString);
        assertTrue(row.get("low").asDouble() < 0 && row.get("high").asDouble() > 0, "both arms are the same: " + row);
        CliRun.of("experiment", "interactions", "--launch=ranking", "--with=colours", "--data=" + folder)
                .expect(1)
                .says("colours");
    }
}
