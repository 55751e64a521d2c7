package dev.fairlead.lab.withdrawal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlead.cli.CliRun;
import java.io.IOException;
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

    /** One small market: what is seen within a day or two is taken back at the canary, by the guardrail that is for it. */
    @Test
    void releasesThatAreIllAreTakenBackAtTheCanary() throws IOException {
        String[] arguments = {
            "evaluate",
            "bad-releases",
            "--seeds",
            "1",
            "--users",
            "1000",
            "--days",
            "4",
            "--json",
            "-",
            "--release",
            "SIGN_FLIPPED",
            "--release",
            "SLOW",
            "--release",
            "THROWS",
            "--release",
            "LEAKS_MEMORY"
        };
        CliRun run = CliRun.of(arguments).expect(0);
        for (BadRelease bad :
                new BadRelease[] {BadRelease.SIGN_FLIPPED, BadRelease.SLOW, BadRelease.THROWS, BadRelease.LEAKS_MEMORY
                }) {
            assertEquals(1, value(run.json(), bad, "withdrawn"), bad.label());
            assertEquals(1, value(run.json(), bad, "at-canary"), bad.label());
            assertEquals(0, value(run.json(), bad, "one-market-alone"), bad.label());
        }
        assertTrue(value(run.json(), BadRelease.SIGN_FLIPPED, "decisions-max") < 200);
        assertTrue(value(run.json(), BadRelease.THROWS, "decisions-max") < 40);
        assertEquals(run.json(), CliRun.of(arguments).expect(0).json(), "the same markets, the same figures");
    }

    @Test
    void wrongNumbersAreRefused() {
        CliRun.of("evaluate", "bad-releases", "--seeds", "0").expect(1).says("at least 1");
        CliRun.of("evaluate", "bad-releases", "--users", "5").expect(1).says("--users at least 100");
        CliRun.of("evaluate", "bad-releases", "--release", "GOOD").expect(2).says("SIGN_FLIPPED");
    }
}
