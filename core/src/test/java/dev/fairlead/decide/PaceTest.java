package dev.fairlead.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
    @Test
    void aLineEveryFiveSecondsSaysRateAndTimeLeft() {
        long[] now = {-7};
        List<String> said = new ArrayList<>();
        Pace pace = new Pace("decisions", 100_000, said::add, () -> now[0]);
        for (int second = 0; second <= 12; second++) {
            pace.at(second < 6 ? 0 : second * 1_000);
            now[0] += Duration.ofSeconds(1).toNanos();
        }
        assertEquals(List.of("0 of 100,000 decisions, 0/s", "10,000 of 100,000 decisions, 1,000/s, 90 s left"), said);
    }
}
