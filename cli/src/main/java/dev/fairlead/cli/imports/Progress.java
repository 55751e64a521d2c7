package dev.fairlead.cli.imports;

import java.time.Duration;
import java.util.Locale;

/** Says once a second how far a long work is, how fast it goes, and how long it still takes. */
final class Progress {
    private static final long EACH = Duration.ofSeconds(1).toNanos();

    private final String what;
    private final long start = System.nanoTime();
    private long told = start;

    Progress(String what) {
        this.what = what;
    }

    /** @param share that is done, 0 to 1 */
    void at(long count, double share) {
        if ((count & 0xff) != 0) {
            return; // looking at the clock costs more than a row
        }
        long now = System.nanoTime();
        if (now - told >= EACH) {
            told = now;
            double seconds = (now - start) / 1e9;
            long left = share <= 0 ? 0 : Math.round(seconds * (1 - share) / share);
            System.err.println(String.format(
                    Locale.ROOT,
                    "  %s: %,d, %,.0f a second, %d:%02d left",
                    what,
                    count,
                    count / seconds,
                    left / 60,
                    left % 60));
        }
    }
}
