package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.plan.EntryTimes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/**
 * When a unit entered, as far as it is known: a date, or a time to the second. Times without an offset are taken for UTC;
 * as all of a table are written alike, what lies between them is right.
 *
 * @param date as it was written
 * @param hour of that day as it was written, or {@link #NONE}
 * @param earliest the second of the epoch at which it can have been
 * @param latest likewise; of a date the end of its day, of a time with a fraction the second after it
 */
public record Moment(LocalDate date, int hour, long earliest, long latest) implements Comparable<Moment> {
    /** The hour where only a date is known. */
    static final int NONE = -1;

    private static final int DATE = "2026-03-02".length();
    private static final int SECONDS = "T10:15:00".length();
    static final long DAY = 86_400;

    /**
     * Reads a date, or a date and a time such as {@code 2026-03-02T10:15:00Z}, {@code 2026-03-02 10:15} or {@code
     * 2026-03-02 10:15:00.5+01:00}.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static Moment of(String text) {
        LocalDate date = date(text);
        if (text.length() == DATE) {
            return of(date);
        }
        try {
            return at(date, text.substring(DATE));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is neither a date nor a time such as 2026-03-02T10:15:00Z", e);
        }
    }

    /**
     * Reads a time as {@link #of(String)} does, with its fraction of a second. Letters may be in lower case.
     *
     * @throws IllegalArgumentException if the text is none, or a date alone
     */
    public static Instant instant(String text) {
        try {
            LocalDate date = date(text);
            if (text.length() == DATE) {
                throw new DateTimeException(text);
            }
            Clock clock = clock(text.substring(DATE).toUpperCase(Locale.ROOT));
            return Instant.ofEpochSecond(clock.second(date), clock.time.getNano());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no time such as 2026-03-02T10:15:00Z", e);
        }
    }

    private static LocalDate date(String text) {
        try {
            if (text.length() >= DATE && text.charAt(4) == '-' && text.charAt(7) == '-') {
                return LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, DATE));
            }
        } catch (DateTimeException e) {
            throw noDate(text);
        }
        throw noDate(text);
    }

    private static IllegalArgumentException noDate(String text) {
        return new IllegalArgumentException("\"" + text + "\" does not begin with a date such as 2026-03-02");
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

    /** Some time on a day. */
    public static Moment of(LocalDate date) {
        long start = date.toEpochDay() * DAY;
        return new Moment(date, NONE, start, start + DAY);
    }

    /** A time, on the day that it is in UTC. */
    public static Moment of(Instant instant) {
        LocalDate date = instant.atZone(ZoneOffset.UTC).toLocalDate();
        long second = instant.getEpochSecond();
        return new Moment(
                date, (int) (Math.floorMod(second, DAY) / 3600), second, instant.getNano() == 0 ? second : second + 1);
    }

    private static Moment at(LocalDate date, String rest) {
        Clock clock = clock(rest);
        long second = clock.second(date);
        return new Moment(date, clock.time.getHour(), second, clock.time.getNano() == 0 ? second : second + 1);
    }

    /** A time of day, and how far it is ahead of UTC. */
    private record Clock(LocalTime time, int offsetSeconds) {
        /** The second of the epoch at which it is that time on a day. */
        long second(LocalDate date) {
            return date.toEpochDay() * DAY + time.toSecondOfDay() - offsetSeconds;
        }
    }

    /** @param rest what follows the date */
    private static Clock clock(String rest) {
        if (rest.charAt(0) != 'T' && rest.charAt(0) != ' ') {
            throw new DateTimeException(rest);
        }
        int zone = 1;
        while (zone < rest.length() && "Z+- ".indexOf(rest.charAt(zone)) < 0) {
            zone++;
        }
        LocalTime time = time(rest, zone);
        String offset = rest.substring(zone).strip();
        int seconds = offset.isEmpty() || offset.equals("Z")
                ? 0
                : ZoneOffset.of(offset).getTotalSeconds();
        return new Clock(time, seconds);
    }

    private static LocalTime time(String rest, int end) {
        return end == SECONDS && rest.charAt(3) == ':' && rest.charAt(6) == ':'
                ? LocalTime.of(digits(rest, 1, 3), digits(rest, 4, 6), digits(rest, 7, SECONDS))
                : LocalTime.parse(rest.substring(1, end));
    }

    /** Whether it has an hour. */
    boolean timed() {
        return hour != NONE;
    }

    /** As the first of all units. */
    EntryTimes.Since since() {
        return new EntryTimes.Since(date, timed() ? Optional.of(Instant.ofEpochSecond(earliest)) : Optional.empty());
    }

    @Override
    public int compareTo(Moment other) {
        return latest == other.latest ? Long.compare(earliest, other.earliest) : Long.compare(latest, other.latest);
    }

    @Override
    public String toString() {
        return timed() ? Instant.ofEpochSecond(earliest).toString() : date.toString();
    }
}
