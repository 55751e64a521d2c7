package dev.fairlead.duckdb;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands for the values of a column.
 *
 * @param exact for a value itself; numbers may be written otherwise: 4 is 4.0
 * @param ranges for numbers, both ends included; the first that holds counts
 * @param other for every other value; empty if it stays as it is
 * @param absent for an empty cell; empty if it stays absent
 */
record ValueMap(Map<String, String> exact, List<Range> ranges, Optional<String> other, Optional<String> absent) {
    static final ValueMap NONE = new ValueMap(Map.of(), List.of(), Optional.empty(), Optional.empty());

    /** Numbers from one to another. */
    record Range(BigDecimal low, BigDecimal high, String value) {
        boolean holds(BigDecimal number) {
            return low.compareTo(number) <= 0 && number.compareTo(high) <= 0;
        }
    }

    /** The value of a cell. @param cell empty if there is nothing in it */
    String of(String cell) {
        if (cell.isEmpty()) {
            return absent.orElse("");
        }
        String mapped = exact.get(cell);
        if (mapped != null) {
            return mapped;
        }
        return (exact.isEmpty() && ranges.isEmpty() ? Optional.<BigDecimal>empty() : number(cell))
                .flatMap(this::ofNumber)
                .or(() -> other)
                .orElse(cell);
    }

    private Optional<String> ofNumber(BigDecimal number) {
        for (Map.Entry<String, String> each : exact.entrySet()) {
            if (number(each.getKey()).filter(key -> key.compareTo(number) == 0).isPresent()) {
                return Optional.of(each.getValue());
            }
        }
        return ranges.stream()
                .filter(range -> range.holds(number))
                .map(Range::value)
                .findFirst();
    }

    /** A short number; others are texts. */
    static Optional<BigDecimal> number(String text) {
        try {
            return text.length() > 40 ? Optional.empty() : Optional.of(new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
