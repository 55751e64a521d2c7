package dev.fairlead.report.readout;

import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.PValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers of a readout for people. */
final class ReadoutText {
    private ReadoutText() {}

    static String percent(double share) {
        return BigDecimal.valueOf(100 * share)
                        .round(new MathContext(6))
                        .stripTrailingZeros()
                        .toPlainString() + " %";
    }

    static String range(Interval interval) {
        return number(interval.low()) + " … " + number(interval.high());
    }

    /** An interval of shares, in per cent. */
    static String percents(Interval interval) {
        return end(interval.low()) + " … " + end(interval.high()) + " %";
    }

    private static String end(double share) {
        return Double.isInfinite(share) ? number(share) : signed(100 * share);
    }

    static String signed(double value) {
        return Math.abs(value) < 0.05 ? "0.0" : String.format(Locale.ROOT, "%+.1f", value);
    }

    static String p(double p) {
        return PValue.text(p);
    }

    /** Four significant digits. */
    static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        if (value == 0) {
            return "0";
        }
        var rounded = new BigDecimal(value).round(new MathContext(4, RoundingMode.HALF_EVEN));
        return Math.abs(value) >= 1e-6 && Math.abs(value) < 1e9
                ? rounded.toPlainString()
                : String.format(Locale.ROOT, "%.3e", value);
    }
}
