package dev.fairlead.decide;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Says from time to time how far something long is, how fast it goes, and how long it will take at that speed. */
final class Pace {
    private static final long EVERY = Duration.ofSeconds(5).toNanos();

    private final String what;
    private final long all;
    private final Consumer<String> progress;
    private final LongSupplier nanos;
    private final long begun;
    private long said;

    /** @param what is counted, in the plural */
    Pace(String what, long all, Consumer<String> progress) {
        this(what, all, progress, System::nanoTime);
    }

    /** @param nanos a clock of nanoseconds from anywhere */
    Pace(String what, long all, Consumer<String> progress, LongSupplier nanos) {
        this.what = what;
        this.all = all;
        this.progress = progress;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
        this.said = begun;
    }

    /** @param done of all, by now */
    void at(long done) {
        long now = nanos.getAsLong();
        if (now - said < EVERY) {
            return;
        }
        said = now;
        double rate = done / ((now - begun) / 1e9);
        String left = done == 0 ? "" : String.format(Locale.ROOT, ", %,.0f s left", (all - done) / rate);
        progress.accept(String.format(Locale.ROOT, "%,d of %,d %s, %,.0f/s%s", done, all, what, rate, left));
    }
}
