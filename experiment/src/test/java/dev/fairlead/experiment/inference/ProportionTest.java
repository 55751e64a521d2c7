package dev.fairlead.experiment.inference;

import static dev.fairlead.experiment.inference.Refusal.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Interval;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProportionTest {
    private static TwoProportions both(long control, long nControl, long treatment, long nTreatment) {
        return new TwoProportions(new Proportion(control, nControl), new Proportion(treatment, nTreatment));
    }

    /** The example of Newcombe (1998), table II (a): 56/70 against 48/80, .0524 to .3339 by method 10. */
    @Test
    void newcombesOwnExample() {
        Interval interval = both(48, 80, 56, 70).newcombe(0.95);
        assertEquals(0.0524, interval.low(), 5e-5);
        assertEquals(0.3339, interval.high(), 5e-5);
    }

    @Test
    void wilsonAtTheEnds() {
        double z = 1.959963984540054;
        Interval none = new Proportion(0, 10).wilson(0.95);
        assertEquals(0, none.low());
        assertEquals(z * z / (10 + z * z), none.high(), 1e-12);
        Interval all = new Proportion(10, 10).wilson(0.95);
        assertEquals(1 - none.high(), all.low(), 1e-12);
        assertEquals(1, all.high());
    }

    /** At a bound of Wilson's interval the score test has exactly its level. */
    @Test
    void wilsonInvertsTheScoreTest() {
        Interval interval = new Proportion(13, 57).wilson(0.9);
        for (double bound : new double[] {interval.low(), interval.high()}) {
            double z = (13 / 57.0 - bound) / Math.sqrt(bound * (1 - bound) / 57);
            assertEquals(1.6448536269514722, Math.abs(z), 1e-12);
        }
    }

    @Test
    void theLadyTastingTea() {
        assertEquals(34 / 70.0, both(1, 4, 3, 4).fisher(), 1e-14);
        assertEquals(2 / 70.0, both(0, 4, 4, 4).fisher(), 1e-14);
        assertEquals(1, both(2, 4, 2, 4).fisher());
        assertEquals(1, both(0, 5, 0, 9).fisher());
    }

    @Test
    void fisherIsTheSumOfWholeNumbers() {
        var random = new Random(3);
        for (int run = 0; run < 300; run++) {
            int m = 1 + random.nextInt(30);
            int n = 1 + random.nextInt(30);
            int x = random.nextInt(m + 1);
            int y = random.nextInt(n + 1);
            assertEquals(naiveFisher(x, m, y, n), both(x, m, y, n).fisher(), 1e-12);
        }
        double p = both(50_000, 1_000_000, 51_000, 1_000_000).fisher();
        assertEquals(both(50_000, 1_000_000, 51_000, 1_000_000).yates().p(), p, p * 0.01);
    }

    private static double naiveFisher(int x, int m, int y, int n) {
        BigInteger observed = choose(m, x).multiply(choose(n, y));
        BigInteger sum = BigInteger.ZERO;
        BigInteger all = BigInteger.ZERO;
        for (int i = Math.max(0, x + y - n); i <= Math.min(m, x + y); i++) {
            BigInteger tables = choose(m, i).multiply(choose(n, x + y - i));
            all = all.add(tables);
            sum = tables.compareTo(observed) <= 0 ? sum.add(tables) : sum;
        }
        return sum.doubleValue() / all.doubleValue();
    }

    private static BigInteger choose(int n, int k) {
        BigInteger product = BigInteger.ONE;
        for (int i = 1; i <= k; i++) {
            product = product.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
        }
        return product;
    }

    @Test
    void pearsonIsTheSquareOfTheZ() {
        TwoProportions both = both(30, 200, 45, 190);
        assertEquals(both.pooled().p(0), both.pearson().p(), 1e-12);
        assertTrue(both.yates().p() > both.pearson().p());
        assertEquals(1, both(20, 100, 20, 100).yates().p());
    }

    @Test
    void oneStratumIsOneTable() {
        TwoProportions both = both(30, 200, 45, 190);
        var single = new MantelHaenszel(List.of(both));
        assertEquals(both.pearson().statistic() * 389 / 390, single.test(false).statistic(), 1e-12);
        assertTrue(single.test(true).p() > single.test(false).p());
        assertEquals(45 * 170 / (145 * 30.0), single.oddsRatio(), 1e-12);
        double woolf = 1 / 45.0 + 1 / 145.0 + 1 / 30.0 + 1 / 170.0;
        assertEquals(Math.sqrt(woolf), single.logOddsRatio().standardError(), 1e-12);
    }

    /** Simpson's paradox: the strata agree that treatment is better, and the table put together denies it. */
    @Test
    void strataCorrectForTheMix() {
        List<TwoProportions> strata = List.of(both(10, 100, 90, 600), both(400, 600, 75, 100));
        assertTrue(new MantelHaenszel(strata).oddsRatio() > 1.3);
        assertTrue(both(410, 700, 165, 700).comparison().difference().value() < 0);
    }

    @Test
    void refusesWhatCannotBe() {
        refused("7 of 5 units", () -> new Proportion(7, 5));
        refused("-1 of 5 units", () -> new Proportion(-1, 5));
        refused("needs at least one", () -> new Counts().proportion());
        refused("confidence is between", () -> new Proportion(1, 5).wilson(95));
        refused("does not vary", () -> both(0, 10, 0, 10).pooled());
        refused("does not vary", () -> both(0, 10, 10, 10).comparison().difference());
        refused(
                "nothing is relative to 0",
                () -> both(0, 10, 5, 10).comparison().lift());
        refused("same outcome", () -> new MantelHaenszel(List.of(both(0, 5, 0, 5))).test(false));
        refused("odds ratio is 0 or", () -> new MantelHaenszel(List.of(both(0, 5, 3, 5))).logOddsRatio());
        refused("no stratum", () -> new MantelHaenszel(List.of()));
    }
}
