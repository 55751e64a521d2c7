package dev.fairlead.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.Event;
import dev.fairlead.learn.MetricRow;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Interaction;
import dev.fairlead.market.features.InteractionKinds;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetrievalTaskTest {
    private static Event click(String user, String item, String at) {
        return new Click(user + item + at, Instant.parse(at).toEpochMilli(), user, "s", item, "");
    }

    private static final List<Event> LOG = List.of(
            click("u", "a", "2026-01-01T10:00:00Z"),
            click("v", "c", "2026-01-01T11:00:00Z"),
            click("u", "b", "2026-01-02T15:00:00Z"),
            click("u", "a", "2026-01-02T17:00:00Z"),
            click("u", "c", "2026-01-02T18:00:00Z"),
            click("u", "new", "2026-01-02T19:00:00Z"));

    @Test
    void theLastDayIsThatOfTheZone() {
        HoldOut utc = HoldOut.lastDay(LOG, ZoneOffset.UTC);
        assertEquals(List.of(LOG.get(0)), utc.training());
        assertEquals(Set.of("b", "a", "c", "new"), utc.visits().getFirst().items());
        assertEquals(LOG.get(2).time(), utc.visits().getFirst().time());
        assertEquals("v", utc.visits().get(1).user());
        // In China the user's last day begins at 16:00 UTC.
        HoldOut china = HoldOut.lastDay(LOG, ZoneId.of("Asia/Shanghai"));
        assertEquals(Set.of("a", "c", "new"), china.visits().getFirst().items());
    }

    @Test
    void theLastFifthIsRoundedUp() {
        HoldOut out = HoldOut.lastFifth(LOG);
        assertEquals(Set.of("new"), out.visits().getFirst().items());
        assertEquals(Set.of("c"), out.visits().get(1).items());
        assertEquals(4, out.training().size());
    }

    @Test
    void whatIsTakenOutIsWhatTheKindsCallALiking() {
        List<Event> log = List.of(
                new Interaction("1", 1, "u", "s", "a", "", "looked"),
                new Interaction("2", 2, "u", "s", "b", "", "looked"),
                new Interaction("3", 3, "u", "s", "c", "", "glanced"));
        InteractionKinds kinds = InteractionKinds.of("looked", "", "glanced:1");
        HoldOut out = HoldOut.lastFifth(log, kinds);
        assertEquals(Set.of("b"), out.visits().getFirst().items());
        assertEquals(List.of(log.get(0), log.get(2)), out.training());
        assertEquals(Map.of("u", Set.of("a")), out.known());
        assertEquals(1, new RetrievalTask(out, true).items().size());
    }

    @Test
    void sinceATimeTakesOutWhatIsNotBefore() {
        HoldOut out = HoldOut.since(LOG, LOG.get(3).time());
        assertEquals(1, out.visits().size());
        assertEquals(Set.of("a", "c", "new"), out.visits().getFirst().items());
        assertEquals(LOG.subList(0, 3), out.training());
    }

    @Test
    void onlyPairsWhoseItemsWereTrainedOnCount() {
        List<Event> log = new ArrayList<>(LOG);
        log.addFirst(click("w", "c", "2026-01-01T09:00:00Z"));
        log.add(click("w", "c", "2026-01-03T09:00:00Z"));
        HoldOut out = HoldOut.lastDay(log, ZoneOffset.UTC);
        assertTrue(RetrievalTask.repeats(out));
        RetrievalTask task = new RetrievalTask(out, true);
        Map<String, Double> values = new HashMap<>();
        CandidateSource constant = new CandidateSource() {
            @Override
            public String name() {
                return "constant";
            }

            @Override
            public List<Found> find(SourceQuery query) {
                return List.of(new Found("a", 2), new Found("c", 1)).stream()
                        .filter(found -> query.allowed().test(found.item()))
                        .toList();
            }
        };
        List<MetricRow> rows = new ArrayList<>(task.ceiling());
        rows.addAll(task.rows("constant", task.ask(constant, RetrievalTask.Asked.QUIET), 10, 1));
        rows.forEach(row -> values.put(row.metric() + " " + row.slice(), row.value()));
        // Held out: u b a c new; v c; w c. Reachable: u a c, v c, w c. Known before: u a, w c.
        assertEquals(4.0 / 6, values.get("reachable all"));
        assertEquals(2.0 / 4, values.get("reachable new=true"));
        assertEquals(1, values.get("recall@20 all"));
        assertEquals(1, values.get("recall@20 new=true"));
        RetrievalTask without = new RetrievalTask(out, false);
        int[] ofU = without.ask(constant, RetrievalTask.Asked.QUIET).all()[1];
        assertFalse(IntStream.of(ofU).anyMatch(item -> item == without.data().find("a")));
    }

    @Test
    void aSampleOfUsersIsAskedForAndAllAreLearntFrom() {
        HoldOut out = HoldOut.lastFifth(RandomLog.of(5, 900));
        CandidateSource popular = new RetrievalTask(out, true).replay(new Popular(36_000, 3_600, 1));
        RetrievalTask all = new RetrievalTask(out, true);
        RetrievalTask three = new RetrievalTask(out, true, 3, 1);
        assertEquals(6, all.users());
        assertEquals(3, three.users());
        assertEquals(all.data().examples(), three.data().examples());
        assertEquals(3, three.ask(popular, RetrievalTask.Asked.QUIET).all().length);
        double sum = 0;
        for (int seed = 0; seed < 400; seed++) {
            sum += new RetrievalTask(out, true, 3, seed).recallOfKnown(popular, RetrievalTask.Asked.QUIET);
        }
        assertEquals(all.recallOfKnown(popular, RetrievalTask.Asked.QUIET), sum / 400, 0.03);
        assertEquals(
                three.ceiling(), new RetrievalTask(out, true, 3, 1).ceiling(), "the same seed draws the same users");
    }

    @Test
    void theBestOfAlsIsNotAtTheEdgeOfItsGrid() {
        List<ImplicitAls.Config> grid = RetrievalGrid.factorizations(1);
        for (ImplicitAls.Config best : grid) {
            List<ImplicitAls.Config> beside = RetrievalGrid.beside(best);
            for (double factor : new double[] {0.6, 1.7}) {
                assertTrue(beside.stream()
                        .anyMatch(other ->
                                other.lambda() / best.lambda() > 1 == factor > 1 && other.lambda() != best.lambda()));
                assertTrue(beside.stream()
                        .anyMatch(other ->
                                other.alpha() / best.alpha() > 1 == factor > 1 && other.alpha() != best.alpha()));
            }
        }
        assertEquals(
                List.of(32, 128),
                RetrievalGrid.more(grid.getFirst().withFactors(64)).stream()
                        .map(ImplicitAls.Config::factors)
                        .toList());
    }

    /** The chosen weights are those that the merger then uses: what the choice promises is what comes out. */
    @Test
    void aMixIsAtLeastAsGoodAsItsBestSourceWhereItWasChosen() {
        List<Event> log = RandomLog.of(11, 900);
        HoldOut out = HoldOut.lastFifth(log);
        RetrievalTask task = new RetrievalTask(out, true);
        Map<String, RetrievalTask.Lists> lists = new LinkedHashMap<>();
        lists.put(
                "own",
                task.ask(task.replay(new OwnItems(new OwnItems.Config(3_600, 2, 100))), RetrievalTask.Asked.QUIET));
        lists.put("popular", task.ask(task.replay(new Popular(36_000, 3_600, 1)), RetrievalTask.Asked.QUIET));
        SourceMix mix = MixChoice.best(task, lists);
        List<MetricRow> mixed = task.rows("mix", task.mixed(mix, lists), 2, 1);
        for (String source : lists.keySet()) {
            List<MetricRow> alone = task.rows(source, lists.get(source), 2, 1);
            for (int row = 0; row < mixed.size(); row++) {
                if (mixed.get(row).metric().startsWith("recall")) {
                    assertTrue(mixed.get(row).value() >= alone.get(row).value() - 1e-9, source + " " + mixed.get(row));
                }
            }
        }
    }
}
