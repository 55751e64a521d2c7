package dev.fairlead.experiment.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class MomentTest {
    @Test
    void aDateIsAnyTimeOfItsDay() {
        Moment moment = Moment.of("2026-03-02");
        assertEquals(Moment.of(LocalDate.of(2026, 3, 2)), moment);
        assertEquals(Instant.parse("2026-03-02T00:00:00Z").getEpochSecond(), moment.earliest());
        assertEquals(Instant.parse("2026-03-03T00:00:00Z").getEpochSecond(), moment.latest());
        assertTrue(!moment.timed());
    }

    @Test
    void timesMayBeWrittenInManyWays() {
        long second = Instant.parse("2026-03-02T10:15:00Z").getEpochSecond();
        for (String text : List.of(
                "2026-03-02T10:15:00Z",
                "2026-03-02 10:15:00",
                "2026-03-02T10:15",
                "2026-03-02T10:15Z",
                "2026-03-02 10:15:00.000",
                "2026-03-02 10:15:00+00",
                "2026-03-02 10:15:00 +00:00",
                "2026-03-02T12:15:00+02:00",
                "2026-03-02T05:45:00-04:30")) {
            Moment moment = Moment.of(text);
            assertEquals(second, moment.earliest(), text);
            assertEquals(second, moment.latest(), text);
            assertEquals(LocalDate.of(2026, 3, 2), moment.date());
        }
        assertEquals(second + 1, Moment.of("2026-03-02 10:15:00.5").latest());
        assertEquals(10, Moment.of("2026-03-02 10:15:00").hour());
        assertEquals(12, Moment.of("2026-03-02T12:15:00+02:00").hour());
    }

    @Test
    void instantsKeepTheirFraction() {
        Instant quarter = Instant.parse("2026-03-02T10:15:00.250Z");
        for (String text : new String[] {
            "2026-03-02T10:15:00.25Z",
            "2026-03-02 10:15:00.25",
            "2026-03-02t11:15:00.25+01:00",
            "2026-03-02 09:15:00.250-01"
        }) {
            assertEquals(quarter, Moment.instant(text), text);
        }
        assertEquals(Instant.parse("2026-03-02T10:15:00Z"), Moment.instant("2026-03-02 10:15"));
        for (String text : new String[] {"2026-03-02", "2026-03-02T25:00:00Z", "10:15", "2026-03-02T10:15:00X"}) {
            assertThrows(IllegalArgumentException.class, () -> Moment.instant(text), text);
        }
    }

    @Test
    void anythingElseIsRefused() {
        for (String text : List.of(
                "",
                "yesterday",
                "2026-3-2",
                "2026-02-30",
                "2026-13-01",
                "20260302",
                "2026-03-02x",
                "2026-03-02 ",
                "2026-03-02T",
                "2026-03-02 noon",
                "2026-03-02T25:00:00",
                "2026-03-02T1a:00:00",
                "2026-03-02T10:00:00 CET",
                "2026-03-02T10:00:00+99")) {
            assertThrows(IllegalArgumentException.class, () -> Moment.of(text), text);
        }
    }
}
