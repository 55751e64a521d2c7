package dev.fairlead.experiment.time;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;

/**
 * How times are written: numbers since 1970 of a unit, texts by a pattern, or texts as ISO 8601 and most databases write them
 * ({@link WrittenTime}). Where texts do not say in which zone they are, it has to be said once, for nothing about them tells.
 */
public final class TimeFormat {
    /** Numbers are milliseconds, texts have a zone. */
    public static final TimeFormat STANDARD = new TimeFormat(Optional.empty(), Optional.empty(), Optional.empty());

    private static final int MOST_DIGITS = 30;

    /** What a number counts since 1970. */
    public enum Unit {
        SECONDS(3),
        MILLIS(0),
        MICROS(-3),
        NANOS(-6);

        private final int shift;

        Unit(int shift) {
            this.shift = shift;
        }

        @Override
        public String toString() {
            return switch (this) {
                case SECONDS -> "seconds";
                case MILLIS -> "milliseconds";
                case MICROS -> "microseconds";
                case NANOS -> "nanoseconds";
            };
        }
    }

    private final Optional<Unit> unit;
    private final Optional<ZoneId> zone;
    private final Optional<DateTimeFormatter> pattern;
    private final String patternText;

    private TimeFormat(Optional<Unit> unit, Optional<ZoneId> zone, Optional<String> pattern) {
        this.unit = unit;
        this.zone = zone;
        patternText = pattern.orElse("");
        this.pattern = pattern.map(text -> DateTimeFormatter.ofPattern(text, Locale.ENGLISH));
    }

    private Optional<String> written() {
        return pattern.map(_ -> patternText);
    }

    /** The same for numbers of a unit, and only for these. */
    public TimeFormat of(Unit numbers) {
        return new TimeFormat(Optional.of(numbers), zone, written());
    }

    /** The same for texts that are in a zone where they do not say otherwise. */
    public TimeFormat in(ZoneId naive) {
        return new TimeFormat(unit, Optional.of(naive), written());
    }

    /**
     * The same for texts of a pattern, as {@link DateTimeFormatter} takes it.
     *
     * @throws IllegalArgumentException if it is none
     */
    public TimeFormat by(String of) {
        return new TimeFormat(unit, zone, Optional.of(of));
    }

    /** Whether it has a zone for texts that do not say theirs. */
    public boolean zoned() {
        return zone.isPresent();
    }

    /** Whether it is for numbers of a stated unit. */
    public boolean counted() {
        return unit.isPresent();
    }

    /**
     * The milliseconds since 1970 of a time.
     *
     * @throws IllegalArgumentException if the text is none of this format; the message says what it is not: "not a time in seconds since 1970"
     */
    public long millis(String text) {
        String stripped = text.strip();
        try {
            if (pattern.isPresent()) {
                return byPattern(stripped, pattern.get());
            }
            if (unit.isPresent() || isNumber(stripped)) {
                return number(stripped, unit.orElse(Unit.MILLIS));
            }
            return written(stripped);
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(wanted(), e);
        }
    }

    /**
     * The milliseconds since 1970 of a time that is written as ISO 8601 and most databases do, and not as a number.
     *
     * @throws IllegalArgumentException if the text is none; the message says what it is not
     */
    public long text(String text) {
        try {
            return written(text.strip());
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(wanted(), e);
        }
    }

    private long written(String text) {
        WrittenTime time = WrittenTime.of(text);
        if (time.zone().isEmpty() && zone.isEmpty()) {
            throw new IllegalArgumentException(
                    "which has no time zone; say which it is (time.zone = UTC in a mapping), or write it as 2026-03-01T12:00:00Z");
        }
        return time.instant(zone.orElse(ZoneOffset.UTC)).toEpochMilli();
    }

    private String wanted() {
        if (pattern.isPresent()) {
            return "not a time of the format " + patternText;
        }
        return unit.map(of -> of == Unit.SECONDS
                        ? "not a time in seconds since 1970"
                        : "not a time in whole " + of + " since 1970")
                .orElse("not a time: whole milliseconds since 1970, or text like 2026-03-01T12:00:00Z");
    }

    private static boolean isNumber(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        return text.length() > from && text.chars().skip(from).allMatch(c -> (c >= '0' && c <= '9') || c == '.');
    }

    /** A fraction of a second counts to the millisecond; finer units are cut to it. */
    private static long number(String text, Unit of) {
        BigDecimal value;
        try {
            value = new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new DateTimeException(text, e);
        }
        if (value.precision() > MOST_DIGITS || Math.abs(value.scale()) > MOST_DIGITS) {
            throw new DateTimeException(text);
        }
        BigDecimal millis = value.scaleByPowerOfTen(of.shift);
        return of == Unit.MILLIS
                ? millis.longValueExact()
                : millis.setScale(0, RoundingMode.FLOOR).longValueExact();
    }

    private long byPattern(String text, DateTimeFormatter by) {
        TemporalAccessor parsed = by.parse(text);
        if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
            return Instant.from(parsed).toEpochMilli();
        }
        LocalDate date = parsed.query(TemporalQueries.localDate());
        if (date == null) {
            throw new IllegalArgumentException("which tells no day by the format " + patternText);
        }
        LocalTime time =
                Optional.ofNullable(parsed.query(TemporalQueries.localTime())).orElse(LocalTime.MIDNIGHT);
        ZoneId in = Optional.ofNullable(parsed.query(TemporalQueries.zone()))
                .or(() -> zone)
                .orElseThrow(() -> new IllegalArgumentException("which has no time zone by the format " + patternText
                        + "; say which it is (time.zone = UTC in a mapping)"));
        return date.atTime(time).atZone(in).toInstant().toEpochMilli();
    }
}
