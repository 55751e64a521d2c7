package dev.fairlead.experiment.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.plan.Direction;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExactRatesTest {
    private static final int RUNS = 2_000;
    private static final double ALPHA = 0.05;

    /** The wealth by adding up the mixture in small steps. */
    private static double wealth(long events, long others, double theta) {
        int steps = 200_000;
        double sum = 0;
        for (int i = 0; i < steps; i++) {
            double q = theta + (1 - theta) * (i + 0.5) / steps;
            sum += Math.pow(q / theta, events) * Math.pow((1 - q) / (1 - theta), others) / steps;
        }
        return sum;
    }

    @Test
    void anArmHasTooManyEventsWhenItsMixtureOfLikelihoodRatiosSaysSo() {
        for (long events = 0; events < 12; events++) {
            for (long others = 0; others < 6; others++) {
                for (double share : new double[] {0.1, 0.5}) {
                    for (double tolerated : new double[] {1, 1.5}) {
                        double theta = share * tolerated / (share * tolerated + 1 - share);
                        boolean expected = wealth(events, others, theta) >= 1 / ALPHA;
                        assertEquals(expected, ExactRates.exceeds(events, others, share, tolerated, ALPHA));
                    }
                }
            }
        }
    }

    @Test
    void aLowerBoundIsWhereTheWealthReachesItsLimit() {
        double bound = ExactRates.lower(new RateReading.Count(7, 20), 0.025);
        double wealth = 0;
        for (int i = 0; i < 200_000; i++) {
            double p = (i + 0.5) / 200_000;
            wealth += Math.pow(p / bound, 7) * Math.pow((1 - p) / (1 - bound), 13) / 200_000;
        }
        assertEquals(40, wealth, 1e-3);
        assertEquals(0, ExactRates.lower(new RateReading.Count(0, 20), 0.025));
    }

    /** Read after every pair of units, with rates as bad as is accepted. */
    private static double falseAlarms(double margin, double tolerated, double rate) {
        SplittableRandom random = new SplittableRandom(5);
        int alarms = 0;
        for (int run = 0; run < RUNS; run++) {
            long control = 0;
            long treatment = 0;
            boolean alarm = false;
            for (long n = 1; n <= 300 && !alarm; n++) {
                control += random.nextDouble() < rate ? 1 : 0;
                treatment += random.nextDouble() < tolerated * rate + margin ? 1 : 0;
                alarm = beyond(control, treatment, n, margin, tolerated);
            }
            alarms += alarm ? 1 : 0;
        }
        return alarms / (double) RUNS;
    }

    private static boolean beyond(long control, long treatment, long n, double margin, double tolerated) {
        Guardrail guardrail =
                new Guardrail("g", Direction.DECREASE, margin, new SequentialTest.ConfidenceSequence(100));
        return new RateReading(
                        Instant.EPOCH,
                        "g",
                        new RateReading.Count(control, n),
                        new RateReading.Count(treatment, n),
                        0.5,
                        tolerated)
                .beyond(guardrail, ALPHA, List.of(n))
                .isPresent();
    }

    @Test
    void falseAlarmsAreAtMostAlphaHoweverOftenTheyAreRead() {
        double limit = ALPHA + 3 * Math.sqrt(ALPHA * (1 - ALPHA) / RUNS);
        assertTrue(falseAlarms(0, 1, 0.03) <= limit);
        assertTrue(falseAlarms(0, 1.5, 0.2) <= limit);
        assertTrue(falseAlarms(0.05, 1, 0.1) <= limit);
    }

    @Test
    void fewUnitsAreEnoughWhereAllOfTreatmentFail() {
        assertFalse(beyond(0, 4, 4, 0, 1));
        assertTrue(beyond(0, 8, 8, 0, 1));
        assertTrue(beyond(0, 15, 15, 0.01, 1));
    }

    @Test
    void aQuantileIsBeyondItsMarginWhenItsBoundsAre() {
        SplittableRandom random = new SplittableRandom(6);
        int alarms = 0;
        for (int run = 0; run < 200; run++) {
            alarms += quantile(random, 0, 2_000).isPresent() ? 1 : 0;
        }
        assertTrue(alarms <= 10, "of 200: " + alarms);
        assertTrue(quantile(random, 200, 2_000).isPresent());
        assertTrue(quantile(random, 200, 50).isEmpty(), "50 units do not know their 95 %");
    }

    private static Optional<String> quantile(SplittableRandom random, double more, int units) {
        Guardrail guardrail = new Guardrail("g", Direction.DECREASE, 10, new SequentialTest.ConfidenceSequence(100));
        return new QuantileReading(Instant.EPOCH, "g", 0.95, sample(random, 0, units), sample(random, more, units), 1)
                .beyond(guardrail, ALPHA, List.of((long) units));
    }

    private static QuantileReading.Sample sample(SplittableRandom random, double more, int units) {
        double[] values = new double[units];
        Arrays.setAll(values, _ -> more + 20 * random.nextExponential());
        Arrays.sort(values);
        return new QuantileReading.Sample(units, level -> values[(int) Math.ceil(level * units) - 1]);
    }
}
