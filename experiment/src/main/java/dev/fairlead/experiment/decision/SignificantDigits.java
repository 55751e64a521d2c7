package dev.fairlead.experiment.decision;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers in sentences: four significant digits, which is more than any experiment knows. */
final class SignificantDigits {
    private static final MathContext FOUR = new MathContext(4);

    private SignificantDigits() {}

    static String of(double value) {
        return Double.isFinite(value)
                ? Double.toString(new BigDecimal(value).round(FOUR).doubleValue())
                : Double.toString(value);
    }
}
