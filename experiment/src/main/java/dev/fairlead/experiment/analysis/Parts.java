package dev.fairlead.experiment.analysis;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The parts in which an analysis reads a table: blocks of {@value #ROWS} rows in turn to each. Sums of parts that are merged have other
 * last bits than one sum, so whoever reads the same rows takes the same parts, whatever the machine.
 */
public final class Parts {
    /** How many parts. */
    public static final int COUNT = 2;
    /** How many consecutive rows go to a part before it is the next one's turn. */
    public static final int ROWS = 16_384;

    private Parts() {}

    /** One of each part. */
    public static <T> List<T> each(IntFunction<T> part) {
        return IntStream.range(0, COUNT).mapToObj(part).toList();
    }

    /** The part of a row, by its number. */
    public static int of(Row row) {
        return (int) ((row.number() - 1) / ROWS % COUNT);
    }

    /** All parts as one; it is the first of them. */
    public static Analysis merged(List<Analysis> parts) {
        Analysis whole = parts.getFirst();
        parts.stream().skip(1).forEach(whole::merge);
        return whole;
    }
}
