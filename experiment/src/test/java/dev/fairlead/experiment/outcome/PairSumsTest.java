package dev.fairlead.experiment.outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.experiment.inference.Moments;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairSumsTest {
    /** Units that came and went leave nothing behind, and what is left is what two passes over it find. */
    @Test
    void sumsAreThoseOfTheUnitsThatAreLeft() {
        SplittableRandom random = new SplittableRandom(1);
        PairSums sums = new PairSums();
        Moments left = new Moments();
        double[] x = new double[500];
        double[] y = new double[500];
        for (int i = 0; i < x.length; i++) {
            x[i] = 1e9 + random.nextDouble();
            y[i] = random.nextInt(1, 9);
            sums.add(x[i], y[i]);
        }
        for (int i = 0; i < x.length; i++) {
            if (i % 3 == 0) {
                sums.remove(x[i], y[i]);
            } else {
                left.accept(x[i]);
            }
        }
        assertEquals(left.n(), sums.n());
        assertEquals(left.mean(), sums.first().mean(), 1e-12 * left.mean());
        assertEquals(left.variance(), sums.first().variance(), 1e-6);
        double ratio = ratio(x, y);
        assertEquals(ratio, sums.ratio().value(), 1e-12 * ratio);
        assertEquals(deviation(x, y, ratio), Math.sqrt(sums.ratio().variance()), 1e-9 * ratio);
    }

    private static double ratio(double[] x, double[] y) {
        double above = 0;
        double below = 0;
        for (int i = 0; i < x.length; i++) {
            above += i % 3 == 0 ? 0 : x[i];
            below += i % 3 == 0 ? 0 : y[i];
        }
        return above / below;
    }

    private static double deviation(double[] x, double[] y, double ratio) {
        double squares = 0;
        double below = 0;
        long n = 0;
        for (int i = 0; i < x.length; i++) {
            if (i % 3 != 0) {
                squares += Math.pow(x[i] - ratio * y[i], 2);
                below += y[i];
                n++;
            }
        }
        return Math.sqrt(n * squares / (n - 1)) / below;
    }
}
