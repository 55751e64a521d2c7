package dev.fairlead.bench.node;

import dev.fairlead.cli.CliRun;
import org.junit.jupiter.api.Test;

class FeedBenchmarkTest {
    @Test
    void wrongNumbersAreRefused() {
        CliRun.of("bench", "feed", "--candidates", "3").expect(1).says("20 candidates");
        CliRun.of("bench", "feed", "--users", "100000000").expect(1).says("FAIRLEAD_HEAP");
    }
}
