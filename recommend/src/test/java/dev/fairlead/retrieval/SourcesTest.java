package dev.fairlead.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.Event;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.ItemEvent;
import dev.fairlead.market.features.EventKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The sources against naive ones. */
class SourcesTest {
    private static final long NOW = RandomLog.START + 60_000L * 700;
    private static final double HOUR = 3_600;

    private static <T extends Fold> T fold(List<Event> log, T fold) {
        long offset = 0;
        for (Event event : log) {
            fold.accept(Logged.at(++offset, event));
        }
        return fold;
    }

    private static SourceQuery query(UserFields user, int k) {
        return new SourceQuery(user, NOW, k, item -> !item.equals("i3"));
    }

    private static List<Found> sorted(Map<String, Double> scores, int k) {
        List<Found> all = new ArrayList<>();
        scores.forEach((item, score) -> all.add(new Found(item, score)));
        all.removeIf(found -> found.item().equals("i3"));
        all.sort(Comparator.comparingDouble((Found found) -> -found.score()).thenComparing(Found::item));
        return all.subList(0, Math.min(k, all.size()));
    }

    private static void assertSame(List<Found> expected, List<Found> found, String where) {
        assertEquals(
                expected.stream().map(Found::item).toList(),
                found.stream().map(Found::item).toList(),
                where);
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(
                    expected.get(i).score(),
                    found.get(i).score(),
                    1e-9 * Math.max(1, expected.get(i).score()),
                    where);
        }
    }

    private static double decayed(Event event, double halfLife) {
        return Math.pow(2, -(NOW - event.time()) / 1000.0 / halfLife);
    }

    @Test
    void popularIsTheDecayedCountOfUsers() {
        for (long seed = 1; seed <= 20; seed++) {
            List<Event> log = RandomLog.of(seed, 600);
            Map<String, Double> counts = new HashMap<>();
            Set<String> met = new HashSet<>();
            for (Event event : log) {
                ItemInteractions.of(event)
                        .filter(interaction -> met.add(interaction.user() + " " + interaction.item()))
                        .ifPresent(
                                interaction -> counts.merge(interaction.item(), decayed(event, 5 * HOUR), Double::sum));
            }
            Popular popular = fold(log, new Popular(5 * HOUR, HOUR, 2));
            assertSame(sorted(counts, 6), popular.find(query(UserFields.ofHistory(List.of()), 6)), "seed " + seed);
        }
    }

    @Test
    void theOrderOfDifferentUsersEventsDoesNotMatterToPopular() {
        List<Event> log = new ArrayList<>(RandomLog.of(4, 400));
        Set<String> met = new HashSet<>();
        log.removeIf(event -> ItemInteractions.of(event)
                .filter(interaction -> met.add(interaction.user() + " " + interaction.item()))
                .isEmpty());
        List<Found> inOrder =
                fold(log, new Popular(5 * HOUR, HOUR, 2)).find(query(UserFields.ofHistory(List.of()), 10));
        Collections.shuffle(log, new Random(1));
        assertSame(
                inOrder,
                fold(log, new Popular(5 * HOUR, HOUR, 2)).find(query(UserFields.ofHistory(List.of()), 10)),
                "");
        assertTrue(inOrder.size() == 10);
    }

    @Test
    void trendingIsShortOverLong() {
        List<Event> log = RandomLog.of(6, 600);
        Map<String, Double> longer = new HashMap<>();
        Map<String, Double> shorter = new HashMap<>();
        Set<String> met = new HashSet<>();
        for (Event event : log) {
            ItemInteractions.of(event)
                    .filter(interaction -> met.add(interaction.user() + " " + interaction.item()))
                    .ifPresent(interaction -> {
                        longer.merge(interaction.item(), decayed(event, 5 * HOUR), Double::sum);
                        shorter.merge(interaction.item(), decayed(event, HOUR), Double::sum);
                    });
        }
        Map<String, Double> ratios = new HashMap<>();
        shorter.forEach((item, count) -> ratios.put(item, count / (longer.getOrDefault(item, 0.0) + 2)));
        List<Found> found =
                fold(log, new Popular(5 * HOUR, HOUR, 2)).trending().find(query(UserFields.ofHistory(List.of()), 5));
        assertSame(sorted(ratios, 5), found, "");
    }

    @Test
    void ownItemsAreTheDecayedTouches() {
        for (long seed = 1; seed <= 20; seed++) {
            List<Event> log = RandomLog.of(seed, 600);
            Map<String, Double> counts = new HashMap<>();
            for (Event event : log) {
                double cart = event instanceof AddToCart ? 3 : 1;
                ItemInteractions.of(event)
                        .filter(interaction -> interaction.user().equals("u2"))
                        .ifPresent(interaction ->
                                counts.merge(interaction.item(), cart * decayed(event, 5 * HOUR), Double::sum));
            }
            OwnItems own = fold(log, new OwnItems(new OwnItems.Config(5 * HOUR, 3, 100)));
            UserFields user = new UserFields("u2", List.of(), 0, 0, "");
            assertSame(sorted(counts, 8), own.find(query(user, 8)), "seed " + seed);
        }
    }

    /** Pairs are counted for every interaction anew by looking back through the whole log. */
    @Test
    void togetherIsTheShrunkCosineOfPairs() {
        pairsAreCounted(new CoOccurrence.Config(1_000, 4, 5 * HOUR, 0.5, 0.7, 2, HOUR));
        pairsAreCounted(new CoOccurrence.Config(1_000, 4, 5 * HOUR, 0.5, 0.7, 2, HOUR, 1.5, true));
    }

    private static void pairsAreCounted(CoOccurrence.Config config) {
        for (long seed = 1; seed <= 20; seed++) {
            List<Event> log = RandomLog.of(seed, 400);
            Map<String, Double> items = new HashMap<>();
            Map<String, Double> pairs = new HashMap<>();
            for (int at = 0; at < log.size(); at++) {
                if (ItemInteractions.of(log.get(at)).isPresent()) {
                    ItemEvent interaction = ItemInteractions.of(log.get(at)).get();
                    double decay = decayed(log.get(at), 5 * HOUR);
                    items.merge(interaction.item(), decay, Double::sum);
                    Set<String> met = new LinkedHashSet<>();
                    for (int i = at - 1; i >= 0 && met.size() < 4; i--) {
                        ItemEvent other = ItemInteractions.of(log.get(i)).orElse(interaction);
                        if (!log.get(i).equals(log.get(at))
                                && ItemInteractions.of(log.get(i)).isPresent()
                                && other.user().equals(interaction.user())
                                && met.add(other.item())
                                && !other.item().equals(interaction.item())) {
                            double weight = Math.pow(met.size(), -0.7)
                                    * (other.session().equals(interaction.session()) ? 1 : 0.5);
                            if (!config.forward()) {
                                pairs.merge(interaction.item() + " " + other.item(), weight * decay, Double::sum);
                            }
                            pairs.merge(other.item() + " " + interaction.item(), weight * decay, Double::sum);
                        }
                    }
                }
            }
            TowerData data = RandomLog.data(log);
            UserFields user = data.userNow("u1", NOW, 6);
            Map<String, Double> scores = new HashMap<>();
            for (int place = 0; place < 4; place++) {
                PastInteraction interaction = user.history().get(place);
                for (int item = 0; item < 12; item++) {
                    String one = interaction.item().item();
                    Double count = pairs.get(one + " i" + item);
                    if (count != null) {
                        double norm = Math.sqrt(items.getOrDefault(one, 0.0) * items.getOrDefault("i" + item, 0.0)) + 2;
                        scores.merge(
                                "i" + item,
                                Math.pow(2, -interaction.ageSeconds() / HOUR - place / config.historyTouches())
                                        * count
                                        / norm,
                                Double::sum);
                    }
                }
            }
            assertSame(sorted(scores, 8), fold(log, new CoOccurrence(config)).find(query(user, 8)), "seed " + seed);
        }
    }

    @Test
    void anItemKeepsAtMostTwiceTheNeighboursItMay() {
        CoOccurrence two =
                fold(RandomLog.of(3, 600), new CoOccurrence(new CoOccurrence.Config(2, 10, 5 * HOUR, 1, 0, 0, HOUR)));
        for (int item = 0; item < 12; item++) {
            UserFields user =
                    UserFields.ofHistory(List.of(new PastInteraction(ItemFields.ofId("i" + item), EventKind.CLICK, 0)));
            int found = two.find(new SourceQuery(user, NOW, 12, _ -> true)).size();
            assertTrue(found >= 2 && found <= 4, "of 11 other items: " + found);
        }
    }

    @Test
    void itemCosineCountsUsersOfBoth() {
        for (long seed = 1; seed <= 20; seed++) {
            TowerData data = RandomLog.data(RandomLog.of(seed, 60));
            int[][] byUser = data.itemsByUser();
            UserFields user = data.userNow("u1", NOW, 100);
            Map<String, Double> scores = new HashMap<>();
            for (PastInteraction interaction : user.history()) {
                for (int other = 0; other < data.items(); other++) {
                    int one = data.find(interaction.item().item());
                    double both = users(byUser, one, other);
                    if (both > 0 && one != other) {
                        double norm = Math.sqrt(users(byUser, one, one) * users(byUser, other, other)) + 1;
                        scores.merge(data.item(other).item(), (double) (float) (both / norm), Double::sum);
                    }
                }
            }
            List<Found> found = new ItemCosine(data, new ItemCosine.Config(100, 1, 100, Double.POSITIVE_INFINITY))
                    .find(query(user, 100));
            scores.remove("i3");
            assertEquals(scores.size(), found.size(), "seed " + seed);
            for (Found one : found) {
                assertEquals(scores.getOrDefault(one.item(), Double.NaN), one.score(), 1e-6, "seed " + seed);
            }
        }
    }

    private static double users(int[][] byUser, int one, int other) {
        double count = 0;
        for (int[] items : byUser) {
            boolean hasOne = false;
            boolean hasOther = false;
            for (int item : items) {
                hasOne |= item == one;
                hasOther |= item == other;
            }
            count += hasOne && hasOther ? 1 : 0;
        }
        return count;
    }

    @Test
    void theBestOfManyAreThoseThatSortingFinds() {
        SplittableRandom random = new SplittableRandom(1);
        for (int run = 0; run < 200; run++) {
            int k = 1 + random.nextInt(90);
            BestItems best = new BestItems(k);
            List<Found> all = new ArrayList<>();
            for (int item = 0; item < 200; item++) {
                double score = random.nextInt(20);
                best.add(item, score);
                all.add(new Found(String.valueOf(item), score));
            }
            all.sort(Comparator.comparingDouble(found -> -found.score())); // stable: the lower number first
            assertEquals(all.subList(0, k), best.drain(String::valueOf));
        }
    }
}
