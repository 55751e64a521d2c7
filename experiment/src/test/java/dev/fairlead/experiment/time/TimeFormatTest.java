package dev.fairlead.experiment.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeFormatTest {
    private static final TimeFormat BERLIN = TimeFormat.STANDARD.in(ZoneId.of("Europe/Berlin"));

    private static String read(TimeFormat format, String text) {
        return Instant.ofEpochMilli(format.millis(text)).toString();
    }

    private static void refused(TimeFormat format, String text, String why) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> format.millis(text), text);
        assertEquals(why, e.getMessage());
    }

    @Test
    void textsThatSayTheirZoneAreReadAsTheyAreUsuallyWritten() {
        for (String text : List.of(
                "2022-06-24T21:20:11Z",
                "2022-06-24 21:20:11 UTC",
                "2022-06-24 21:20:11+00",
                "2022-06-24 21:20:11 +0000",
                "2022-06-24T23:20:11+02:00",
                "2022-06-24t23:20:11[Europe/Berlin]",
                "2022/06/24 21:20:11 GMT",
                " 2022-06-24 23:20:11 Europe/Berlin ")) {
            assertEquals("2022-06-24T21:20:11Z", read(TimeFormat.STANDARD, text), text);
        }
        assertEquals("2022-06-24T21:20:11.250Z", read(TimeFormat.STANDARD, "2022-06-24 21:20:11,25Z"));
    }

    @Test
    void textsThatDoNotNeedAZoneOnce() {
        refused(
                TimeFormat.STANDARD,
                "2022-06-24 21:20:11",
                "which has no time zone; say which it is (time.zone = UTC in a mapping), or write it as 2026-03-01T12:00:00Z");
        assertEquals("2022-06-24T19:20:11Z", read(BERLIN, "2022-06-24 21:20:11"));
        assertEquals("2022-06-23T22:00:00Z", read(BERLIN, "2022-06-24"));
        assertEquals("2022-06-24T21:20:11Z", read(BERLIN, "2022-06-24 21:20:11 UTC"));
    }

    @Test
    void aStatedUnitIsBelieved() {
        assertEquals("1997-12-04T15:55:49Z", read(TimeFormat.STANDARD.of(TimeFormat.Unit.SECONDS), "881250949"));
        assertEquals(
                "2014-04-07T08:51:09.277Z", read(TimeFormat.STANDARD.of(TimeFormat.Unit.SECONDS), "1396860669.277"));
        assertEquals("1997-12-04T15:55:49Z", read(TimeFormat.STANDARD.of(TimeFormat.Unit.SECONDS), "8.81250949E8"));
        assertEquals("2026-03-01T12:00:00.123Z", read(TimeFormat.STANDARD, "1772366400123"));
        assertEquals(
                "2026-03-01T12:00:00.123Z", read(TimeFormat.STANDARD.of(TimeFormat.Unit.MICROS), "1772366400123456"));
        assertEquals(
                "2026-03-01T12:00:00.123Z", read(TimeFormat.STANDARD.of(TimeFormat.Unit.NANOS), "1772366400123456789"));
        refused(TimeFormat.STANDARD.of(TimeFormat.Unit.SECONDS), "soon", "not a time in seconds since 1970");
        refused(
                TimeFormat.STANDARD.of(TimeFormat.Unit.MILLIS),
                "2026-03-01T12:00:00Z",
                "not a time in whole milliseconds since 1970");
        refused(TimeFormat.STANDARD.of(TimeFormat.Unit.SECONDS), "1e999999999", "not a time in seconds since 1970");
    }

    @Test
    void aPatternReadsWhatHasNoUsualForm() {
        TimeFormat british = TimeFormat.STANDARD.by("dd/MM/yyyy HH:mm");
        assertEquals("2022-06-24T21:20:00Z", read(british.in(ZoneOffset.UTC), "24/06/2022 21:20"));
        assertEquals(
                "2022-06-24T00:00:00Z",
                read(TimeFormat.STANDARD.in(ZoneOffset.UTC).by("dd.MM.yyyy"), "24.06.2022"));
        refused(british.in(ZoneOffset.UTC), "2022-06-24", "not a time of the format dd/MM/yyyy HH:mm");
        refused(
                british,
                "24/06/2022 21:20",
                "which has no time zone by the format dd/MM/yyyy HH:mm; say which it is (time.zone = UTC in a mapping)");
        refused(
                TimeFormat.STANDARD,
                "24/06/2022 21:20",
                "not a time: whole milliseconds since 1970, or text like 2026-03-01T12:00:00Z");
    }
}
