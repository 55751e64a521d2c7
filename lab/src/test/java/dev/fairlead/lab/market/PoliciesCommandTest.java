package dev.fairlead.lab.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.cli.CliRun;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PoliciesCommandTest {
    /** Eight logs of a tiny market: an interval of 95 % misses once in twenty, so not half of the time for any policy. */
    @Test
    void intervalsHoldTheTruthOfEveryPolicy() throws IOException {
        JsonNode rows = CliRun.of(
                        "evaluate", "policies", "--users", "300", "--runs", "8", "--decisions", "1500", "--json", "-")
                .expect(0)
                .json();
        Set<String> policies = new TreeSet<>();
        for (JsonNode row : rows) {
            policies.add(row.get("policy").asText());
            if (row.get("metric").asText().equals("clicks-per-slate-coverage95")) {
                assertEquals(8, row.get("n").asInt());
                assertTrue(row.get("value").asDouble() >= 0.5, row::toString);
            }
        }
        assertEquals(Set.of("heuristic", "heuristic-rules", "model", "model-rules", "model-conversion"), policies);
    }

    @Test
    void wrongNumbersAreRefused() {
        CliRun.of("evaluate", "policies", "--runs", "1").expect(1).says("at least 2");
        CliRun.of("evaluate", "failures", "--seeds", "1").expect(1).says("at least 2");
        CliRun.of("evaluate", "failures", "--days", "10").expect(1).says("at least 22");
    }
}
