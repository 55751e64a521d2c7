package dev.fairlead.sim;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a reader made of a file.
 *
 * @param rows data rows read, without the header
 * @param events events handed on
 * @param skipped rows of which nothing was handed on, or an impression without its click
 * @param skippedByReason the same, by reason; the values add up to {@code skipped}
 * @param oddByReason rows that were handed on although something about them is odd, by reason
 */
public record Summary(
        long rows, long events, long skipped, Map<String, Long> skippedByReason, Map<String, Long> oddByReason) {

    /** Counts reasons in alphabetical order, so that a summary prints the same each time. */
    static final class Reasons {
        private final SortedMap<String, Long> counts = new TreeMap<>();

        void count(String reason) {
            counts.merge(reason, 1L, Long::sum);
        }

        long total() {
            return counts.values().stream().mapToLong(Long::longValue).sum();
        }

        Map<String, Long> counts() {
            return new TreeMap<>(counts);
        }
    }
}
