package dev.fairlead.state;

import java.time.Duration;

/**
 * Exponential decay: {@code 2^(−elapsed / halfLife)}.
 *
 * <p>Made of a table, multiplications and an exponent, not of {@code Math.pow}, whose last bit may differ between CPUs:
 * the same log must give the same floats everywhere. Linear interpolation between 2,048 points; relative error below
 * 2e-8.
 */
final class HalfLife {
    private static final int STEPS = 1 << 11;
    private static final double[] POWERS = powers();

    /** No decay: everything weighs 1 for ever. */
    static final HalfLife NEVER = new HalfLife(Double.POSITIVE_INFINITY);

    private final double seconds;

    private HalfLife(double seconds) {
        this.seconds = seconds;
    }

    HalfLife(Duration halfLife) {
        if (!halfLife.isPositive()) {
            throw new IllegalArgumentException("a half-life of " + halfLife + "; it must be above 0");
        }
        this.seconds = halfLife.toMillis() / 1000.0;
    }

    private static double[] powers() {
        double[] powers = new double[STEPS + 1];
        for (int i = 0; i <= STEPS; i++) {
            powers[i] = StrictMath.pow(2, -(double) i / STEPS);
        }
        return powers;
    }

    /** Weight of something {@code elapsed} seconds ago; 1 when that is in the future. */
    double weight(long elapsed) {
        if (elapsed <= 0) {
            return 1;
        }
        double halvings = elapsed / seconds;
        if (halvings > 120) {
            return 0;
        }
        int whole = (int) halvings;
        double place = (halvings - whole) * STEPS;
        int index = (int) place;
        double fraction = POWERS[index] + (place - index) * (POWERS[index + 1] - POWERS[index]);
        return fraction * Double.longBitsToDouble((1023L - whole) << 52); // × 2^−whole, exactly
    }
}
