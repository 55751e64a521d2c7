package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.plan.EntryTimes;
import dev.fairlead.experiment.time.WrittenTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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

    private static final String NO_DATE = "does not begin with a date such as 2026-03-02";
    private static final String NO_TIME = "is no time such as 2026-03-02T10:15:00Z";
    static final long DAY = 86_400;

    /**
     * Reads a date, or a date and a time as {@link WrittenTime} does.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static Moment of(String text) {
        WrittenTime written = written(text, "is neither a date nor a time such as 2026-03-02T10:15:00Z");
        if (written.time().isEmpty()) {
            return of(written.date());
        }
        Instant instant = written.instant();
        long second = instant.getEpochSecond();
        return new Moment(
                written.date(), written.time().get().getHour(), second, instant.getNano() == 0 ? second : second + 1);
    }

    /**
     * Reads a time as {@link #of(String)} does, with its fraction of a second.
     *
     * @throws IllegalArgumentException if the text is none, or a date alone
     */
    public static Instant instant(String text) {
        WrittenTime written = written(text, NO_TIME);
        if (written.time().isEmpty()) {
            throw new IllegalArgumentException("\"" + text + "\" " + NO_TIME);
        }
        return written.instant();
    }

    private static WrittenTime written(String text, String problem) {
        try {
            return WrittenTime.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("\"" + text + "\" " + (begins(text) ? problem : NO_DATE), e);
        }
    }

    /** Whether a text begins with a date. */
    private static boolean begins(String text) {
        try {
            WrittenTime.of(text.substring(0, Math.min(text.length(), "2026-03-02".length())));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
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
