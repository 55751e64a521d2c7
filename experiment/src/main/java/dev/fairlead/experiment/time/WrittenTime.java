package dev.fairlead.experiment.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/**
 * A time as ISO 8601 and most databases write it: {@code 2026-03-02}, {@code 2026-03-02 10:15}, {@code 2026-03-02T10:15:00.5+01:00},
 * {@code 2026-03-02 10:15:00 UTC}, {@code 2026-03-02T10:15[Europe/Berlin]}. Letters may be in lower case.
 *
 * @param date as it was written
 * @param time of that day; empty if it was a date alone
 * @param zone in which it was written; empty if the text does not say
 */
public record WrittenTime(LocalDate date, Optional<LocalTime> time, Optional<ZoneId> zone) {
    private static final int DATE = "2026-03-02".length();
    private static final int MINUTES = "10:15".length();
    private static final int SECONDS = "10:15:00".length();
    private static final int MOST_DIGITS = 9;

    /** @throws DateTimeException if the text is none */
    public static WrittenTime of(String text) {
        LocalDate date = date(text);
        if (text.length() == DATE) {
            return new WrittenTime(date, Optional.empty(), Optional.empty());
        }
        if ("Tt ".indexOf(text.charAt(DATE)) < 0) {
            throw new DateTimeException(text);
        }
        int start = DATE + 1;
        while (start < text.length() && text.charAt(start) == ' ') {
            start++;
        }
        int end = start;
        while (end < text.length() && isOfClock(text.charAt(end))) {
            end++;
        }
        return new WrittenTime(
                date,
                Optional.of(clock(text, start, end)),
                zone(text.substring(end).strip()));
    }

    private static LocalDate date(String text) {
        char separator = text.length() >= DATE ? text.charAt(4) : ' ';
        if ((separator != '-' && separator != '/') || text.charAt(7) != separator) {
            throw new DateTimeException(text);
        }
        return LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, DATE));
    }

    private static boolean isOfClock(char c) {
        return (c >= '0' && c <= '9') || c == ':' || c == '.' || c == ',';
    }

    private static LocalTime clock(String text, int from, int end) {
        int length = end - from;
        boolean seconds = length >= SECONDS && text.charAt(from + MINUTES) == ':';
        if ((length != MINUTES && !seconds) || text.charAt(from + 2) != ':') {
            throw new DateTimeException(text);
        }
        int fraction = length == MINUTES || length == SECONDS ? 0 : nanos(text, from + SECONDS, end);
        return LocalTime.of(
                digits(text, from, from + 2),
                digits(text, from + 3, from + MINUTES),
                seconds ? digits(text, from + MINUTES + 1, from + SECONDS) : 0,
                fraction);
    }

    private static int nanos(String text, int from, int end) {
        int count = end - from - 1;
        if (count < 1 || count > MOST_DIGITS || ".,".indexOf(text.charAt(from)) < 0) {
            throw new DateTimeException(text);
        }
        int number = digits(text, from + 1, end);
        for (int i = count; i < MOST_DIGITS; i++) {
            number *= 10;
        }
        return number;
    }

    /** A number, by hand because there is one in every row. */
    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new DateTimeException(text);
            }
            number = 10 * number + digit;
        }
        return number;
    }

    private static Optional<ZoneId> zone(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int bracket = text.indexOf('[');
        if (bracket >= 0 && text.endsWith("]")) {
            String offset = text.substring(0, bracket).strip();
            return offset.isEmpty()
                    ? Optional.of(ZoneId.of(text.substring(bracket + 1, text.length() - 1)))
                    : zone(offset);
        }
        return Optional.of(
                switch (text.toUpperCase(Locale.ROOT)) {
                    case "Z", "UTC", "GMT" -> ZoneOffset.UTC;
                    // Three letters name several zones: CST is in America and in China.
                    default -> text.indexOf('/') > 0 ? ZoneId.of(text) : ZoneOffset.of(text);
                });
    }

    /** The time, in UTC if the text does not say where. A date alone is its first moment. */
    public Instant instant() {
        return instant(ZoneOffset.UTC);
    }

    /** The time. A date alone is its first moment. @param naive the zone if the text does not say */
    public Instant instant(ZoneId naive) {
        return date.atTime(time.orElse(LocalTime.MIDNIGHT))
                .atZone(zone.orElse(naive))
                .toInstant();
    }
}
