package dev.fairlead.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SecondsTest {
    @Test
    void theYear1990IsOneSoThatZeroMeansNever() {
        assertEquals(1, seconds("1990-01-01T00:00:00Z"));
        assertEquals(1, seconds("1990-01-01T00:00:00.999Z"));
        assertEquals(2, seconds("1990-01-01T00:00:01Z"));
    }

    @Test
    void timesOutsideTheRangeStayAtItsEnds() {
        assertEquals(1, seconds("1989-12-31T23:59:59.999Z"));
        assertEquals(1, Seconds.of(Long.MIN_VALUE));
        assertEquals(Integer.MAX_VALUE, seconds("2070-01-01T00:00:00Z"));
        assertEquals(Integer.MAX_VALUE, Seconds.of(Long.MAX_VALUE));
    }

    @Test
    void differencesAreSeconds() {
        assertEquals(86_400 * 366, seconds("2001-01-01T00:00:00Z") - seconds("2000-01-01T00:00:00Z"));
        assertEquals(1, seconds("2057-12-31T00:00:01Z") - seconds("2057-12-31T00:00:00Z"));
    }

    private static int seconds(String instant) {
        return Seconds.of(Instant.parse(instant).toEpochMilli());
    }
}
