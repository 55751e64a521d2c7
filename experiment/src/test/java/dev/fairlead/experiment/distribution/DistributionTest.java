package dev.fairlead.experiment.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Tables known to sixteen digits, closed forms, densities summed by Simpson's rule, and quantiles there and back. */
class DistributionTest {
    @Test
    void normalKnownValues() {
        near(0.9750021048517795, Normal.cdf(1.96));
        near(6.220960574271786e-16, Normal.upper(8));
        near(1.959963984540054, Normal.quantile(0.975));
        near(-4.753424308822899, Normal.quantile(1e-6));
        near(0.3173105078629141, Normal.twoSided(-1));
        assertEquals(Double.NEGATIVE_INFINITY, Normal.quantile(0));
    }

    @Test
    void studentKnownValues() {
        near(2.228138851986274, new StudentT(10).quantile(0.975));
        near(Math.tan(0.475 * Math.PI), new StudentT(1).quantile(0.975));
        near(-2.228138851986274, new StudentT(10).quantile(0.025));
        near(0.5 + Math.atan(3) / Math.PI, new StudentT(1).cdf(3));
        near(Normal.upper(2), new StudentT(Double.POSITIVE_INFINITY).upper(2));
    }

    @Test
    void otherKnownValues() {
        near(7.814727903251179, new ChiSquared(3).quantile(0.95));
        near(Math.exp(-3), new ChiSquared(2).upper(6));
        near(new StudentT(7).twoSided(2.5), new FisherF(1, 7).upper(6.25));
        near(1 - Math.pow(0.7, 5), new Beta(1, 5).cdf(0.3));
        near(Math.log(24), SpecialFunctions.logGamma(5));
        near(-Math.log(20 * 21 * 22 / 2.0), SpecialFunctions.logBeta(20, 3));
        near(Math.log(Math.sqrt(Math.PI)), SpecialFunctions.logGamma(0.5));
    }

    @Test
    void distributionFunctionsAreIntegralsOfDensities() {
        assertEquals(simpson(Normal::density, -9, 1.3), Normal.cdf(1.3), 1e-12);
        assertEquals(simpson(new Beta(3.5, 2.5)::density, 1e-12, 0.4), new Beta(3.5, 2.5).cdf(0.4), 1e-9);
    }

    @Test
    void quantilesInvert() {
        for (double p : List.of(1e-9, 0.001, 0.3, 0.5, 0.9, 0.999999)) {
            assertEquals(p, Normal.cdf(Normal.quantile(p)), 1e-14);
            for (double df : List.of(0.5, 1.0, 2.0, 7.3, 1e6)) {
                assertEquals(p, new StudentT(df).cdf(new StudentT(df).quantile(p)), 1e-10);
                assertEquals(p, new ChiSquared(df).cdf(new ChiSquared(df).quantile(p)), 1e-10);
                assertEquals(p, new Beta(df, 2).cdf(new Beta(df, 2).quantile(p)), 1e-10);
            }
        }
    }

    @Test
    void refusesWhatIsNoParameter() {
        assertThrows(IllegalArgumentException.class, () -> new StudentT(0));
        assertThrows(IllegalArgumentException.class, () -> new ChiSquared(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Normal.quantile(5));
        assertThrows(IllegalArgumentException.class, () -> new Beta(1, 1).quantile(1));
    }

    private static void near(double expected, double found) {
        assertEquals(expected, found, 1e-12 * Math.abs(expected));
    }

    private static double simpson(DoubleUnaryOperator f, double from, double to) {
        int n = 20_000;
        double h = (to - from) / n;
        double sum = f.applyAsDouble(from) + f.applyAsDouble(to);
        for (int i = 1; i < n; i++) {
            sum += f.applyAsDouble(from + i * h) * (i % 2 == 1 ? 4 : 2);
        }
        return sum * h / 3;
    }
}
