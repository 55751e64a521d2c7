package dev.fairlead.bench.node;

import dev.fairlead.cli.CliRun;
import org.junit.jupiter.api.Test;

/** The market in small: everything is made again to the bit. */
class ReplayBenchmarkTest {
    @Test
    void aFewHundredDecisionsAreMadeAgain() {
        CliRun.of("bench", "replay", "--decisions", "400").expect(0).says("decisions made again, simulated market");
    }

    @Test
    void tooFewAreRefused() {
        CliRun.of("bench", "replay", "--decisions", "20").expect(1).says("300 decisions");
    }
}
