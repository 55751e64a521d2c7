package dev.fairlead.experiment.analysis;

import static dev.fairlead.experiment.analysis.Plans.primary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.decision.Reason.Cause;
import dev.fairlead.experiment.decision.ValidityCheck;
import dev.fairlead.experiment.decision.ValidityCheck.Outcome;
import dev.fairlead.experiment.decision.ValidityCheck.Subject;
import dev.fairlead.experiment.decision.Verdict;
import dev.fairlead.experiment.plan.Entry.Action;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.PlanHistory;
import dev.fairlead.experiment.plan.Standing;
import dev.fairlead.experiment.validity.LeeBounds;
import dev.fairlead.experiment.validity.RejectionRate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Checks, verdicts, standing and curves. */
class ReadoutTest {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    private static Table normal(int units, double effect, long seed) {
        var random = new Random(seed);
        Table table = new Table("unit,arm,y");
        for (int i = 0; i < units; i++) {
            table.row(i, i % 2 == 0 ? "a" : "b", random.nextGaussian() + (i % 2) * effect);
        }
        return table;
    }

    private static ValidityCheck check(Readout readout, Subject subject) {
        return readout.health().checks().stream()
                .filter(check -> check.subject() == subject)
                .findFirst()
                .orElseThrow();
    }

    private static Verdict verdict(Readout readout) {
        return readout.verdicts().getFirst().verdict();
    }

    @Test
    void aSampleRatioThatIsOffStopsTheVerdict() {
        Table table = normal(1000, 0.5, 1);
        for (int i = 0; i < 120; i++) {
            table.row("more" + i, "a", 0.01 * (i % 7));
        }
        Readout readout = table.read(Plans.two(500, primary("y", "mean"), ""));
        assertEquals(Outcome.FAILED, check(readout, Subject.SAMPLE_RATIO).outcome());
        Verdict.Invalid invalid = assertInstanceOf(Verdict.Invalid.class, verdict(readout));
        assertEquals(Cause.CHECK_FAILED, invalid.reasons().getFirst().cause());
        var strict = new AnalysisOptions(1e-6, 0.001, List.of(), Optional.empty());
        assertInstanceOf(Verdict.Ship.class, verdict(table.read(Plans.two(500, primary("y", "mean"), ""), strict)));
    }

    @Test
    void unitsInSeveralArmsAreLeftOutAndCounted() {
        Plan plan = Plans.two(500, primary("y", "mean"), "");
        Readout before = normal(1000, 0.1, 2).read(plan);
        Table table = normal(1000, 0.1, 2);
        for (int i = 0; i < 10; i++) {
            table.row("both" + i, "a", 99).row("both" + i, "b", -99);
        }
        Readout readout = table.read(plan, table.source(), AnalysisOptions.unlocked(), 3);
        assertEquals(10, readout.health().several());
        assertEquals(
                before.effects().getFirst().reading().value(),
                readout.effects().getFirst().reading().value(),
                1e-12);
        assertEquals(Outcome.FAILED, check(readout, Subject.MULTIPLE_EXPOSURE).outcome());
        assertEquals(
                Outcome.PASSED,
                check(
                                table.read(plan, new AnalysisOptions(0.01, 0.02, List.of(), Optional.empty())),
                                Subject.MULTIPLE_EXPOSURE)
                        .outcome());
    }

    @Test
    void attritionThatDiffersStopsTheVerdictAndBoundsAreGiven() {
        var random = new Random(3);
        Table table = new Table("unit,arm,y");
        Table measured = new Table("arm,y");
        for (int i = 0; i < 1000; i++) {
            String arm = i % 2 == 0 ? "a" : "b";
            boolean lost = i % 2 == 1 && i % 5 == 0;
            double y = random.nextGaussian();
            table.row(i, arm, lost ? "" : y);
            if (!lost) {
                measured.row(arm, y);
            }
        }
        Readout readout = table.read(Plans.two(500, primary("y", "mean"), ", \"attrition\": 0.05"));
        assertEquals(
                Outcome.FAILED, check(readout, Subject.DIFFERENTIAL_ATTRITION).outcome());
        assertEquals(0.2, readout.health().losses().getFirst().treatment(), 1e-12);
        LeeBounds expected = LeeBounds.of(measured.values("a", "y"), 500, measured.values("b", "y"), 500);
        Health.Bounds bounds = readout.health().bounds().getFirst();
        assertEquals(expected.bounds(), bounds.bounds());
        assertEquals(expected.interval(0.95), bounds.interval());
        assertEquals(400, readout.effects().getFirst().units()[1]);
    }

    @Test
    void attritionThatIsAlikePasses() {
        Table table = new Table("unit,arm,y");
        for (int i = 0; i < 1000; i++) {
            table.row(i, i % 2 == 0 ? "a" : "b", i % 10 < 2 ? "" : Integer.toString(i % 7));
        }
        Readout readout = table.read(Plans.two(500, primary("y", "mean"), ", \"attrition\": 0.2"));
        assertEquals(
                Outcome.PASSED, check(readout, Subject.DIFFERENTIAL_ATTRITION).outcome());
        assertEquals(1, readout.health().losses().size());
        assertTrue(readout.health().bounds().isEmpty());
    }

    @Test
    void withoutALockResultsAreExploratory() {
        Readout readout = normal(100, 0, 4).read(Plans.two(50, primary("y", "mean"), ""));
        Standing.Exploratory standing = assertInstanceOf(
                Standing.Exploratory.class, readout.effects().getFirst().standing());
        assertTrue(standing.reasons().getFirst().contains("not locked"));
    }

    @Test
    void aPlanLockedBeforeTheStartConfirms() {
        Plan plan = Plans.two(50, primary("y", "mean"), "");
        PlanHistory history = PlanHistory.lock(plan, "us", START).decide(Action.STARTED, "us", "go", START);
        Table table = new Table("unit,arm,y,day");
        var random = new Random(5);
        for (int i = 0; i < 100; i++) {
            table.row(i, i % 2 == 0 ? "a" : "b", random.nextGaussian(), "2026-03-03T10:00");
        }
        table.asOf("2026-03-20");
        var terms = new AnalysisOptions(0.01, 0.001, List.of(), Optional.of(history));
        Readout readout = table.read(plan, terms);
        assertInstanceOf(
                Standing.Confirmatory.class, readout.effects().getFirst().standing());
        Readout early = table.read(
                Plans.two(500, primary("y", "mean"), ""),
                new AnalysisOptions(
                        0.01,
                        0.001,
                        List.of(),
                        Optional.of(PlanHistory.lock(Plans.two(500, primary("y", "mean"), ""), "us", START)
                                .decide(Action.STARTED, "us", "go", START))));
        assertInstanceOf(Standing.Exploratory.class, early.effects().getFirst().standing());
        assertInstanceOf(Verdict.Continue.class, verdict(early));
        assertEquals(0.1, early.health().information(), 1e-12);
    }

    /** The normal test has p = 0.024 and ships. */
    @Test
    void nothingOf200AgainstFiveOf200DoesNotShip() {
        Table table = new Table("unit,arm,bought,before");
        for (int i = 0; i < 400; i++) {
            table.row(i, i % 2 == 0 ? "a" : "b", i % 80 == 1 ? 1 : 0, i % 7);
        }
        Readout readout = table.read(Plans.two(200, primary("bought", "proportion"), ", \"covariates\": [\"before\"]"));
        assertInstanceOf(Verdict.DoNotShip.class, verdict(readout));
        Effect effect = readout.effects().getFirst();
        assertEquals(0.0609, effect.reading().p(), 5e-5);
        assertEquals(0.025, effect.reading().value(), 1e-15);
        assertTrue(effect.reading().interval().contains(0));
        assertEquals("fisher-exact", effect.method());
    }

    @Test
    void eachArmHasItsVerdict() {
        var random = new Random(6);
        Table table = new Table("unit,arm,y");
        for (int i = 0; i < 900; i++) {
            int arm = i % 3;
            table.row(i, List.of("a", "b", "c").get(arm), random.nextGaussian() + (arm == 1 ? 1 : arm == 2 ? -1 : 0));
        }
        Readout readout = table.read(Plans.three(300, primary("y", "mean"), ""));
        assertInstanceOf(Verdict.Ship.class, readout.verdicts().get(0).verdict());
        Verdict worse = readout.verdicts().get(1).verdict();
        assertEquals(Cause.DETERIORATED, worse.reasons().getFirst().cause());
        assertEquals("c", readout.verdicts().get(1).arm());
    }

    @Test
    void theFunnelGoesFromTheLargestShareOfControlDown() {
        Table table = new Table("unit,arm,buy,visit");
        for (int i = 0; i < 400; i++) {
            table.row(i, i % 2 == 0 ? "a" : "b", i % 20 < 2, i % 5 < 2);
        }
        Readout readout =
                table.read(Plans.two(200, primary("buy", "proportion") + "," + primary("visit", "proportion"), ""));
        assertEquals(
                List.of(new FunnelStep("visit", List.of(0.4, 0.4)), new FunnelStep("buy", List.of(0.1, 0.1))),
                readout.funnel().stream()
                        .map(step -> new FunnelStep(
                                step.metric(),
                                step.shares().stream()
                                        .map(share -> Math.round(share * 10) / 10.0)
                                        .toList()))
                        .toList());
    }

    /** Units enter over ten days; the effect of those of day d is 0.2 d. */
    private static Table days() {
        var random = new Random(7);
        Table table = new Table("unit,arm,y,day");
        for (int i = 0; i < 4000; i++) {
            int day = i / 400;
            double y = random.nextGaussian() + (i % 2) * 0.2 * day;
            table.row(i, i % 2 == 0 ? "a" : "b", y, LocalDate.of(2026, 3, 2).plusDays(day) + "T10:00:00Z");
        }
        return table.asOf("2026-04-01");
    }

    @Test
    void theCurveEndsInTheEffectAndTheTrendIsFound() {
        Table table = days();
        Readout readout =
                table.read(Plans.two(2000, primary("y", "mean"), ""), table.source(), AnalysisOptions.unlocked(), 3);
        Curve curve = readout.curves().getFirst();
        assertEquals(10, curve.days().size());
        assertEquals(400, curve.days().getFirst().units());
        Reading reading = readout.effects().getFirst().reading();
        assertEquals(reading.value(), curve.days().getLast().value(), 1e-12);
        assertEquals(reading.interval().low(), curve.days().getLast().interval().low(), 1e-12);
        Estimate trend = curve.trend().orElseThrow();
        assertTrue(trend.interval(0.999).contains(0.2), trend.toString());
        assertTrue(trend.p(0) < 0.001);
        assertEquals(OptionalLong.of(0), readout.health().daysLeft());
    }

    @Test
    void atHalfTheUnitsAsManyDaysAreLeftAsHavePassed() {
        Table table = days();
        Plan plan = Plans.two(
                4000,
                primary("y", "mean"),
                ", \"monitoring\": {\"type\": \"group-sequential\", \"looks\": [0.5, 1],"
                        + " \"boundary\": \"obrien-fleming-spending\"}");
        Readout readout = table.read(plan);
        assertEquals(OptionalLong.of(10), readout.health().daysLeft());
        Curve.Day first = readout.curves().getFirst().days().getFirst();
        Curve.Day last = readout.curves().getFirst().days().getLast();
        assertTrue(
                first.interval().high() - first.value() > 3 * (last.interval().high() - last.value()));
    }

    /** Arms that do not differ: shares of p-values at most α, and verdicts to ship, are within binomial limits. */
    @Test
    void anArmBesideItselfIsSeldomBetter() {
        Plan plan = Plans.two(
                60,
                primary("bought", "proportion") + "," + primary("spend", "mean"),
                ", \"covariates\": [\"before\"], \"strata\": [\"country\"], \"alpha\": 0.1");
        var random = new Random(8);
        int runs = 1000;
        int rejected = 0;
        int shipped = 0;
        for (int run = 0; run < runs; run++) {
            Table table = new Table("unit,arm,bought,spend,before,country");
            for (int i = 0; i < 120; i++) {
                double before = random.nextGaussian();
                int country = random.nextInt(2);
                table.row(
                        i,
                        i % 2 == 0 ? "a" : "b",
                        random.nextInt(2),
                        before + country + random.nextGaussian(),
                        before,
                        country);
            }
            Readout readout = table.read(plan);
            rejected += readout.effects().get(1).reading().p() <= 0.1 ? 1 : 0;
            shipped += verdict(readout) instanceof Verdict.Ship ? 1 : 0;
        }
        assertTrue(new RejectionRate(rejected, runs).within(0.1), rejected + " of " + runs);
        assertTrue(new RejectionRate(shipped, runs).atMost(0.1), shipped + " of " + runs);
    }
}
