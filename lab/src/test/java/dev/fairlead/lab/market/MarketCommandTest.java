package dev.fairlead.lab.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.cli.CliRun;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MarketCommandTest {
    private static double value(JsonNode rows, String policy, String metric) {
        for (JsonNode row : rows) {
            if (row.get("policy").asText().equals(policy)
                    && row.get("metric").asText().equals(metric)) {
                return row.get("value").asDouble();
            }
        }
        throw new AssertionError("no " + policy + " " + metric);
    }

    /** Two tiny markets: every policy and measure is there, nothing sold out is shown, and the oracle earns most. */
    @Test
    void everyPolicyIsMeasuredInTheSameMarkets() throws IOException {
        JsonNode rows = CliRun.of("evaluate", "market", "--seeds", "2", "--users", "500", "--days", "22", "--json", "-")
                .expect(0)
                .json();
        Set<String> policies = new TreeSet<>();
        rows.forEach(row -> policies.add(row.get("policy").asText()));
        assertEquals(Set.of("heuristic", "heuristic-rules", "feed", "oracle"), policies);
        double oracle = value(rows, "oracle", "expected-gmv-per-slate");
        for (String policy : policies) {
            assertEquals(0, value(rows, policy, "sold-out-slots"));
            assertTrue(value(rows, policy, "expected-gmv-per-slate") <= oracle);
            assertTrue(value(rows, policy, "conversion") > 0);
        }
        assertTrue(value(rows, "feed", "expected-gmv-per-slate-gain") > 0);
    }

    @Test
    void wrongNumbersAreRefused() {
        CliRun.of("evaluate", "market", "--seeds", "1").expect(1).says("at least 2");
        CliRun.of("evaluate", "market", "--days", "10").expect(1).says("at least 22");
        CliRun.of("evaluate", "market", "--config", "none.properties").expect(1).says("none.properties");
    }
}
