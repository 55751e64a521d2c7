package dev.fairlead.market.features;

import dev.fairlead.state.Ids;

/** Half-octaves of price. */
public final class PriceBand {
    private PriceBand() {}

    /** ⌊2 log₂ price⌋ in [0, 63]; {@link Ids#UNKNOWN} when the price is not known. Computed without a logarithm, so exact. */
    public static int of(double price) {
        if (Double.isNaN(price)) {
            return Ids.UNKNOWN;
        }
        if (price < 1) {
            return 0;
        }
        int octave = Math.getExponent(price);
        double mantissa = price / Math.scalb(1.0, octave);
        return Math.min(63, 2 * octave + (mantissa >= 1.4142135623730951 ? 1 : 0));
    }
}
