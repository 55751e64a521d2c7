package dev.fairlead.lab.retrieval;

import dev.fairlead.errors.UserException;
import dev.fairlead.state.Hashing;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How many interactions of a log a study has room for. What it holds grows with them: events, what is known of the user at each, and neighbours of
 * items.
 *
 * @param heap bytes that there are at most
 * @param share of the people whose interactions are read
 */
record StudyRoom(long heap, double share) {
    /** Bytes of the heap for each interaction, about; see docs/retrieval.md. */
    static final long EACH = 2_000;

    private static final double GIB = 1L << 30;

    /** Whether the person is one of the share: the same people in every run. */
    boolean takes(String user) {
        return share >= 1 || (Hashing.of(user) >>> 40) / (double) (1 << 24) < share;
    }

    private long most() {
        return heap / EACH;
    }

    /** @throws UserException if a file of so many rows will not fit */
    void expect(Path file, long rows) {
        if (rows * share > most()) {
            throw new UserException(refusal(file, rows));
        }
    }

    /** @throws UserException if so many interactions are too many, a tenth more than expected allowed */
    void check(Path file, long read) {
        if (read > 1.1 * most()) {
            throw new UserException(refusal(file, Math.round(read / share)));
        }
    }

    private String refusal(Path file, long rows) {
        return String.format(
                Locale.ROOT,
                "%s has %s%,d interactions, and a heap of %.1f GiB has room for about %,d of them (%,d bytes each): give it %.0f GiB"
                        + " (FAIRLEAD_HEAP=%.0fg), or measure on a share of the people (--share %.2g)",
                file,
                share < 1 ? "about " : "",
                rows,
                heap / GIB,
                most(),
                EACH,
                Math.ceil(rows * share * EACH / GIB) + 1,
                Math.ceil(rows * share * EACH / GIB) + 1,
                Math.floor(90.0 * most() / rows) / 100);
    }

    /** What is said when the memory did not suffice all the same. */
    String outOfMemory() {
        return String.format(
                Locale.ROOT,
                "the heap of %.1f GiB is too small for this log: give it more (FAIRLEAD_HEAP=%.0fg), or measure on a share of the people"
                        + " (--share %.2g)",
                heap / GIB,
                Math.ceil(2 * heap / GIB),
                share / 2);
    }
}
