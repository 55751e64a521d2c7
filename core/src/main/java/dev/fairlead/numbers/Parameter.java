package dev.fairlead.numbers;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One number, or other value, that people may change without changing the program.
 *
 * @param key lower-case words with dots or hyphens between
 * @param kind which values it may have
 * @param byDefault the text of its value where nothing else is said
 * @param unit what it is counted in; empty for none
 * @param meaning one sentence, or a few
 */
public record Parameter<T>(String key, Kind<T> kind, String byDefault, String unit, String meaning) {
    private static final Pattern KEY = Pattern.compile("[a-z0-9]+([.-][a-z0-9]+)*");

    public Parameter {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "'" + key + "' is no key: lower-case words with dots or hyphens between");
        }
        if (meaning.isBlank()) {
            throw new IllegalArgumentException("the parameter '" + key + "' needs a sentence that says what it is");
        }
        read(key, kind, byDefault);
    }

    /** A number. */
    public static Parameter<Double> real(
            String key, double low, double high, String byDefault, String unit, String meaning) {
        return new Parameter<>(key, new Kind.Real(low, high), byDefault, unit, meaning);
    }

    /** A share of something, from 0 to 1. */
    public static Parameter<Double> share(String key, String byDefault, String meaning) {
        return real(key, 0, 1, byDefault, "", meaning);
    }

    /** A whole number. */
    public static Parameter<Long> whole(
            String key, long low, long high, String byDefault, String unit, String meaning) {
        return new Parameter<>(key, new Kind.Whole(low, high), byDefault, unit, meaning);
    }

    /** Yes or no. */
    public static Parameter<Boolean> flag(String key, String byDefault, String meaning) {
        return new Parameter<>(key, new Kind.Flag(), byDefault, "", meaning);
    }

    /** One constant of an enum. */
    public static <E extends Enum<E>> Parameter<E> choice(String key, Class<E> type, String byDefault, String meaning) {
        return new Parameter<>(key, new Kind.Choice<>(type), byDefault, "", meaning);
    }

    /** A length of time. @param low in the unit, like {@code high} */
    public static Parameter<Duration> time(
            String key, double low, double high, ChronoUnit unit, String byDefault, String meaning) {
        return new Parameter<>(
                key, new Kind.Time(low, high, unit), byDefault, unit.toString().toLowerCase(Locale.ROOT), meaning);
    }

    /** The value that a text stands for. @throws IllegalArgumentException with a sentence if it stands for none */
    public T read(String text) {
        return read(key, kind, text);
    }

    private static <T> T read(String key, Kind<T> kind, String text) {
        return kind.read(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "configuration key '" + key + "' is '" + text + "'; it must be " + kind.range()));
    }
}
