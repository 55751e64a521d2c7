package dev.fairlead.cli.trees.rows;

import dev.fairlead.errors.UserException;
import dev.fairlead.trees.Library;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How cells of row files are read: decimal numbers, infinities by name, and the usual spellings of a missing value. What Java
 * alone would also take (hexadecimal numbers, {@code 2d}, {@code 1f}) is refused.
 */
final class RowNumbers {
    private static final Set<String> MISSING =
            Set.of("", "na", "n/a", "nan", "-nan", "+nan", "null", "none", "?", "\\n");

    private final Library library;
    private final Set<String> missing;

    /** @param more spellings of a missing value, whatever their case */
    RowNumbers(Library library, Set<String> more) {
        this.library = library;
        missing = Stream.concat(MISSING.stream(), more.stream().map(RowNumbers::plain))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Without the spaces around it; a tab is no space, for it separates cells elsewhere. */
    private static String plain(String cell) {
        int from = 0;
        int to = cell.length();
        while (from < to && cell.charAt(from) == ' ') {
            from++;
        }
        while (from < to && cell.charAt(to - 1) == ' ') {
            to--;
        }
        return cell.substring(from, to).toLowerCase(Locale.ROOT);
    }

    boolean isMissing(String cell) {
        return missing.contains(plain(cell));
    }

    /** Whether a cell is a number, by itself or by name, or missing. */
    boolean isValue(String cell) {
        return isMissing(cell) || parsed(cell).isPresent();
    }

    /**
     * A cell's number, NaN if it is missing.
     *
     * @param place where the cell is, as messages start
     * @throws UserException if it is neither, or beyond what the model's library reads
     */
    double value(String cell, String place) {
        if (isMissing(cell)) {
            return Double.NaN;
        }
        double number = parsed(cell)
                .orElseThrow(() -> new UserException(place + "\"" + shown(cell) + "\" is not a number"
                        + (cell.matches("[-+]?\\d+,\\d+") ? "; write decimal points, not commas" : "")));
        if (Double.isInfinite(number) && !plain(cell).contains("inf")) {
            throw new UserException(place + shown(cell) + " is beyond the largest double");
        }
        if (library == Library.XGBOOST && Float.isInfinite((float) number)) {
            throw new UserException(place + shown(cell) + " is infinite as a float, which XGBoost refuses in its rows;"
                    + " if it stands for a missing value, say so with --missing");
        }
        return number;
    }

    private static Optional<Double> parsed(String cell) {
        String text = plain(cell);
        return switch (text) {
            case "inf", "+inf", "infinity", "+infinity" -> Optional.of(Double.POSITIVE_INFINITY);
            case "-inf", "-infinity" -> Optional.of(Double.NEGATIVE_INFINITY);
            default -> decimal(text);
        };
    }

    private static Optional<Double> decimal(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789.+-e".indexOf(text.charAt(i)) < 0) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(Double.parseDouble(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static String shown(String cell) {
        return cell.length() <= 40 ? cell : cell.substring(0, 40) + "…";
    }
}
