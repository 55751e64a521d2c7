package dev.fairlead.cli.imports;

import dev.fairlead.experiment.time.TimeFormat;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How the times of a column are written, as far as its values tell.
 *
 * @param options behind the column in a mapping; empty for none
 * @param zoneNeeded whether the texts do not say in which zone they are
 * @param doubt what only a person can say; empty if nothing
 * @param problem why no one format reads them; empty if one does
 */
record Times(String options, boolean zoneNeeded, String doubt, String problem) {
    private static final List<String> PATTERNS = List.of(
            "dd/MM/yyyy HH:mm",
            "dd/MM/yyyy HH:mm:ss",
            "MM/dd/yyyy HH:mm",
            "MM/dd/yyyy HH:mm:ss",
            "M/d/yyyy H:mm",
            "M/d/yy H:mm",
            "dd/MM/yyyy",
            "MM/dd/yyyy",
            "dd.MM.yyyy HH:mm:ss",
            "dd.MM.yyyy HH:mm",
            "dd.MM.yyyy",
            "yyyyMMdd HHmmss",
            "yyyyMMdd",
            "MM d, yyyy",
            "MMM d, yyyy",
            "d MMM yyyy HH:mm",
            "EEE MMM dd HH:mm:ss zzz yyyy");

    private static final double SECONDS = 1e8;
    private static final double MILLIS = 1e11;
    private static final double MICROS = 1e14;
    private static final double NANOS = 1e17;

    static Times of(String column, List<String> values) {
        List<String> numbers = values.stream()
                .filter(value -> value.matches("\\d+(\\.\\d*)?([eE]\\+?\\d+)?"))
                .toList();
        if (values.isEmpty()) {
            return new Times("", false, "", "the column '" + column + "' holds no times");
        }
        if (numbers.size() == values.size() && numbers.stream().noneMatch(value -> value.matches("(19|20)\\d{6}"))) {
            return ofNumbers(column, numbers);
        }
        TimeFormat utc = TimeFormat.STANDARD.in(ZoneOffset.UTC);
        if (mostFit(utc, values)) {
            boolean naive = values.stream().anyMatch(value -> fits(utc, value) && !fits(TimeFormat.STANDARD, value));
            return new Times("", naive, odd(column, utc, values), "");
        }
        return byPattern(column, values);
    }

    /** What is said of the values that a format does not read; empty if it reads all. */
    private static String odd(String column, TimeFormat format, List<String> values) {
        List<String> odd = values.stream().filter(value -> !fits(format, value)).toList();
        return odd.isEmpty()
                ? ""
                : odd.size() + " of the first " + values.size() + " times of the column '" + column
                        + "' are written otherwise than the others, like '" + odd.getFirst() + "', and will be refused";
    }

    private static Times ofNumbers(String column, List<String> numbers) {
        Set<TimeFormat.Unit> units = new TreeSet<>();
        for (String number : numbers) {
            double value = new BigDecimal(number).doubleValue();
            if (value >= SECONDS) {
                units.add(
                        value < MILLIS
                                ? TimeFormat.Unit.SECONDS
                                : value < MICROS
                                        ? TimeFormat.Unit.MILLIS
                                        : value < NANOS ? TimeFormat.Unit.MICROS : TimeFormat.Unit.NANOS);
            }
        }
        if (units.isEmpty()) {
            return new Times(
                    "",
                    false,
                    "",
                    "the numbers of the column '" + column + "' (" + numbers.getFirst()
                            + ") are no times since 1970 in any unit; times that only count on from a beginning of their own"
                            + " cannot be imported");
        }
        if (units.size() > 1) {
            return new Times(
                    "",
                    false,
                    "",
                    "the numbers of the column '" + column + "' are "
                            + units.stream().map(TimeFormat.Unit::toString).collect(Collectors.joining(" and "))
                            + " since 1970 in one table; make them one unit before they are imported");
        }
        return new Times(" " + units.iterator().next().name().toLowerCase(Locale.ROOT), false, "", "");
    }

    private static Times byPattern(String column, List<String> values) {
        List<String> fitting = new ArrayList<>();
        for (String pattern : PATTERNS) {
            if (mostFit(TimeFormat.STANDARD.in(ZoneOffset.UTC).by(pattern), values)) {
                fitting.add(pattern);
            }
        }
        if (fitting.isEmpty()) {
            return new Times(
                    "",
                    false,
                    "",
                    "the times of the column '" + column + "' (" + values.getFirst()
                            + ") are in no usual format; say it in the mapping, like format:\"dd/MM/yyyy HH:mm\"");
        }
        String best = fitting.getFirst();
        boolean either = fitting.stream().anyMatch(pattern -> pattern.startsWith("d"))
                && fitting.stream().anyMatch(pattern -> pattern.startsWith("M"));
        return new Times(
                " format:\"" + best + "\"",
                !best.contains("z"),
                either ? "days and months cannot be told apart by what was looked at: check the format" : "",
                "");
    }

    private static boolean mostFit(TimeFormat format, List<String> values) {
        return 2 * values.stream().filter(value -> fits(format, value)).count() > values.size();
    }

    private static boolean fits(TimeFormat format, String value) {
        try {
            format.millis(value);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
