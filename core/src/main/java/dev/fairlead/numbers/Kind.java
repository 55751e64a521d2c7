package dev.fairlead.numbers;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which values a parameter may have, and how they are written. */
public sealed interface Kind<T> {
    /** The value that a text stands for; empty if it stands for none, or for one that is out of range. */
    Optional<T> read(String text);

    /** What the text must be, as the end of a sentence: "a whole number from 1 to 10000". */
    String range();

    /** A number, both bounds included. */
    record Real(double low, double high) implements Kind<Double> {
        @Override
        public Optional<Double> read(String text) {
            try {
                double value = Double.parseDouble(text);
                return value >= low && value <= high ? Optional.of(value) : Optional.empty();
            } catch (NumberFormatException _) {
                return Optional.empty();
            }
        }

        @Override
        public String range() {
            return "a number from " + low + " to " + high;
        }
    }

    /** A whole number, both bounds included. */
    record Whole(long low, long high) implements Kind<Long> {
        @Override
        public Optional<Long> read(String text) {
            try {
                long value = Long.parseLong(text);
                return value >= low && value <= high ? Optional.of(value) : Optional.empty();
            } catch (NumberFormatException _) {
                return Optional.empty();
            }
        }

        @Override
        public String range() {
            return "a whole number from " + low + " to " + high;
        }
    }

    /** Yes or no. */
    record Flag() implements Kind<Boolean> {
        @Override
        public Optional<Boolean> read(String text) {
            return switch (text) {
                case "true" -> Optional.of(true);
                case "false" -> Optional.of(false);
                default -> Optional.empty();
            };
        }

        @Override
        public String range() {
            return "one of false, true";
        }
    }

    /** One constant of an enum. {@code EXPECTED_MARGIN} is written {@code expected-margin}. */
    record Choice<E extends Enum<E>>(Class<E> type) implements Kind<E> {
        @Override
        public Optional<E> read(String text) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(constant -> name(constant).equals(text))
                    .findFirst();
        }

        /** What may be written, sorted. */
        public List<String> names() {
            return Arrays.stream(type.getEnumConstants())
                    .map(Choice::name)
                    .sorted()
                    .toList();
        }

        private static String name(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @Override
        public String range() {
            return "one of " + String.join(", ", names());
        }
    }

    /**
     * A text of a certain form.
     *
     * @param pattern what the whole text matches
     * @param form what it must be, as the end of a sentence
     */
    record Text(Pattern pattern, String form) implements Kind<String> {
        @Override
        public Optional<String> read(String text) {
            return pattern.matcher(text).matches() ? Optional.of(text) : Optional.empty();
        }

        @Override
        public String range() {
            return form;
        }
    }

    /**
     * A length of time, written as a number of {@code unit} and kept in whole milliseconds. Bounds are in the unit and included.
     *
     * @param unit milliseconds to days
     */
    record Time(double low, double high, ChronoUnit unit) implements Kind<Duration> {
        public Time {
            if (unit.compareTo(ChronoUnit.MILLIS) < 0 || unit.compareTo(ChronoUnit.DAYS) > 0) {
                throw new IllegalArgumentException("a length of time is in milliseconds to days, not in " + unit);
            }
        }

        @Override
        public Optional<Duration> read(String text) {
            return new Real(low, high)
                    .read(text)
                    .map(value ->
                            Duration.ofMillis(Math.round(unit.getDuration().toMillis() * value)));
        }

        @Override
        public String range() {
            return "a number of " + unit.toString().toLowerCase(Locale.ROOT) + " from " + low + " to " + high;
        }
    }
}
