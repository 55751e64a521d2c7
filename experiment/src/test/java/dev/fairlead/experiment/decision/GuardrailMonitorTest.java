package dev.fairlead.experiment.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.plan.Direction;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.sequential.Spending;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class GuardrailMonitorTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final double ALPHA = 0.1;
    private static final double MARGIN = 0.5;
    private static final int RUNS = 4000;
    private static final double LIMIT = ALPHA + 3.3 * Math.sqrt(ALPHA * (1 - ALPHA) / RUNS);

    /** Truly worse by exactly the margin, and read after every hundred units: how often an alarm is raised. */
    @Test
    void alarmsAreFalseAtMostAsOftenAsAlpha() {
        assertTrue(alarms(new SequentialTest.ConfidenceSequence(1000), MARGIN, 1) <= LIMIT);
        assertTrue(alarms(new SequentialTest.MixtureSprt(0.01), MARGIN, 2) <= LIMIT);
    }

    /** A plain test at each reading would be wrong far more often: the simulation can tell. */
    @Test
    void theLimitTellsRepeatedTestsFromSequentialOnes() {
        double[] plain = IntStream.range(0, 20).mapToDouble(_ -> 1.2816).toArray();
        assertTrue(crossings(plain, 20, 3) > 2 * LIMIT);
    }

    @Test
    void aDeteriorationIsFound() {
        assertTrue(alarms(new SequentialTest.ConfidenceSequence(1000), MARGIN + 0.2, 4) > 0.9);
        assertTrue(alarms(new SequentialTest.MixtureSprt(0.01), MARGIN + 0.2, 5) > 0.9);
    }

    /** The share of simulated launches with an alarm; units of variance 1, better downwards. */
    private static double alarms(SequentialTest watch, double truth, long seed) {
        var random = new Random(seed);
        int alarms = 0;
        for (int run = 0; run < RUNS; run++) {
            var monitor = new GuardrailMonitor(ALPHA, List.of(watched("g", watch)));
            double sum = 0;
            for (int n = 100; n <= 2000 && monitor.alarms().isEmpty(); n += 100) {
                sum += 100 * truth + 10 * Math.sqrt(2) * random.nextGaussian();
                monitor.accept(new Reading(NOW, "g", Estimate.normal(sum / n, Math.sqrt(2.0 / n)), n));
            }
            alarms += monitor.alarms().size();
        }
        return alarms / (double) RUNS;
    }

    /** A spending function uses its error up: the rate is alpha, not less. */
    @Test
    void aSpendingFunctionSpendsAlpha() {
        var watch = new SequentialTest.AlphaSpending(new Spending.PocockType(), 400);
        double[] critical = new double[5];
        for (int k = 0; k < critical.length; k++) {
            List<Long> units =
                    LongStream.rangeClosed(1, k + 1).mapToObj(i -> 100 * i).toList();
            critical[k] = watch.critical(ALPHA, units, Estimate.normal(0, 1));
        }
        assertEquals(Double.POSITIVE_INFINITY, critical[4]);
        assertEquals(ALPHA, crossings(critical, 5, 6), LIMIT - ALPHA);
    }

    /** The share of random walks that are above a critical value at some of their steps. */
    private static double crossings(double[] critical, int steps, long seed) {
        var random = new Random(seed);
        int crossed = 0;
        for (int run = 0; run < RUNS; run++) {
            double sum = 0;
            boolean above = false;
            for (int k = 0; k < steps; k++) {
                sum += random.nextGaussian();
                above |= sum / Math.sqrt(k + 1) > critical[k];
            }
            crossed += above ? 1 : 0;
        }
        return crossed / (double) RUNS;
    }

    @Test
    void anAlarmSaysWhatWasSeen() {
        var watch = new SequentialTest.AlphaSpending(new Spending.ObrienFlemingType(), 1000);
        var monitor = new GuardrailMonitor(0.05, List.of(watched("g", watch), watched("h", watch)));
        assertEquals(Optional.empty(), monitor.accept(reading("g", 5, 10)));
        assertEquals(Optional.empty(), monitor.accept(reading("g", 9, 10)), "no new units, nothing new");
        Optional<Alarm> alarm = monitor.accept(reading("g", 9, 900));
        assertEquals(monitor.alarms(), alarm.stream().toList());
        String sentence = alarm.orElseThrow().sentence();
        assertTrue(
                sentence.startsWith("g is worse by more than its margin, 0.5: with 900 units in the smaller arm its "
                        + "difference is 9.0, 8.5 standard errors beyond the margin, where "),
                sentence);
        assertEquals(Optional.empty(), monitor.accept(reading("g", 9, 1000)), "an alarm is raised once");
        assertEquals(Optional.empty(), monitor.accept(reading("h", -9, 1000)), "better is no alarm");
    }

    @Test
    void aDirectionTurnsTheSide() {
        var watched = new Guardrail("g", Direction.INCREASE, MARGIN, new SequentialTest.ConfidenceSequence(100));
        var monitor = new GuardrailMonitor(0.05, List.of(watched));
        assertEquals(Optional.empty(), monitor.accept(reading("g", 9, 100)));
        assertTrue(monitor.accept(reading("g", -9, 200)).isPresent());
    }

    @Test
    void aPlansGuardrailIsWatchedWithItsMargin() {
        var guardrail = Plan.example().metrics().guardrails().getFirst();
        var watch = new SequentialTest.MixtureSprt(1);
        assertEquals(
                new Guardrail("returns-per-order", Direction.DECREASE, 0.01, watch), Guardrail.of(guardrail, watch));
    }

    @Test
    void refusesWhatCannotBe() {
        SequentialTest watch = new SequentialTest.MixtureSprt(1);
        var monitor = new GuardrailMonitor(0.05, List.of(watched("g", watch)));
        monitor.accept(reading("g", 0, 10));
        refused("no guardrail h is watched; there are g", () -> monitor.accept(reading("h", 0, 10)));
        refused("has 9 units and the one before it had 10", () -> monitor.accept(reading("g", 0, 9)));
        refused("has 0 units in its smaller arm", () -> reading("g", 0, 0));
        refused("alpha is between 0 and 1", () -> new GuardrailMonitor(1, List.of(watched("g", watch))));
        refused("no guardrail to watch", () -> new GuardrailMonitor(0.05, List.of()));
        refused(
                "the guardrail g is there twice",
                () -> new GuardrailMonitor(0.05, List.of(watched("g", watch), watched("g", watch))));
        refused("margin of g must be at least 0", () -> new Guardrail("g", Direction.INCREASE, -1, watch));
        refused("the mixture's variance must be above 0", () -> new SequentialTest.MixtureSprt(0));
        refused(
                "the planned units must be above 0",
                () -> new SequentialTest.AlphaSpending(new Spending.PocockType(), 0));
        refused("narrowest must be above 0", () -> new SequentialTest.ConfidenceSequence(Double.NaN));
    }

    private static Guardrail watched(String name, SequentialTest watch) {
        return new Guardrail(name, Direction.DECREASE, MARGIN, watch);
    }

    private static Reading reading(String name, double z, long units) {
        return new Reading(NOW, name, Estimate.normal(z, 1), units);
    }

    private static void refused(String saying, Executable what) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, what).getMessage());
        assertTrue(message.contains(saying), message);
    }
}
