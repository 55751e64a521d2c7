package dev.fairlead.experiment.outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.plan.Aggregate;
import dev.fairlead.experiment.plan.Condition;
import dev.fairlead.experiment.plan.Funnel;
import dev.fairlead.experiment.plan.Measurement;
import dev.fairlead.experiment.plan.Plan;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Tables of units held against a naive reading of the same events. */
class OutcomesTest {
    private static final int WORLDS = 600;

    private static final Plan PLAN = Plan.read("""
            {"name": "n", "hypothesis": "h", "unit": "user", "owners": ["ann"],
             "arms": [{"name": "control", "weight": 1, "units": 9, "control": true}, {"name": "treatment", "weight": 1, "units": 9}],
             "primary": [
                {"name": "orders", "kind": "count", "direction": "increase", "windowDays": 3, "from": {"event": "buy"},
                 "minimumDetectableEffect": 1},
                {"name": "bought", "kind": "proportion", "direction": "increase", "windowDays": 3, "from": {"event": "buy"},
                 "minimumDetectableEffect": 1}],
             "secondary": [
                {"name": "gmv", "kind": "mean", "direction": "increase", "windowDays": 5,
                 "from": {"event": "buy", "field": "price", "times": "quantity"}},
                {"name": "back", "kind": "retention", "windowStartDays": 2, "windowDays": 1, "direction": "increase",
                 "from": {"event": "view"}},
                {"name": "markets", "kind": "mean", "direction": "increase", "windowDays": 5,
                 "from": {"event": "view", "aggregate": "distinct", "field": "market"}},
                {"name": "dearest", "kind": "quantile", "level": 0.9, "direction": "increase", "windowDays": 5,
                 "from": {"event": "buy", "aggregate": "max", "field": "price", "where": {"market": "de"}}},
                {"name": "latest", "kind": "mean", "direction": "increase", "windowDays": 5,
                 "from": {"event": "view", "aggregate": "last", "field": "price",
                          "where": {"price": {"from": 10, "below": 90}}}},
                {"name": "rate", "kind": "ratio", "direction": "increase", "windowDays": 2,
                 "numeratorFrom": {"event": "buy"}, "denominatorFrom": {"event": "view"}},
                {"name": "checkout", "kind": "funnel", "direction": "increase", "windowDays": 4, "withinHours": 18,
                 "steps": [{"event": "view"}, {"event": "cart"}, {"event": "buy", "where": {"price": {"from": 20}}}]},
                {"name": "again", "kind": "funnel", "direction": "increase", "windowDays": 4,
                 "steps": [{"event": "view"}, {"name": "second", "event": "view"}]}],
             "covariates": [{"name": "orders-before", "metric": "orders", "days": 2},
                            {"name": "latest-before", "metric": "latest", "days": 3}],
             "slices": [{"column": "device"}]}
            """);

    private static Outcomes outcomes(RandomWorld world) {
        var entries = new Entries();
        world.exposures().forEach(met -> entries.accept(met.unit(), met.arm(), met.time()));
        Outcomes outcomes = Outcomes.of(PLAN, entries, world.asOf());
        world.events().forEach(outcomes::accept);
        return outcomes;
    }

    private static List<Map<String, String>> rows(UnitTable table) {
        var rows = new ArrayList<Map<String, String>>();
        List<String> columns = table.columns();
        table.read(columns, row -> {
            var cells = new LinkedHashMap<String, String>();
            for (int i = 0; i < columns.size(); i++) {
                cells.put(columns.get(i), row.text(i));
            }
            rows.add(cells);
        });
        return rows;
    }

    private static Measurement buy(Aggregate aggregate, String field) {
        return Measurement.of("buy", aggregate, field);
    }

    private static Map<String, String> naive(RandomWorld world, String unit) {
        var naive = new NaiveOutcomes(world, unit);
        var cells = new TreeMap<String, String>();
        cells.put("orders", naive.measured(Measurement.of("buy", Aggregate.COUNT), 0, 3));
        cells.put("bought", naive.measured(Measurement.of("buy", Aggregate.HAPPENED), 0, 3));
        cells.put(
                "gmv",
                naive.measured(
                        new Measurement("buy", Aggregate.SUM, Optional.of("price"), Optional.of("quantity"), List.of()),
                        0,
                        5));
        cells.put("back", naive.measured(Measurement.of("view", Aggregate.HAPPENED), 2, 3));
        cells.put("markets", naive.measured(Measurement.of("view", Aggregate.DISTINCT, "market"), 0, 5));
        var german = new Measurement(
                "buy",
                Aggregate.MAX,
                Optional.of("price"),
                Optional.empty(),
                List.of(new Condition.OneOf("market", List.of("de"))));
        cells.put("dearest", naive.measured(german, 0, 5));
        var latest = new Measurement(
                "view",
                Aggregate.LAST,
                Optional.of("price"),
                Optional.empty(),
                List.of(new Condition.Between("price", 10, 90)));
        cells.put("latest", naive.measured(latest, 0, 5));
        cells.put("rate/numerator", naive.measured(Measurement.of("buy", Aggregate.COUNT), 0, 2));
        cells.put("rate/denominator", naive.measured(Measurement.of("view", Aggregate.COUNT), 0, 2));
        var checkout = new Funnel(
                "checkout",
                List.of(
                        new Funnel.Step("view", "view", List.of()),
                        new Funnel.Step("cart", "cart", List.of()),
                        new Funnel.Step("buy", "buy", List.of(new Condition.Between("price", 20, 1 / 0.0)))),
                OptionalInt.of(18));
        var again = new Funnel(
                "again",
                List.of(new Funnel.Step("view", "view", List.of()), new Funnel.Step("second", "view", List.of())),
                OptionalInt.empty());
        for (int step = 1; step <= 3; step++) {
            cells.put(checkout.column(step), naive.reached(checkout, step, 4));
        }
        cells.put(again.column(1), naive.reached(again, 1, 4));
        cells.put(again.column(2), naive.reached(again, 2, 4));
        cells.put("orders-before", naive.measured(Measurement.of("buy", Aggregate.COUNT), -2, 0));
        cells.put("latest-before", naive.measured(latest, -3, 0));
        return cells;
    }

    @Test
    void everyCellIsWhatALookAtAllEventsSays() {
        var random = new Random(1);
        long filled = 0;
        for (int i = 0; i < WORLDS; i++) {
            RandomWorld world = RandomWorld.of(random);
            for (Map<String, String> row : rows(outcomes(world).table())) {
                String unit = String.valueOf(row.get("unit"));
                Map<String, String> naive = naive(world, unit);
                for (Map.Entry<String, String> cell : naive.entrySet()) {
                    assertEquals(cell.getValue(), row.get(cell.getKey()), () -> unit + " " + cell.getKey() + world);
                    filled += cell.getValue().isEmpty() || cell.getValue().equals("0") ? 0 : 1;
                }
                assertEquals(naive.size() + 4, row.size(), "and no column beside unit, arm, entered and device");
            }
        }
        assertTrue(filled > 2000, "the worlds are not empty: " + filled);
    }

    @Test
    void aUnitHasARowForEachArmThatItMetUntilTheEnd() {
        var random = new Random(2);
        for (int i = 0; i < WORLDS; i++) {
            RandomWorld world = RandomWorld.of(random);
            var expected = new TreeSet<String>();
            for (RandomWorld.Met met : world.exposures()) {
                Instant first = world.exposures().stream()
                        .filter(other ->
                                other.unit().equals(met.unit()) && other.arm().equals(met.arm()))
                        .map(RandomWorld.Met::time)
                        .min(Instant::compareTo)
                        .orElseThrow();
                if (!first.isAfter(world.asOf())) {
                    expected.add(met.unit() + " " + met.arm() + " " + first);
                }
            }
            var found = new ArrayList<String>();
            rows(outcomes(world).table())
                    .forEach(row -> found.add(row.get("unit") + " " + row.get("arm") + " " + row.get("entered")));
            Collections.sort(found);
            assertEquals(List.copyOf(expected), found);
        }
    }

    @Test
    void theOrderOfExposuresAndEventsDoesNotMatter() throws IOException {
        var random = new Random(3);
        for (int i = 0; i < WORLDS; i++) {
            RandomWorld world = RandomWorld.of(random);
            var exposures = new ArrayList<>(world.exposures());
            var events = new ArrayList<>(world.events());
            Collections.shuffle(exposures, random);
            Collections.shuffle(events, random);
            assertEquals(csv(world), csv(new RandomWorld(exposures, events, world.asOf())));
        }
    }

    private static String csv(RandomWorld world) throws IOException {
        var out = new StringBuilder();
        outcomes(world).table().write(out);
        return out.toString();
    }

    @Test
    void whatIsKnownLatestAtEntryDescribesAUnit() {
        var entries = new Entries();
        Instant entry = RandomWorld.START;
        entries.accept("u", "control", entry);
        Outcomes outcomes = Outcomes.of(PLAN, entries, entry);
        assertEquals(List.of("device"), outcomes.attributes());
        outcomes.describe("u", entry.plusMillis(1), "device", "tv");
        outcomes.describe("u", entry, "device", "mobile");
        outcomes.describe("u", entry.minusMillis(1), "device", "web");
        outcomes.describe("u", entry, "other", "x");
        outcomes.describe("nobody", entry, "device", "x");
        assertEquals("mobile", rows(outcomes.table()).getFirst().get("device"));
    }

    @Test
    void openWindowsAreCounted() {
        var entries = new Entries();
        entries.accept("a", "control", RandomWorld.START);
        entries.accept("b", "control", RandomWorld.START.plusSeconds(1));
        Outcomes outcomes = Outcomes.of(PLAN, entries, Instant.parse("2026-01-04T00:00:00Z"));
        assertEquals(1, outcomes.table().open().get("orders"), "three days after, to the second");
        assertEquals(2, outcomes.table().open().get("gmv"));
        assertEquals(0, outcomes.table().open().get("orders-before"));
    }

    @Test
    void anIdOfTwoEventsIsRefused() {
        var entries = new Entries();
        entries.accept("u", "control", RandomWorld.START);
        Outcomes outcomes = Outcomes.of(PLAN, entries, RandomWorld.START.plusSeconds(99));
        outcomes.accept(new Event(Optional.of("e"), "u", "buy", RandomWorld.START, Map.of("price", "1")));
        var other = new Event(Optional.of("e"), "u", "buy", RandomWorld.START, Map.of("price", "2"));
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> outcomes.accept(other));
        assertTrue(String.valueOf(refused.getMessage()).contains("two different events have the id \"e\""));
    }

    @Test
    void aFieldThatNoEventHasIsRefused() {
        var entries = new Entries();
        entries.accept("u", "control", RandomWorld.START);
        Outcomes outcomes = Outcomes.of(PLAN, entries, RandomWorld.START.plusSeconds(99));
        outcomes.accept(new Event(Optional.empty(), "u", "buy", RandomWorld.START, Map.of("prize", "1")));
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, outcomes::table);
        assertTrue(String.valueOf(refused.getMessage()).contains("no event of type \"buy\" has the field \"price\""));
    }

    @Test
    void aPlanOfColumnsIsRefused() {
        Plan plan = Plan.example();
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Outcomes.of(plan, new Entries(), RandomWorld.START));
        assertTrue(String.valueOf(refused.getMessage()).contains("a column of a table"), refused::getMessage);
    }

    @Test
    void csvIsQuotedWhereItMustBe() throws IOException {
        var entries = new Entries();
        entries.accept("a \"b\", c", "control", RandomWorld.START);
        Outcomes outcomes = Outcomes.of(PLAN, entries, RandomWorld.START);
        outcomes.describe("a \"b\", c", RandomWorld.START, "device", "tv, old");
        var out = new StringBuilder();
        outcomes.table().write(out);
        String row = out.toString().lines().skip(1).findFirst().orElseThrow();
        assertTrue(row.startsWith("\"a \"\"b\"\", c\",\"control\",2026-01-01T00:00:00Z,"), row);
        assertTrue(row.endsWith(",\"tv, old\""), row);
    }

    /** Of random numbers of very different size, and of their negatives, against exact arithmetic. */
    @Test
    void sumsAreExactAndRoundedOnce() {
        var random = new Random(4);
        for (int i = 0; i < 3000; i++) {
            var sum = new ExactSum();
            BigDecimal exact = BigDecimal.ZERO;
            for (int j = random.nextInt(20); j > 0; j--) {
                double value = random.nextGaussian() * Math.pow(2, random.nextInt(120) - 60);
                value = random.nextInt(4) == 0 ? Math.rint(value) : value;
                sum.add(value);
                exact = exact.add(new BigDecimal(value));
                if (random.nextInt(6) == 0) {
                    sum.add(-value);
                    exact = exact.add(new BigDecimal(-value));
                }
            }
            assertEquals(exact.doubleValue(), sum.value());
        }
    }
}
