package dev.fairlead.experiment.distribution;

import java.util.function.DoubleUnaryOperator;

/** Inverts distribution functions. */
final class Quantiles {
    private Quantiles() {}

    /** The x between low and high where a rising function reaches p, by bisection to the last bit. */
    static double find(DoubleUnaryOperator cdf, double p, double low, double high) {
        double below = low;
        double above = high;
        while (true) {
            double middle = below + (above - below) / 2;
            if (middle <= below || middle >= above) {
                return middle;
            }
            if (cdf.applyAsDouble(middle) < p) {
                below = middle;
            } else {
                above = middle;
            }
        }
    }

    /** A bound above the quantile, from 1 upwards. */
    static double above(DoubleUnaryOperator cdf, double p) {
        double bound = 1;
        while (cdf.applyAsDouble(bound) < p && bound < 1e300) {
            bound *= 2;
        }
        return bound;
    }
}
