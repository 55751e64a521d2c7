package dev.fairlead.lab.withdrawal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.cli.CliRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BadReleasesCommandTest {
    private static double value(JsonNode rows, BadRelease release, String metric) {
        for (JsonNode row : rows) {
            if (row.get("policy").asText().equals(release.label())
                    && row.get("metric").asText().equals(metric)) {
                return row.get("value").asDouble();
            }
        }
        throw new AssertionError("no " + release + " " + metric);
    }

    private static JsonNode rows(String... releases) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("evaluate", "bad-releases", "--seeds", "1", "--users", "1000", "--days", "4", "--json", "-"));
        for (String release : releases) {
            arguments.addAll(List.of("--release", release));
        }
        return CliRun.of(arguments.toArray(String[]::new)).expect(0).json();
    }

    /** One small market: what is seen within a few days is taken back at the canary, in whole. */
    @Test
    void releasesThatAreIllAreTakenBackAtTheCanary() throws IOException {
        JsonNode rows = rows("SIGN_FLIPPED", "THROWS", "LEAKS_MEMORY");
        for (BadRelease bad : List.of(BadRelease.SIGN_FLIPPED, BadRelease.THROWS, BadRelease.LEAKS_MEMORY)) {
            assertEquals(1, value(rows, bad, "withdrawn"), bad.label());
            assertEquals(1, value(rows, bad, "at-canary"), bad.label());
            assertEquals(0, value(rows, bad, "one-market-alone"), bad.label());
        }
        assertTrue(value(rows, BadRelease.SIGN_FLIPPED, "decisions-max") < 400, rows::toString);
        assertTrue(value(rows, BadRelease.THROWS, "decisions-max") < 40, rows::toString);
        assertTrue(value(rows, BadRelease.LEAKS_MEMORY, "decisions-max") < 60, rows::toString);
    }

    @Test
    void theSameMarketGivesTheSameFigures() throws IOException {
        assertEquals(rows("THROWS"), rows("THROWS"));
    }

    @Test
    void wrongNumbersAreRefused() {
        CliRun.of("evaluate", "bad-releases", "--seeds", "0").expect(1).says("at least 1");
        CliRun.of("evaluate", "bad-releases", "--users", "5").expect(1).says("--users at least 100");
        CliRun.of("evaluate", "bad-releases", "--release", "GOOD").expect(2).says("SIGN_FLIPPED");
    }
}
