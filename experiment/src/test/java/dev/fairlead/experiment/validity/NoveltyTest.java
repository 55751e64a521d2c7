package dev.fairlead.experiment.validity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Refused;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NoveltyTest {
    private static final int DAYS = 8;

    /** A unit with its own level, seen on some days; of treatment, the effect is 0.5 and falls by 0.05 a day. */
    private static void unit(Random random, Novelty novelty, boolean treated, double fall) {
        double level = 2 * random.nextGaussian();
        int[] days = IntStream.range(0, DAYS)
                .filter(day -> day == 0 || random.nextDouble() < 0.8)
                .toArray();
        double[] values = IntStream.of(days)
                .mapToDouble(day -> level + random.nextGaussian() + (treated ? 0.5 - fall * day : 0))
                .toArray();
        novelty.accept(treated, days, values);
    }

    private static Novelty units(Random random, int units, double fall) {
        var novelty = new Novelty(DAYS);
        for (int i = 0; i < units; i++) {
            unit(random, novelty, i % 2 == 0, fall);
        }
        return novelty;
    }

    /** Also with days that go together, of which an error day by day would know nothing. */
    @Test
    void trendsAreCovered() {
        var random = new Random(1);
        int runs = 1000;
        long missed = 0;
        long missedLate = 0;
        var naive = new Moments();
        for (int run = 0; run < runs; run++) {
            Novelty novelty = units(random, 200, 0.05);
            Estimate trend = novelty.trend(Novelty.Scale.DAY);
            missed += trend.interval(0.95).contains(-0.05) ? 0 : 1;
            missedLate += novelty.lateLessEarly(4).interval(0.95).contains(late(novelty)) ? 0 : 1;
            naive.add(trend.standardError(), byDay(novelty.effects()));
        }
        assertTrue(new RejectionRate(missed, runs).within(0.05), "missed " + missed);
        assertTrue(new RejectionRate(missedLate, runs).within(0.05), "missed " + missedLate);
        assertTrue(naive.meanY() > 1.5 * naive.meanX(), "days as if apart would make the error too large");
    }

    /** The true difference of late and early effects with the weights that they have. */
    private static double late(Novelty novelty) {
        return mean(novelty.effects().subList(4, DAYS)) - mean(novelty.effects().subList(0, 4));
    }

    private static double mean(List<Novelty.Daily> effects) {
        double weights = 0;
        double sum = 0;
        for (Novelty.Daily daily : effects) {
            double weight = 1 / Math.pow(daily.effect().standardError(), 2);
            weights += weight;
            sum += weight * (0.5 - 0.05 * daily.day());
        }
        return sum / weights;
    }

    private static double byDay(List<Novelty.Daily> effects) {
        double spread = 0;
        for (Novelty.Daily daily : effects) {
            spread += Math.pow((daily.day() - (DAYS - 1) / 2.0) / daily.effect().standardError(), 2);
        }
        return 1 / Math.sqrt(spread);
    }

    @Test
    void noTrendIsRejectedAtItsLevel() {
        var random = new Random(2);
        int runs = 1000;
        long rejected = 0;
        for (int run = 0; run < runs; run++) {
            rejected += units(random, 150, 0).trend(Novelty.Scale.LOG_DAY).p(0) <= 0.05 ? 1 : 0;
        }
        assertTrue(new RejectionRate(rejected, runs).within(0.05), "rejected " + rejected);
    }

    /** Of units seen every day, the trend is the difference of the arms' mean slopes, with Welch's error. */
    @Test
    void ofCompleteUnitsItIsTheMeanOfSlopes() {
        var random = new Random(3);
        var novelty = new Novelty(3);
        var slopes = List.of(new Moments(), new Moments());
        for (int i = 0; i < 60; i++) {
            double[] values = random.doubles(3).toArray();
            novelty.accept(i % 2 == 0, new int[] {0, 1, 2}, values);
            slopes.get(i % 2).add((values[2] - values[0]) / 2, 0);
        }
        // Weights differ from day to day, so slopes are only nearly those of least squares without weights.
        Estimate trend = novelty.trend(Novelty.Scale.DAY);
        double error = Math.sqrt((slopes.get(0).xx() + slopes.get(1).xx()) / 29 / 30);
        assertEquals(slopes.get(0).meanX() - slopes.get(1).meanX(), trend.value(), 0.2 * error);
        assertEquals(error, trend.standardError(), 0.1 * error);
    }

    @Test
    void mergedAsOne() {
        var whole = new Novelty(DAYS);
        var parts = List.of(new Novelty(DAYS), new Novelty(DAYS));
        var random = new Random(4);
        var again = new Random(4);
        for (int i = 0; i < 200; i++) {
            unit(random, whole, i % 2 == 0, 0.1);
            unit(again, parts.get(i < 50 ? 0 : 1), i % 2 == 0, 0.1);
        }
        parts.get(0).merge(parts.get(1));
        Estimate one = whole.trend(Novelty.Scale.LOG_DAY);
        Estimate other = parts.get(0).trend(Novelty.Scale.LOG_DAY);
        assertEquals(one.value(), other.value(), 1e-12);
        assertEquals(one.standardError(), other.standardError(), 1e-12);
        assertFalse(one.interval(0.95).contains(0));
    }

    @Test
    void refusesWhatCannotBe() {
        var novelty = new Novelty(3);
        Refused.saying("3 days with units", () -> novelty.trend(Novelty.Scale.DAY));
        Refused.saying("both sides", () -> novelty.lateLessEarly(1));
        Refused.saying("days rise", () -> novelty.accept(true, new int[] {1, 1}, new double[2]));
        Refused.saying("days rise from 0 to 2", () -> novelty.accept(true, new int[] {3}, new double[1]));
        Refused.saying("one value a day", () -> novelty.accept(true, new int[] {1}, new double[2]));
        Refused.saying("NaN", () -> novelty.accept(true, new int[] {1}, new double[] {Double.NaN}));
        Refused.saying("cannot be merged", () -> novelty.merge(new Novelty(4)));
        Refused.saying("3 to 366", () -> new Novelty(1));
    }
}
