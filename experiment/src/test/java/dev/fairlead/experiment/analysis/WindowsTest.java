package dev.fairlead.experiment.analysis;

import static dev.fairlead.experiment.analysis.Plans.primary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.decision.Verdict;
import dev.fairlead.experiment.plan.Plan;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A metric counts units whose window was over. */
class WindowsTest {
    private static final LocalDate START = LocalDate.of(2026, 3, 2);
    private static final Plan WEEK = Plans.two(500, primary("y", "mean"), "");

    /** A hundred units a day for ten days; those that entered late have not bought yet, or have no value yet. */
    private static Table enteringUntilTheLastDay(String hours, String late) {
        var random = new Random(1);
        Table table = new Table("unit,arm,y,day");
        for (int i = 0; i < 1000; i++) {
            int day = i / 100;
            String y = day < 3 ? Double.toString(random.nextGaussian() + i % 2) : late;
            table.row(i, i % 2 == 0 ? "a" : "b", y, START.plusDays(day) + hours);
        }
        return table;
    }

    /** Those of the first three days have their week behind them when the last unit enters. */
    @Test
    void unitsWhoseWindowIsOpenAreLeftOutAndCounted() {
        for (String hours : List.of("", "T10:00:00Z", " 10:00:00")) {
            Table table = enteringUntilTheLastDay(hours, "0");
            Readout readout = table.read(WEEK, table.source(), AnalysisOptions.unlocked(), 3);
            assertEquals(
                    List.of(new Health.Window("y", "a", 7, 150, 350), new Health.Window("y", "b", 7, 150, 350)),
                    readout.health().windows());
            Effect effect = readout.effects().getFirst();
            assertEquals(List.of(150L, 150L), List.of(effect.units()[0], effect.units()[1]));
            assertEquals(0.3, readout.health().information(), 1e-12);
            assertEquals(1, readout.health().entered(), 1e-12);
            assertInstanceOf(
                    Verdict.Continue.class, readout.verdicts().getFirst().verdict());
            List<Health.Cohort> cohorts = readout.health().cohorts();
            assertEquals(new Health.Cohort(START.plusDays(2), List.of(50L, 50L), List.of(100L)), cohorts.get(2));
            assertEquals(List.of(0L), cohorts.get(3).over());
        }
    }

    /** A table of units leaves those cells empty; that is no attrition. */
    @Test
    void openWindowsMayBeEmpty() {
        Readout empty = enteringUntilTheLastDay("", "").read(WEEK);
        Readout zero = enteringUntilTheLastDay("", "0").read(WEEK);
        assertEquals(
                zero.effects().getFirst().reading(), empty.effects().getFirst().reading());
        assertTrue(empty.health().losses().isEmpty());
        Table late = enteringUntilTheLastDay("", "").asOf("2026-03-31");
        assertTrue(String.valueOf(assertThrows(IllegalArgumentException.class, () -> late.read(WEEK))
                        .getMessage())
                .contains("the value is missing"));
    }

    @Test
    void whenOutcomesWereReadMayBeSaid() {
        Table table = enteringUntilTheLastDay("", "0");
        assertEquals(
                1000,
                table.asOf("2026-03-18").read(WEEK).health().windows().stream()
                        .mapToLong(Health.Window::over)
                        .sum());
        assertEquals(
                900,
                table.asOf("2026-03-17").read(WEEK).health().windows().stream()
                        .mapToLong(Health.Window::over)
                        .sum());
        assertEquals(
                800,
                table.asOf("2026-03-17T23:59:59Z").read(WEEK).health().windows().stream()
                        .mapToLong(Health.Window::over)
                        .sum());
    }

    /** To the second, where times have seconds. */
    @Test
    void aWindowIsOverAfterSoManyTimesTwentyFourHours() {
        var windows = new Windows(WEEK.metrics().all().toList(), Optional.of(Moment.of("2026-03-09T10:00:00Z")));
        assertTrue(windows.over(Optional.of(Moment.of("2026-03-02T10:00:00Z")))[0]);
        assertTrue(windows.over(Optional.of(Moment.of("2026-03-02T11:00:00+01:00")))[0]);
        assertTrue(!windows.over(Optional.of(Moment.of("2026-03-02T10:00:01Z")))[0]);
        assertTrue(!windows.over(Optional.of(Moment.of("2026-03-02")))[0]);
    }

    @Test
    void whereNoWindowIsOverTheMetricIsUnknownAndNothingIsDecided() {
        Table table = new Table("unit,arm,y,day");
        for (int i = 0; i < 100; i++) {
            table.row(i, i % 2 == 0 ? "a" : "b", i % 7, "2026-03-02");
        }
        Readout readout = table.read(Plans.two(50, primary("y", "mean"), ""));
        assertEquals(
                "no unit's window of 7 days was over as of 2026-03-02",
                readout.unreadable().getFirst().why());
        assertInstanceOf(Verdict.Continue.class, readout.verdicts().getFirst().verdict());
    }

    @Test
    void withoutTimesItSaysThatWindowsAreNotEnforced() {
        Table table = new Table("unit,arm,y");
        for (int i = 0; i < 100; i++) {
            table.row(i, i % 2 == 0 ? "a" : "b", i % 7);
        }
        Readout readout = table.read(Plans.two(50, primary("y", "mean"), ""));
        assertTrue(readout.health().notes().getFirst().startsWith("windows are not enforced"));
        assertEquals(
                100,
                readout.effects().getFirst().units()[0]
                        + readout.effects().getFirst().units()[1]);
    }
}
