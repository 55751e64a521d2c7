package dev.fairlead.experiment.analysis;

import static dev.fairlead.experiment.analysis.Plans.primary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.decision.ValidityCheck;
import dev.fairlead.experiment.decision.ValidityCheck.Outcome;
import dev.fairlead.experiment.decision.ValidityCheck.Subject;
import dev.fairlead.experiment.decision.Verdict;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.validity.RejectionRate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Arms that are as planned in all, and not in a slice, a day or an hour. */
class BalanceTest {
    private static final Plan PLAN = Plans.two(4038, primary("yes", "proportion"), "");

    private static ValidityCheck check(Readout readout, Subject subject) {
        return readout.health().checks().stream()
                .filter(check -> check.subject() == subject)
                .findFirst()
                .orElseThrow();
    }

    private static Health.Cut cut(Readout readout, String by) {
        return readout.health().cuts().stream()
                .filter(cut -> cut.by().equals(by))
                .findFirst()
                .orElseThrow();
    }

    private static Verdict verdict(Readout readout) {
        return readout.verdicts().getFirst().verdict();
    }

    /** As AdSmart's: 4,071 : 4,006 in all, 1,673 : 222 in one hour, and in the others what makes up for it. */
    private static Table adSmart() {
        var random = new Random(1);
        Table table = new Table("unit,arm,yes,day,hour");
        int unit = 0;
        for (int hour = 0; hour < 24; hour++) {
            int a = hour == 15 ? 1673 : (4071 - 1673) / 23 + (hour == 0 ? (4071 - 1673) % 23 : 0);
            int b = hour == 15 ? 222 : (4006 - 222) / 23 + (hour == 0 ? (4006 - 222) % 23 : 0);
            for (int i = 0; i < a + b; i++) {
                boolean treatment = i >= a;
                table.row(
                        unit++,
                        treatment ? "b" : "a",
                        random.nextInt(10) < (treatment ? 4 : 2) ? 1 : 0,
                        String.format(Locale.ROOT, "2020-07-%02dT%02d:30:00Z", hour == 15 ? 3 : 3 + i % 8, hour),
                        "h" + hour);
            }
        }
        return table.asOf("2020-08-01");
    }

    @Test
    void equalTotalsWithOneHourOfEightToOneAreStopped() {
        Readout readout = adSmart().read(PLAN);
        assertTrue(readout.health().sampleRatioP() > 0.3, "the totals are as planned");
        ValidityCheck check = check(readout, Subject.SAMPLE_RATIO);
        assertEquals(Outcome.FAILED, check.outcome());
        assertTrue(check.sentence().contains("1673 : 222 in hour 2020-07-03T15"), check.sentence());
        assertInstanceOf(Verdict.Invalid.class, verdict(readout));
        Health.Cut hours = cut(readout, "hour");
        assertEquals(1 + 23 * 8, hours.cells().size());
        assertTrue(hours.adjusted() < 1e-200);
    }

    /** The hour of the day as a column, without times. */
    @Test
    void aSliceOfEightToOneIsStopped() {
        Table table = new Table("unit,arm,yes,hour");
        adSmart().copy(table, 0, 1, 2, 4);
        Readout plain = table.read(PLAN);
        assertInstanceOf(Verdict.Ship.class, verdict(plain));
        Readout readout = table.read(PLAN, table.source("hour"), AnalysisOptions.unlocked(), 3);
        assertInstanceOf(Verdict.Invalid.class, verdict(readout));
        Health.CutCell cell = cut(readout, "hour").cells().get(7);
        assertEquals("h15", cell.value());
        assertEquals(List.of(1673L, 222L), cell.units());
    }

    /** Few enter the treatment at first, when all buy more: it seems worse, and is better within each time. */
    private static Table ramp() {
        var random = new Random(2);
        Table table = new Table("unit,arm,yes,day");
        for (int day = 2; day <= 9; day++) {
            for (int i = 0; i < 1000; i++) {
                boolean treatment = random.nextInt(10) < (day < 6 ? 1 : 5);
                double rate = (day < 6 ? 0.5 : 0.1) + (treatment ? 0.05 : 0);
                table.row(
                        "u" + day + "-" + i,
                        treatment ? "b" : "a",
                        random.nextDouble() < rate ? 1 : 0,
                        "2026-03-0" + day);
            }
        }
        return table.asOf("2026-04-01");
    }

    @Test
    void anAllocationThatChangedBetweenDaysIsStoppedAndTheDaysAreNamed() {
        Plan plan = Plans.weighted(5600, 0.7, 2400, 0.3, primary("yes", "proportion"), "");
        Readout readout = ramp().read(plan);
        assertTrue(readout.health().sampleRatioP() > 0.05, "the totals are as planned");
        assertTrue(readout.effects().getFirst().reading().value() < 0, "Simpson's paradox");
        ValidityCheck check = check(readout, Subject.SAMPLE_RATIO);
        assertEquals(Outcome.FAILED, check.outcome());
        assertTrue(check.sentence().contains("in day 2026-03-0"), check.sentence());
        assertTrue(check.sentence().contains("say so in the plan's \"allocation\""), check.sentence());
        assertInstanceOf(Verdict.Invalid.class, verdict(readout));
    }

    @Test
    void anAllocationThatThePlanChangesIsStratified() {
        Plan plan = Plans.weighted(
                6000,
                0.9,
                2000,
                0.1,
                primary("yes", "proportion"),
                ", \"allocation\": [{\"from\": \"2026-03-06\", \"weights\": [1, 1]}]");
        Table table = ramp();
        Readout readout = table.read(plan, table.source(), AnalysisOptions.unlocked(), 2);
        ValidityCheck check = check(readout, Subject.SAMPLE_RATIO);
        assertEquals(Outcome.PASSED, check.outcome(), check.sentence());
        assertTrue(check.sentence().contains("compared within 2 times of constant weights"), check.sentence());
        Effect effect = readout.effects().getFirst();
        assertTrue(effect.method().endsWith("post-stratified"), effect.method());
        double expected = 0;
        for (int period = 0; period < 2; period++) {
            int before = period;
            double[] a = table.values("a", "yes", row -> (row.get(3).compareTo("2026-03-06") >= 0 ? 1 : 0) == before);
            double[] b = table.values("b", "yes", row -> (row.get(3).compareTo("2026-03-06") >= 0 ? 1 : 0) == before);
            expected += (a.length + b.length) / 8000.0 * (mean(b) - mean(a));
        }
        assertEquals(expected, effect.reading().value(), 1e-12);
        assertTrue(effect.reading().interval().low() > 0);
        assertInstanceOf(Verdict.Ship.class, verdict(readout));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    @Test
    void lossesThatCancelOutInTotalAreFoundInTheSlice() {
        Table table = new Table("unit,arm,yes,os");
        for (int i = 0; i < 4000; i++) {
            boolean treatment = i % 2 == 1;
            boolean ios = i / 2 % 2 == 1;
            boolean lost = i / 4 % 10 < (treatment == ios ? 3 : 1);
            table.row(i, treatment ? "b" : "a", lost ? "" : i / 8 % 2, ios ? "ios" : "web");
        }
        Plan plan = Plans.two(2000, primary("yes", "proportion"), ", \"attrition\": 0.2");
        assertEquals(
                Outcome.PASSED,
                check(table.read(plan), Subject.DIFFERENTIAL_ATTRITION).outcome());
        ValidityCheck check = check(
                table.read(plan, table.source("os"), AnalysisOptions.unlocked(), 2), Subject.DIFFERENTIAL_ATTRITION);
        assertEquals(Outcome.FAILED, check.outcome());
        assertTrue(
                check.sentence().contains("in os ios yes is missing of 10.00 % of control and 30.00 % of b")
                        || check.sentence().contains("in os web yes is missing of 30.00 % of control and 10.00 % of b"),
                check.sentence());
    }

    /** Clusters are counted once in a cell, however many rows they have. */
    @Test
    void clustersAreTheUnitsOfACell() {
        Table table = new Table("unit,city,arm,yes,os");
        for (int i = 0; i < 400; i++) {
            int city = i % 40;
            table.row(i, "c" + city, city % 2 == 0 ? "a" : "b", i % 3 == 0 ? 1 : 0, city < 20 ? "ios" : "web");
        }
        Readout readout = table.read(
                Plans.two(20, primary("yes", "proportion"), ", \"unit\": \"cluster\", \"cluster\": \"city\""),
                table.source("os"),
                AnalysisOptions.unlocked(),
                1);
        assertEquals(List.of(10L, 10L), cut(readout, "os").cells().getFirst().units());
    }

    /** Sound experiments are stopped by cuts at the level of the checks at most, all cuts together. */
    @Test
    void soundExperimentsAreSeldomStopped() {
        Plan plan = Plans.two(200, primary("yes", "proportion"), ", \"attrition\": 0.2");
        var random = new Random(3);
        int runs = 800;
        int ratio = 0;
        int attrition = 0;
        for (int run = 0; run < runs; run++) {
            Table table = new Table("unit,arm,yes,day,os");
            for (int i = 0; i < 400; i++) {
                table.row(
                        i,
                        random.nextBoolean() ? "a" : "b",
                        random.nextInt(5) == 0 ? "" : random.nextInt(2),
                        "2026-03-0" + (1 + random.nextInt(5)) + "T0" + random.nextInt(10) + ":00",
                        "os" + random.nextInt(4));
            }
            Readout readout = table.asOf("2026-04-01")
                    .read(plan, table.source("os"), new AnalysisOptions(0.1, 0.001, List.of(), Optional.empty()), 1);
            ratio += readout.health().cuts().stream().anyMatch(Health.Cut::failed) ? 1 : 0;
            attrition += check(readout, Subject.DIFFERENTIAL_ATTRITION).outcome() == Outcome.FAILED ? 1 : 0;
        }
        assertTrue(new RejectionRate(ratio, runs).atMost(0.1), ratio + " of " + runs);
        assertTrue(ratio > 0.02 * runs, ratio + " of " + runs);
        assertTrue(new RejectionRate(attrition, runs).atMost(0.2), attrition + " of " + runs);
    }
}
