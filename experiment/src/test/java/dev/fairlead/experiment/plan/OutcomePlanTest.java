package dev.fairlead.experiment.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metrics that say from which events they are computed. */
class OutcomePlanTest {
    private static final String PLAN = """
            {"name": "n", "hypothesis": "h", "unit": "user", "owners": ["ann"],
             "arms": [{"name": "a", "weight": 1, "units": 100, "control": true}, {"name": "b", "weight": 1, "units": 100}],
             "primary": [{"name": "orders", "kind": "count", "direction": "increase", "windowDays": 7,
                          "from": {"event": "purchase"}, "winsorize": [0, 0.99], "minimumDetectableEffect": 0.1}],
             "secondary": [
                {"name": "gmv", "kind": "mean", "direction": "increase", "windowDays": 14,
                 "from": {"event": "purchase", "field": "price", "times": "quantity", "where": {"market": ["de", "at"]}}},
                {"name": "back", "kind": "retention", "windowStartDays": 7, "windowDays": 1, "direction": "increase",
                 "from": {"event": "click"}},
                {"name": "checkout", "kind": "funnel", "direction": "increase", "windowDays": 7, "withinHours": 24,
                 "steps": [{"event": "click"}, {"name": "cart", "event": "add_to_cart"},
                           {"name": "order", "event": "purchase", "where": {"price": {"from": 10}}}]},
                {"name": "dwell-p90", "kind": "quantile", "level": 0.9, "direction": "increase", "windowDays": 7,
                 "from": {"event": "dwell", "aggregate": "max", "field": "seconds"}}],
             "guardrails": [{"name": "returned", "kind": "ratio", "direction": "decrease", "windowDays": 14, "margin": 0.01,
                "numeratorFrom": {"event": "return", "aggregate": "sum", "field": "quantity"},
                "denominatorFrom": {"event": "purchase"}}],
             "covariates": ["age", {"name": "gmv-before", "metric": "gmv", "days": 28}]}
            """;

    @Test
    void isReadAsItIsMeant() {
        Metrics metrics = Plan.read(PLAN).metrics();
        assertEquals(
                new Metric(
                        "orders",
                        new MetricKind.Mean("orders"),
                        Direction.INCREASE,
                        7,
                        new Capping.Winsorized(0, 0.99),
                        new Outcome.Measured(List.of(Measurement.of("purchase", Aggregate.COUNT)), 0)),
                metrics.primary().getFirst().metric());
        var gmv = new Measurement(
                "purchase",
                Aggregate.SUM,
                Optional.of("price"),
                Optional.of("quantity"),
                List.of(new Condition.OneOf("market", List.of("de", "at"))));
        assertEquals(
                new Outcome.Measured(List.of(gmv), 0),
                metrics.named("gmv").orElseThrow().metric().outcome());
        Metric back = metrics.named("back").orElseThrow().metric();
        assertEquals(new MetricKind.Proportion("back"), back.kind());
        assertEquals(new Outcome.Measured(List.of(Measurement.of("click", Aggregate.HAPPENED)), 7), back.outcome());
        assertEquals(8, back.maturityDays());
        Metric returned = metrics.guardrails().getFirst().metric();
        assertEquals(new MetricKind.Ratio("returned/numerator", "returned/denominator"), returned.kind());
        assertEquals(List.of(new Before("gmv-before", "gmv", 28)), metrics.before());
        assertEquals(List.of("age", "gmv-before"), Plan.read(PLAN).inference().covariates());
    }

    @Test
    void aFunnelBecomesItsSteps() {
        Metrics metrics = Plan.read(PLAN).metrics();
        assertEquals(
                List.of(
                        "gmv",
                        "back",
                        "checkout/3-order",
                        "dwell-p90",
                        "checkout/1-click",
                        "checkout/2-cart",
                        "checkout/2-cart-of-1-click",
                        "checkout/3-order-of-2-cart"),
                metrics.secondary().stream().map(each -> each.metric().name()).toList());
        Metric step = metrics.named("checkout/3-order-of-2-cart").orElseThrow().metric();
        assertEquals(new MetricKind.Ratio("checkout/3-order", "checkout/2-cart"), step.kind());
        assertTrue(step.outcome() instanceof Outcome.Step of
                && of.ofPrevious()
                && of.step() == 3
                && of.funnel().withinHours().equals(OptionalInt.of(24)));
        String primary = PLAN.replace(
                "\"primary\": [",
                "\"primary\": [{\"name\": \"visit\", \"kind\": \"funnel\", \"direction\": \"increase\", \"windowDays\": 2,"
                        + " \"minimumDetectableEffect\": 0.1, \"steps\": [{\"event\": \"click\"}, {\"event\": \"purchase\"}]}, ");
        assertEquals(
                List.of("visit/2-purchase", "orders"),
                Plan.read(primary).metrics().primary().stream()
                        .map(each -> each.metric().name())
                        .toList(),
                "its whole is decided upon, and no step of it");
    }

    @Test
    void readsBackAndKeepsItsHash() {
        Plan plan = Plan.read(PLAN);
        assertEquals(plan, Plan.read(plan.text()));
        assertEquals(plan.hash(), Plan.read(plan.text()).hash());
        assertTrue(plan.text().contains("\"name\": \"gmv-before\""), plan.text());
        assertEquals(1, plan.text().split("\"kind\": \"funnel\"", -1).length - 1);
    }

    /** What a plan of before events had in its canonical form is all that it has. */
    @Test
    void aPlanOfColumnsHasTheHashItAlwaysHad() {
        assertEquals(
                "d630c8f7bce20ce90a531fee05d45e569f05cce2c3c0947eb538272c97e4e426",
                Plan.read(PlanTest.LEAST).hash());
    }

    /** Each row: what stands there, what is put in its place, the problem. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"event\": \"purchase\"}, \"win | {\"event\": \"\"}, \"win | primary[0].from.event: must not be empty",
                "{\"event\": \"purchase\"}, \"win | {\"evnt\": \"purchase\"}, \"win | primary[0].from.evnt: is no known key; did you mean 'event'?",
                "\"from\": {\"event\": \"purchase\"}, | `` | primary[0].from: is missing",
                "{\"event\": \"purchase\"}, \"win | {\"event\": \"purchase\", \"aggregate\": \"sum\", \"field\": \"x\"}, \"win | primary[0].from.aggregate: a count is of events; for another aggregate, the kind is \"mean\"",
                "{\"event\": \"purchase\"}, \"win | {\"event\": \"purchase\", \"aggregate\": \"count\", \"field\": \"x\"}, \"win | primary[0].from.field: is not read by the aggregate \"count\"; leave it out, or take \"sum\"",
                "{\"event\": \"purchase\"}, \"win | {\"event\": \"purchase\", \"times\": \"x\"}, \"win | primary[0].from.times: multiplies a number, which the aggregate \"count\" does not read; leave it out",
                "\"field\": \"price\", | `\"aggregate\": \"sum\", ` | secondary[0].from.field: is missing: the aggregate \"sum\" is of a field of the events",
                "\"max\" | \"maximum\" | secondary[3].from.aggregate: cannot be \"maximum\"; known: happened, count, sum, distinct, max, last",
                "\"aggregate\": \"max\", \"field\": \"seconds\" | \"aggregate\": \"happened\" | secondary[3].from.aggregate: a quantile of what happened or not is 0 or 1; take a \"proportion\"",
                "[\"de\", \"at\"] | [] | secondary[0].from.where.market: names no value, so that no event counts",
                "[\"de\", \"at\"] | {} | secondary[0].from.where: must be an object of fields, each with a text, a list of texts or a range such as {\"from\": 10, \"below\": 100}, not {\"market\":{}}",
                "[\"de\", \"at\"] | {\"from\": 2, \"below\": 1} | secondary[0].from.where.market: goes from 2.0 to below 1.0, which is nothing",
                "\"windowStartDays\": 7 | \"windowStartDays\": 0 | secondary[1].windowStartDays: retention is of units that come back a day or more after entry; from entry on, the kind is \"proportion\"",
                "\"windowStartDays\": 7 | \"windowStartDays\": -7 | secondary[1].windowStartDays: is from 0 to 3650 days after entry, not -7",
                "\"withinHours\": 24 | \"withinHours\": 0 | secondary[2].withinHours: must be at least 1, not 0",
                "\"name\": \"cart\" | \"name\": \"order\" | secondary[2].steps[2].name: \"order\" is there twice",
                "\"event\": \"add_to_cart\" | \"event\": \" \" | secondary[2].steps[1].event: must not be empty",
                "\"withinHours\": 24 | \"cap\": 24 | secondary[2].cap: is no known key; known: name, direction, windowDays, kind, steps, withinHours",
                "[0, 0.99] | [0.99, 0.01] | primary[0].winsorize: is of two levels from 0 to 1, the lower first, such as [0.01, 0.99], not [0.99, 0.01]",
                "[0, 0.99] | [0.99] | primary[0].winsorize: must be a list of two numbers, not [0.99]",
                "[0, 0.99] | [0, 0.99], \"cap\": 3 | primary[0].winsorize: there is a cap already; keep one of the two",
                "\"numeratorFrom\": {\"event\": \"return\", \"aggregate\": \"sum\", \"field\": \"quantity\"}, | `` | guardrails[0].numeratorFrom: is missing",
                "\"name\": \"orders\" | \"name\": \"arm\" | primary[0]: the column \"arm\" is in each table of units already; give this one another \"column\"",
                "\"name\": \"gmv\", | \"name\": \"gmv\", \"column\": \"orders\", | secondary[0]: the column \"orders\" has another meaning or window in a metric before; give this one another \"column\"",
                "\"metric\": \"gmv\" | \"metric\": \"gvm\" | covariates: \"gmv-before\": \"gvm\" is no metric of this plan; did you mean 'gmv'?",
                "\"metric\": \"gmv\" | \"metric\": \"returned\" | covariates: \"gmv-before\": \"returned\" is not computed from events into one column, so it cannot be measured before entry",
                "\"days\": 28 | \"days\": 0 | covariates: \"gmv-before\": \"days\" is from 1 to 3650, not 0",
            })
    void oneThingWrongIsOneProblem(String here, String instead, String problem) {
        assertTrue(PLAN.contains(here), here);
        String text = PLAN.replaceFirst(Pattern.quote(here), Matcher.quoteReplacement(instead));
        PlanException refused = assertThrows(PlanException.class, () -> Plan.read(text));
        assertEquals(
                List.of(problem),
                refused.problems().stream()
                        .map(each -> each.path() + ": " + each.sentence())
                        .toList());
    }

    @Test
    void aWindowThatStartsLaterNeedsEvents() {
        String text = PlanTest.LEAST.replace("\"windowDays\": 7,", "\"windowDays\": 7, \"windowStartDays\": 3,");
        PlanException refused = assertThrows(PlanException.class, () -> Plan.read(text));
        assertTrue(String.valueOf(refused.getMessage()).contains("say from which with \"from\""), refused::getMessage);
    }

    @Test
    void halfAFunnelIsRefused() {
        Plan plan = Plan.read(PLAN);
        Metrics all = plan.metrics();
        var half = new Metrics(
                all.primary(), all.secondary().subList(0, all.secondary().size() - 1), all.guardrails(), all.before());
        PlanException refused = assertThrows(
                PlanException.class,
                () -> new Plan(
                        plan.name(),
                        plan.hypothesis(),
                        plan.population(),
                        half,
                        plan.inference(),
                        plan.slices(),
                        plan.ramp(),
                        plan.owners(),
                        plan.start()));
        assertTrue(String.valueOf(refused.getMessage()).contains("a funnel is planned with all of its metrics"));
    }
}
