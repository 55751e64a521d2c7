package dev.fairlead.experiment.outcome;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * A sum of doubles that is rounded once, at its end, so that it does not depend on their order. It holds numbers that do not
 * overlap and whose sum is exact, in order of size: mostly one or two (Shewchuk 1997, "Adaptive Precision Floating-Point
 * Arithmetic and Fast Robust Geometric Predicates", grow-expansion).
 */
final class ExactSum {
    private double[] parts = new double[2];
    private int size;

    void add(double value) {
        double carried = value;
        int kept = 0;
        for (int i = 0; i < size; i++) {
            double part = parts[i];
            double large = Math.abs(carried) < Math.abs(part) ? part : carried;
            double small = Math.abs(carried) < Math.abs(part) ? carried : part;
            double sum = large + small;
            double error = small - (sum - large);
            if (error != 0) {
                parts[kept++] = error;
            }
            carried = sum;
        }
        if (kept == parts.length) {
            parts = Arrays.copyOf(parts, kept * 2);
        }
        parts[kept] = carried;
        size = kept + 1;
    }

    /** The exact sum, rounded to the nearest double, to the even one of two that are as near. */
    double value() {
        if (size == 0) {
            return 0;
        }
        int i = size - 1;
        double sum = parts[i];
        double rest = 0;
        while (i > 0 && rest == 0) {
            double before = sum;
            double part = parts[--i];
            sum = before + part;
            rest = part - (sum - before);
        }
        // Half way between two doubles, what is still smaller decides.
        if (i > 0 && rest != 0 && rest < 0 == parts[i - 1] < 0) {
            double twice = rest * 2;
            double away = sum + twice;
            if (twice == away - sum) {
                return away;
            }
        }
        return sum + 0.0; // minus zero is zero
    }

    /** Adds a product, exactly. */
    void addProduct(double a, double b) {
        double product = a * b;
        add(product);
        add(Math.fma(a, b, -product));
    }

    /** Adds another sum. */
    void add(ExactSum other) {
        for (int i = 0; i < other.size; i++) {
            add(other.parts[i]);
        }
    }

    /** The sum itself. */
    BigDecimal exact() {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < size; i++) {
            sum = sum.add(new BigDecimal(parts[i]));
        }
        return sum;
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeDouble(parts[i]);
        }
    }

    void load(DataInput in) throws IOException {
        for (int n = in.readInt(); n > 0; n--) {
            add(in.readDouble());
        }
    }
}
