package dev.fairlead.market.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.state.Ids;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PriceBandTest {
    @Test
    void anUnknownPriceHasNoBand() {
        assertEquals(Ids.UNKNOWN, PriceBand.of(Double.NaN));
    }

    @Test
    void everythingBelowOneIsTheFirstBandAndEverythingHugeTheLast() {
        assertEquals(0, PriceBand.of(0));
        assertEquals(0, PriceBand.of(Math.nextDown(1.0)));
        assertEquals(0, PriceBand.of(1));
        assertEquals(63, PriceBand.of(1e300));
        assertEquals(63, PriceBand.of(Double.POSITIVE_INFINITY));
    }

    /** ⌊2 log₂ p⌋ is the number of powers of two, from the second, that p² reaches: exact in decimals. */
    @Test
    void equalsTheExactHalfOctaveAlsoAtTheEdges() {
        Random random = new Random(1);
        for (int i = 0; i < 3_000; i++) {
            check(Math.pow(2, random.nextDouble() * 30));
        }
        for (int band = 1; band < 60; band++) {
            double edge = Math.pow(2, band / 2.0);
            check(edge);
            check(Math.nextUp(edge));
            check(Math.nextDown(edge));
        }
    }

    private static void check(double price) {
        BigDecimal square = new BigDecimal(price).pow(2);
        int band = 0;
        for (BigDecimal power = new BigDecimal(2); power.compareTo(square) <= 0; power = power.add(power)) {
            band++;
        }
        assertEquals(band, PriceBand.of(price), () -> "price " + price);
    }
}
