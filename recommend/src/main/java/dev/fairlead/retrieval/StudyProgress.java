package dev.fairlead.retrieval;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Says every few seconds how far one step of a study is, how fast it goes, and how long it still takes. What is measured does not depend on it. */
final class StudyProgress {
    private static final long EACH = Duration.ofSeconds(5).toNanos();

    private final Consumer<String> out;
    private final LongSupplier nanos;
    private String what = "";
    private int parts = 1;
    private int part;
    private long start;
    private long begun; // of the setting at hand
    private long built;
    private long told;

    /** @param nanos a clock, in nanoseconds */
    StudyProgress(Consumer<String> out, LongSupplier nanos) {
        this.out = out;
        this.nanos = nanos;
    }

    /** A step begins. @param parts settings that it tries, at least 1 */
    void begin(String what, int parts) {
        out.accept(what + ": " + parts + (parts == 1 ? " setting" : " settings"));
        this.what = what;
        this.parts = parts;
        start = nanos.getAsLong();
        told = start;
        part(0);
    }

    /** The setting of this number, from 0, begins: first its source is built, then users are asked. */
    void part(int number) {
        part = number;
        begun = nanos.getAsLong();
        if (begun - told >= EACH) {
            told = begun;
            out.accept(String.format(
                    Locale.ROOT,
                    "%s: setting %d of %d, building, %s left",
                    what,
                    part + 1,
                    parts,
                    minutes((begun - start) / (double) number * (parts - number))));
        }
    }

    /** One more user of so many, from 0 on, was asked by the setting at hand. */
    void asked(int user, int users) {
        long now = nanos.getAsLong();
        if (user == 0) {
            built = now;
        }
        if (now - told >= EACH && user > 0) {
            told = now;
            double each = (now - built) / (double) user;
            double rest = each * (users - 1 - user);
            double whole = part == 0 ? built - begun + each * (users - 1) : (begun - start) / (double) part;
            out.accept(String.format(
                    Locale.ROOT,
                    "%s: setting %d of %d, %,.0f users a second, %s left",
                    what,
                    part + 1,
                    parts,
                    1e9 / each,
                    minutes(rest + whole * (parts - 1 - part))));
        }
    }

    private static String minutes(double nanos) {
        long seconds = Math.round(nanos / 1e9);
        return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    void say(String line) {
        out.accept(line);
    }
}
