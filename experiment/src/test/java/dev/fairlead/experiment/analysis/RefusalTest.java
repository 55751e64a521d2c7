package dev.fairlead.experiment.analysis;

import static dev.fairlead.experiment.analysis.Plans.primary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.plan.Plan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Wrong data are refused with a sentence that says what is wrong, where, and what to do. */
class RefusalTest {
    private static final Plan PLAN = Plans.two(10, primary("spend", "mean"), "");

    private static Table sound() {
        Table table = new Table("unit,arm,spend,bought,before,city,day");
        for (int i = 0; i < 10; i++) {
            table.row(i, i % 2 == 0 ? "a" : "b", i, i % 3 == 0, i % 4, "c" + i / 5, "2026-03-02");
        }
        return table.asOf("2026-03-20");
    }

    private static void refused(String saying, Table table, Plan plan) {
        refused(saying, table, plan, table.source());
    }

    private static void refused(String saying, Table table, Plan plan, Source source) {
        String message = String.valueOf(assertThrows(
                        IllegalArgumentException.class, () -> table.read(plan, source, AnalysisOptions.unlocked(), 1))
                .getMessage());
        assertTrue(message.contains(saying), message);
    }

    @Test
    void soundDataAreNot() {
        assertEquals(1, sound().read(PLAN).effects().size());
    }

    @Test
    void missingColumnsHaveASuggestion() {
        refused(
                "no column \"spent\", which says the metric spent; did you mean 'spend'?",
                sound(),
                Plans.two(10, primary("spent", "mean"), ""));
        refused(
                "no column \"arn\", which says the arm; did you mean 'arm'?",
                sound(),
                PLAN,
                new Source(Optional.of("unit"), "arn", Optional.empty(), List.of()));
        refused(
                "no column \"befor\", which says a covariate of the plan; did you mean 'before'?",
                sound(),
                Plans.two(10, primary("spend", "mean"), ", \"covariates\": [\"befor\"]"));
    }

    @Test
    void armsMustBeThoseOfThePlan() {
        refused(
                "row 11, column \"arm\": the plan has no arm \"B\"; did you mean 'b'?",
                sound().row("x", "B", 1, 0, 1, "c", "2026-03-02"),
                PLAN);
        refused("row 11, column \"arm\": there is no arm", sound().row("x", "", 1, 0, 1, "c", "2026-03-02"), PLAN);
        refused(
                "the arm \"c\" of the plan has no row in the data",
                sound(),
                Plans.three(10, primary("spend", "mean"), ""));
    }

    @Test
    void cellsThatAreNoNumbersAreNamed() {
        for (String cell : List.of("NaN", "nan", "many", "Infinity", "1e999", "3,5")) {
            refused(
                    "row 11, column \"spend\": \"" + cell + "\" is no number",
                    sound().row("x", "a", cell, 0, 1, "c", "2026-03-02"),
                    PLAN);
        }
    }

    @Test
    void missingValuesAreRefusedUnlessThePlanExpectsAttrition() {
        Table table = sound().row("x", "a", "", 0, 1, "c", "2026-03-02");
        refused("row 11, column \"spend\": the value is missing, and the plan expects no attrition", table, PLAN);
        Readout readout = table.read(Plans.two(10, primary("spend", "mean"), ", \"attrition\": 0.1"));
        assertEquals(1, readout.health().losses().size());
        refused(
                "row 11, column \"before\": the covariate is missing",
                sound().row("x", "a", 1, 0, "", "c", "2026-03-02"),
                Plans.two(
                        10,
                        primary("spend", "mean"),
                        ", \"covariates\": [\"before\"], \"missingCovariates\": \"refuse\""));
    }

    @Test
    void valuesMustSuitTheKindOfMetric() {
        Table table = sound().row("x", "a", -3, 2, 1, "c", "2026-03-02");
        refused(
                "row 11, column \"bought\": a proportion is of 0 and 1",
                table,
                Plans.two(10, primary("bought", "proportion"), ""));
        refused(
                "row 11, column \"spend\": a cap at a quantile is of values of at least 0",
                table,
                Plans.two(
                        10,
                        Plans.metric("spend", "mean") + ", \"capQuantile\": 0.9, \"minimumDetectableEffect\": 1}",
                        ""));
    }

    @Test
    void aUnitHasOneRow() {
        refused(
                "row 11, column \"unit\": the unit \"4\" is in a row before, in the same arm",
                sound().row("4", "a", 1, 0, 1, "c", "2026-03-02"),
                PLAN);
        refused("row 11, column \"unit\": the unit has no id", sound().row("", "a", 1, 0, 1, "c", "2026-03-02"), PLAN);
    }

    @Test
    void clustersAndDaysMustBeThere() {
        refused(
                "row 11, column \"city\": the cluster has no id",
                sound().row("x", "a", 1, 0, 1, "", "2026-03-02"),
                Plans.two(10, primary("spend", "mean"), ", \"cluster\": \"city\""));
        refused(
                "row 11, column \"day\": \"yesterday\" does not begin with a date",
                sound().row("x", "a", 1, 0, 1, "c", "yesterday"),
                PLAN);
    }

    @Test
    void outcomesAreReadAfterTheLastUnit() {
        refused(
                "outcomes were read as of 2026-03-01, and a unit entered later, on 2026-03-02",
                sound().asOf("2026-03-01"),
                PLAN);
        refused(
                "row 11, column \"day\": \"2026-03-02 noon\" is neither a date nor a time such as",
                sound().row("x", "a", 1, 0, 1, "c", "2026-03-02 noon"),
                PLAN);
        refused(
                "as of 2026-03-20, and the data have no times of entry",
                new Table("unit,arm,spend").row(1, "a", 1).row(2, "b", 2).asOf("2026-03-20"),
                PLAN);
        refused(
                "the plan's allocation changes with time",
                new Table("unit,arm,spend").row(1, "a", 1).row(2, "b", 2),
                Plans.two(
                        10,
                        primary("spend", "mean"),
                        ", \"allocation\": [{\"from\": \"2026-03-02\", \"weights\": [1, 2]}]"));
    }

    @Test
    void slicesHaveFewValues() {
        Table table = sound();
        for (int i = 0; i < 101; i++) {
            table.row("u" + i, i % 2 == 0 ? "a" : "b", i, 0, 1, "city" + i, "2026-03-02");
        }
        refused("slices by this column are more than 100", table, PLAN, table.source("city"));
    }

    @Test
    void termsAreRates() {
        assertThrows(IllegalArgumentException.class, () -> new AnalysisOptions(5, 0.001, List.of(), Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> new AnalysisOptions(0.01, -1, List.of(), Optional.empty()));
    }
}
