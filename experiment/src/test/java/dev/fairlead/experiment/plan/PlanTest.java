package dev.fairlead.experiment.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Multiplicity;
import dev.fairlead.experiment.design.Errors;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.json.Sha256;
import dev.fairlead.experiment.sequential.Boundaries;
import dev.fairlead.experiment.sequential.Spending;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTest {
    /** Nothing in it can be left out. */
    static final String LEAST = """
            {"name": "n", "hypothesis": "h", "unit": "user", "owners": ["ann"],
             "arms": [{"name": "a", "weight": 1, "units": 100, "control": true}, {"name": "b", "weight": 1, "units": 100}],
             "primary": [{"name": "m", "kind": "mean", "direction": "increase", "windowDays": 7,
                          "minimumDetectableEffect": 0.1}],
             "guardrails": [{"name": "g", "kind": "proportion", "direction": "decrease", "windowDays": 1, "margin": 0.01}]}
            """;

    @Test
    void defaultsAreThoseOfTheDocumentation() {
        Plan plan = Plan.read(LEAST);
        assertEquals(Errors.usual(), plan.inference().errors().design());
        assertEquals(
                new Inference(
                        new Inference.Rates(0.05, 2, 0.8),
                        0,
                        List.of(),
                        List.of(),
                        new Monitoring.FixedHorizon(),
                        Multiplicity.HOLM),
                plan.inference());
        assertEquals(List.of(), plan.metrics().secondary());
        assertEquals(List.of(), plan.slices());
        assertEquals(Optional.empty(), plan.population().cluster());
        assertEquals(Optional.empty(), plan.start());
        assertEquals(RampStep.all(List.of("g")), plan.ramp());
        assertEquals(
                new Metric("m", new MetricKind.Mean("m"), Direction.INCREASE, 7, new Capping.None()),
                plan.metrics().primary().getFirst().metric());
    }

    @Test
    void defaultsAreWrittenOutAndHashed() {
        String explicit = Plan.read(LEAST).text();
        assertTrue(explicit.contains("\"alpha\": 0.05"), explicit);
        assertTrue(explicit.contains("\"column\": \"m\""), explicit);
        assertEquals(Plan.read(LEAST).hash(), Plan.read(explicit).hash());
    }

    @Test
    void theExampleIsReadableAndReadsBack() {
        Plan example = Plan.example();
        String text = example.text();
        assertEquals(example, Plan.read(text));
        assertTrue(text.contains("""
                        {
                          "name": "new-ranking",
                        """), text);
        assertTrue(text.contains("""
                          "slices": [
                            {"column": "platform", "values": ["android", "ios", "web"]},
                            {"column": "country", "values": "all"}
                          ],
                        """), text);
        assertEquals(64, example.hash().length());
    }

    @Test
    void plansOfAnyKindComeBackFromTheirText() {
        var plans = new RandomPlans(1);
        for (int i = 0; i < 150; i++) {
            Plan plan = plans.plan();
            assertEquals(plan, Plan.read(plan.text()));
            assertEquals(plan, Plan.read(plan.json().canonical()));
            assertEquals(plan.text(), Plan.read(plan.text()).text());
        }
    }

    @Test
    void theHashDoesNotDependOnTheOrderOfMembers() {
        var plans = new RandomPlans(2);
        for (int i = 0; i < 60; i++) {
            Plan plan = plans.plan();
            Json shuffled = plans.shuffled(plan.json());
            assertEquals(plan.json().canonical(), shuffled.canonical());
            assertEquals(plan.hash(), Plan.read(Pretty.text(shuffled)).hash());
        }
    }

    /** SHA-256 of "abc" from FIPS 180-4. */
    @Test
    void theHashIsSha256() {
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Sha256.of("abc"));
        assertThrows(IllegalArgumentException.class, () -> Sha256.of("\ud800"));
    }

    @Test
    void boundariesAreThoseOfTheSequentialPackage() {
        double[] looks = {0.5, 1};
        assertArrayEquals(
                Boundaries.spending(new Spending.PocockType(), 0.05, looks, true)
                        .upper(),
                new Boundary.AlphaSpending(new Spending.PocockType())
                        .at(0.05, looks, true)
                        .upper());
        assertArrayEquals(
                Boundaries.pocock(0.05, looks, true).upper(),
                new Boundary.Pocock().at(0.05, looks, true).upper());
        assertArrayEquals(
                Boundaries.obrienFleming(0.05, looks, true).upper(),
                new Boundary.ObrienFleming().at(0.05, looks, true).upper());
    }

    @Test
    void aMetricIsFoundByItsName() {
        Metrics metrics = Plan.example().metrics();
        assertEquals(Optional.of(metrics.guardrails().get(1)), metrics.named("latency-p95"));
        assertEquals(Optional.empty(), metrics.named("latency"));
    }
}
