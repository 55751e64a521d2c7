package dev.fairlead.server;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them, in English notation wherever the program runs. */
final class Figures {
    private static final MathContext SIX = new MathContext(6);

    private Figures() {}

    /** {@code 147,702}. */
    static String whole(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Up to six digits that count; thousands are set apart in whole numbers. */
    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return whole((long) value);
        }
        return Double.isFinite(value)
                ? new BigDecimal(value).round(SIX).stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }

    /** The same with its sign. */
    static String signed(double value) {
        return (value > 0 ? "+" : "") + number(value);
    }
}
