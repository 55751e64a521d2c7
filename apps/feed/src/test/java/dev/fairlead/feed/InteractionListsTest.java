package dev.fairlead.feed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.evaluate.RetrievalEvaluation.Retrieved;
import dev.fairlead.events.Event;
import dev.fairlead.log.Logged;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.market.events.Interaction;
import dev.fairlead.market.events.ItemEvent;
import dev.fairlead.market.events.Purchase;
import dev.fairlead.market.features.ItemSimilarity;
import dev.fairlead.ranking.Replay;
import dev.fairlead.ranking.ShownList;
import dev.fairlead.retrieval.EaseTrainer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InteractionListsTest {
    private static final int HORIZON = 3;
    private static final FeedConfig CONFIG = FeedConfig.clickOut()
            .with("training.interactions.next", String.valueOf(HORIZON))
            .with("candidates", "60");

    private static final List<Event> EVENTS = events();

    /** People walk from item to item, mostly to the next one, and now and then buy what they are at. */
    private static List<Event> events() {
        SplittableRandom random = new SplittableRandom(7);
        List<Event> events = new ArrayList<>();
        int[] at = new int[12];
        for (int n = 0; n < 1_500; n++) {
            int user = random.nextInt(at.length);
            at[user] = (random.nextInt(4) == 0 ? random.nextInt(80) : at[user] + 1) % 80;
            long time = Story.START + 60_000L * n;
            String session = "s" + user + "-" + n / 300;
            events.add(
                    random.nextInt(15) == 0
                            ? new Purchase("e" + n, time, "u" + user, session, "i" + at[user], "", 2, 5)
                            : new Interaction("e" + n, time, "u" + user, session, "i" + at[user], "", "view"));
        }
        return events;
    }

    private static InteractionLists.Made made(int most) {
        MemoryLog log = new MemoryLog();
        log.append(EVENTS, List.of());
        return InteractionLists.of(
                CONFIG.with("training.interactions.lists", String.valueOf(most)),
                LearntSimilarity.none(),
                log,
                EVENTS.size(),
                EVENTS.size(),
                _ -> {});
    }

    /** Weights between items that a list is read with are of what happened before it; lists of before the first are not made. */
    @Test
    void listsAreReadWithWhatHadBeenLearntBefore() {
        MemoryLog log = new MemoryLog();
        log.append(EVENTS, List.of());
        LearntSimilarity similarity = LearntSimilarity.of(CONFIG, log, log.end(), Long.MAX_VALUE, _ -> {});
        assertTrue(similarity.ofLists());
        InteractionLists.Made made = InteractionLists.of(
                CONFIG.with("training.interactions.lists", "500"),
                similarity,
                log,
                EVENTS.size(),
                EVENTS.size(),
                _ -> {});
        int column = FeedFeatures.create().store().names().indexOf("evidence_similarity");
        int width = made.set().width();
        long[] times = EVENTS.stream().mapToLong(Event::time).sorted().toArray();
        long first = times[(int) ((times.length - 1) * 0.4)];
        assertTrue(made.set().lists().size() > 100);
        for (int l = 0; l < made.set().lists().size(); l++) {
            ShownList list = made.set().lists().get(l);
            assertTrue(list.time() >= first, () -> list.time() + " is before " + first);
            EaseTrainer trainer = new EaseTrainer(CONFIG.similarity(), CONFIG.interactionKinds());
            long since = times[(int) ((times.length - 1) * 0.7)];
            long until = list.time() >= since ? since : first;
            if (l % 50 == 0) {
                EVENTS.forEach(trainer::accept);
                ItemSimilarity learnt = trainer.train(until).orElseThrow();
                FeedFeatures fed = FeedFeatures.create(CONFIG.interactionKinds());
                for (int e = 0; e < list.asOf().total(); e++) {
                    fed.store().accept(Logged.at(e + 1, EVENTS.get(e)));
                }
                float[] rows = fed.store().read(view -> view.rows(list.query().with(Optional.of(learnt))));
                for (int i = 0; i < list.size(); i++) {
                    assertEquals(
                            rows[list.rowOf()[i] * width + column], made.set().rows()[l][i * width + column]);
                }
            }
        }
    }

    /** The rows are those of a store that was fed up to the list's position and no further. */
    @Test
    void rowsAreThoseOfTheirPosition() {
        InteractionLists.Made made = made(500);
        MemoryLog log = new MemoryLog();
        log.append(EVENTS, List.of());
        int width = made.set().width();
        List<float[]> rows = new ArrayList<>();
        Replay.rows(log, FeedFeatures.create().store(), made.set().lists(), (_, all) -> rows.add(all), _ -> {});
        assertTrue(rows.size() > 100, "lists: " + rows.size());
        for (int l = 0; l < rows.size(); l++) {
            ShownList list = made.set().lists().get(l);
            float[] expected = new float[list.size() * width];
            for (int i = 0; i < list.size(); i++) {
                System.arraycopy(rows.get(l), list.rowOf()[i] * width, expected, i * width, width);
            }
            assertArrayEquals(expected, made.set().rows()[l], "list " + l);
        }
    }

    @Test
    void outcomesAreTheNextInteractions() {
        InteractionLists.Made made = made(10_000);
        assertTrue(
                made.set().lists().size() > 700, "lists: " + made.set().lists().size());
        int sales = 0;
        for (ShownList list : made.set().lists()) {
            int from = (int) list.asOf().total();
            Set<String> next = new LinkedHashSet<>();
            Set<String> bought = new LinkedHashSet<>();
            int left = HORIZON;
            for (Event event : EVENTS.subList(from, EVENTS.size())) {
                ItemEvent touch = (ItemEvent) event;
                if (touch.user().equals(list.user()) && left-- > 0) {
                    next.add(touch.item());
                    if (event instanceof Purchase) {
                        bought.add(touch.item());
                    }
                }
            }
            for (int i = 0; i < list.size(); i++) {
                ShownList.Outcome outcome = list.outcomes()[i];
                assertEquals(next.contains(list.item(i)), outcome.clicked() != ShownList.Outcome.NEVER);
                assertEquals(bought.contains(list.item(i)), !outcome.sales().isEmpty());
                sales += outcome.sales().size();
            }
        }
        assertTrue(sales > 20, "sales: " + sales);
    }

    @Test
    void theSameLogGivesTheSameLists() {
        InteractionLists.Made one = made(300);
        InteractionLists.Made other = made(300);
        assertEquals(one.asked(), other.asked());
        assertEquals(one.set().lists().size(), other.set().lists().size());
        for (int l = 0; l < one.set().lists().size(); l++) {
            assertArrayEquals(one.set().rows()[l], other.set().rows()[l]);
        }
    }

    /** Feeds a served evaluation with what comes before, and asks. */
    @Test
    void theHeuristicServesWhatFollows() {
        ServedEvaluation served = new ServedEvaluation(CONFIG, Optional.empty());
        EVENTS.subList(0, 1_000).forEach(served::accept);
        served.nextItems(EVENTS.subList(1_000, EVENTS.size()), (_, _) -> true, 20);
        List<Retrieved> asked = served.slates().getOrDefault("heuristic", List.of());
        long wanted = EVENTS.subList(1_000, EVENTS.size()).size();
        assertTrue(asked.size() > wanted / 2 && asked.size() < wanted, "asked " + asked.size());
        long hits = asked.stream()
                .filter(each -> each.ranked().containsAll(each.relevant()))
                .count();
        assertTrue(hits > asked.size() / 2, "hits: " + hits + " of " + asked.size());
        assertTrue(asked.stream().allMatch(each -> each.ranked().size() == 20));
    }
}
