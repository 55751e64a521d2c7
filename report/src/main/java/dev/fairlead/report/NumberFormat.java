package dev.fairlead.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them, in English notation wherever the program runs. */
public final class NumberFormat {
    private static final MathContext SIX = new MathContext(6);

    private NumberFormat() {}

    /** {@code 147,702}. */
    public static String whole(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Up to six digits that count; thousands are set apart in whole numbers. */
    public static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return whole((long) value);
        }
        return Double.isFinite(value)
                ? new BigDecimal(value).round(SIX).stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }

    /** The same with its sign. */
    public static String signed(double value) {
        return (value > 0 ? "+" : "") + number(value);
    }
}
