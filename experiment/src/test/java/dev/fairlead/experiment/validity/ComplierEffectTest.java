package dev.fairlead.experiment.validity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.Refused;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComplierEffectTest {
    private static final double EFFECT = 2;

    /** Units of an arm, of whom a share comply, a tenth take treatment anyway, and these have higher outcomes. */
    private static Uptake arm(Random random, int units, boolean assigned, double compliers) {
        var arm = new Uptake();
        for (int i = 0; i < units; i++) {
            double type = random.nextDouble();
            boolean received = type < 0.1 || assigned && type < 0.1 + compliers;
            double base = 2 * random.nextGaussian() + (type < 0.1 ? 3 : 0);
            arm.add(received, base + (received ? EFFECT : 0));
        }
        return arm;
    }

    private static boolean holds(List<Interval> set, double value) {
        return set.stream().anyMatch(interval -> interval.contains(value));
    }

    /** Two-stage least squares and its sandwich, by the textbook's sums over units. */
    @Test
    void twoStageLeastSquaresUnitByUnit() {
        var random = new Random(1);
        int n = 300;
        var z = new double[n];
        var d = new double[n];
        var y = new double[n];
        var arms = List.of(new Uptake(), new Uptake());
        for (int i = 0; i < n; i++) {
            z[i] = i % 3 == 0 ? 1 : 0;
            d[i] = random.nextDouble() < 0.2 + 0.5 * z[i] ? 1 : 0;
            y[i] = random.nextGaussian() + d[i] * (1 + random.nextDouble());
            arms.get((int) z[i]).add(d[i] == 1, y[i]);
        }
        double zd = 0;
        double zy = 0;
        for (int i = 0; i < n; i++) {
            zd += (z[i] - 1 / 3.0) * d[i];
            zy += (z[i] - 1 / 3.0) * y[i];
        }
        double effect = zy / zd;
        double constant = mean(y) - effect * mean(d);
        double meat = 0;
        for (int i = 0; i < n; i++) {
            meat += Math.pow((z[i] - 1 / 3.0) * (y[i] - constant - effect * d[i]), 2);
        }
        ComplierEffect found = ComplierEffect.of(arms.get(0), arms.get(1));
        assertEquals(effect, found.complierAverage().value(), 1e-12);
        assertEquals(Math.sqrt(meat) / Math.abs(zd), found.complierAverage().standardError(), 1e-12);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    @Test
    void strongInstrumentsCover() {
        var random = new Random(2);
        int runs = 1500;
        long missed = 0;
        long missedByRubin = 0;
        long missedAssigned = 0;
        for (int run = 0; run < runs; run++) {
            var found = ComplierEffect.of(arm(random, 500, false, 0.6), arm(random, 400, true, 0.6));
            missed += found.complierAverage().interval(0.95).contains(EFFECT) ? 0 : 1;
            missedByRubin += holds(found.andersonRubin(0.95), EFFECT) ? 0 : 1;
            missedAssigned += found.intentionToTreat().interval(0.95).contains(0.6 * EFFECT) ? 0 : 1;
        }
        assertTrue(new RejectionRate(missed, runs).within(0.05), "missed " + missed);
        assertTrue(new RejectionRate(missedByRubin, runs).within(0.05), "missed " + missedByRubin);
        assertTrue(new RejectionRate(missedAssigned, runs).within(0.05), "missed " + missedAssigned);
    }

    @Test
    void weakInstrumentsCoverByAndersonAndRubinAlone() {
        var random = new Random(3);
        int runs = 1500;
        long missed = 0;
        long warned = 0;
        int unbounded = 0;
        for (int run = 0; run < runs; run++) {
            var found = ComplierEffect.of(arm(random, 200, false, 0.03), arm(random, 200, true, 0.03));
            List<Interval> set = found.andersonRubin(0.95);
            missed += holds(set, EFFECT) ? 0 : 1;
            warned += found.finding().severity() == Finding.Severity.WARNING ? 1 : 0;
            unbounded += Double.isInfinite(set.getFirst().low()) ? 1 : 0;
        }
        assertTrue(new RejectionRate(missed, runs).within(0.05), "missed " + missed);
        assertTrue(warned > 0.9 * runs && unbounded > 0.5 * runs, warned + " and " + unbounded);
    }

    /** What the set holds is what the test does not reject, value by value. */
    @Test
    void theSetIsTheInvertedTest() {
        var random = new Random(4);
        for (double compliers : new double[] {0.6, 0.15, 0.02}) {
            var found = ComplierEffect.of(arm(random, 80, false, compliers), arm(random, 80, true, compliers));
            List<Interval> set = found.andersonRubin(0.9);
            for (double effect = -50; effect <= 50; effect += 0.37) {
                double variance = found.outcomeVariance()
                        - 2 * effect * found.covariance()
                        + effect * effect * found.complianceVariance();
                double z = (found.outcome() - effect * found.compliance()) / Math.sqrt(variance);
                assertEquals(Math.abs(z) <= 1.6448536269514722, holds(set, effect), "effect " + effect);
            }
        }
    }

    @Test
    void everyoneComplies() {
        var control = new Uptake();
        var treatment = new Uptake();
        var more = new Uptake();
        for (double y : new double[] {1, 2, 3, 4}) {
            control.add(false, y);
            (y < 3 ? treatment : more).add(true, y + 1);
        }
        treatment.merge(more);
        treatment.merge(new Uptake());
        ComplierEffect found = ComplierEffect.of(control, treatment);
        assertEquals(4, treatment.units());
        assertEquals(found.intentionToTreat(), found.complierAverage());
        assertEquals(1, found.outcome(), 1e-12);
        assertEquals(2 * 5 / 16.0, found.outcomeVariance(), 1e-12);
        assertEquals(Double.POSITIVE_INFINITY, found.firstStageF());
        assertFalse(found.finding().blocks());
        assertEquals(
                found.intentionToTreat().interval(0.95).low(),
                found.andersonRubin(0.95).getFirst().low(),
                1e-9);
    }

    @Test
    void refusesWhatCannotBe() {
        var one = new Uptake();
        one.add(false, 1);
        var two = new Uptake();
        two.add(false, 1);
        two.add(false, 2);
        Refused.saying("at least 2 units", () -> ComplierEffect.of(one, two));
        ComplierEffect nobody = ComplierEffect.of(two, two);
        Refused.saying("no compliers", nobody::complierAverage);
        assertEquals(0, nobody.firstStageF());
        assertTrue(holds(nobody.andersonRubin(0.95), 1e9), "assignment says nothing");
        Refused.saying("NaN", () -> one.add(true, Double.NaN));
    }
}
