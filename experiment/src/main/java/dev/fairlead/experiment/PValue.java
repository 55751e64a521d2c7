package dev.fairlead.experiment;

import java.util.Locale;

/** How p-values are written for people, everywhere alike; numbers in JSON stay numbers. */
public final class PValue {
    private static final double LEAST = 1e-300;
    private static final double SMALL = 1e-4;

    private PValue() {}

    /** Such as {@code 0.0086}, {@code 1.4e-112} or {@code < 1e-300}, below which doubles lose their digits. */
    public static String text(double p) {
        if (p < LEAST) {
            return "< 1e-300";
        }
        return String.format(Locale.ROOT, p < SMALL ? "%.1e" : "%.4f", p);
    }

    /** Such as {@code p = 0.0086} or {@code p < 1e-300}. */
    public static String sentence(double p) {
        return p < LEAST ? "p " + text(p) : "p = " + text(p);
    }

    /** The same of a p-value that is adjusted for some tests; of one test there is nothing to adjust. */
    public static String sentence(double p, long tests) {
        return sentence(p) + (tests > 1 ? ", adjusted for " + tests + " tests" : "");
    }
}
