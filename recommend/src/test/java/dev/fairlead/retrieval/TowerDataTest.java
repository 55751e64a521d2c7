package dev.fairlead.retrieval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.Event;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.ItemEvent;
import dev.fairlead.market.events.UserProfile;
import dev.fairlead.market.features.EventKind;
import dev.fairlead.market.features.Users;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TowerDataTest {
    private static final int LIMIT = 5;

    /** Looks through all of the log before an interaction, for each interaction anew. */
    private static UserFields naive(List<Event> log, int at) {
        String user = ItemInteractions.of(log.get(at)).orElseThrow().user();
        Map<String, Event> last = new HashMap<>();
        Optional<UserProfile> profile = Optional.empty();
        Optional<Impression> page = Optional.empty();
        for (Event event : log.subList(0, at)) {
            ItemInteractions.of(event)
                    .filter(other -> other.user().equals(user))
                    .ifPresent(other -> last.merge(other.item(), event, TowerDataTest::newer));
            if (event instanceof UserProfile e && e.user().equals(user)) {
                profile = Optional.of(profile.isEmpty() ? e : newer(profile.get(), e));
            }
            if (event instanceof Impression e && e.user().equals(user)) {
                page = Optional.of(page.isEmpty() ? e : newer(page.get(), e));
            }
        }
        List<String> met = metBefore(log, at);
        List<PastInteraction> history = last.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Event> each) ->
                                -each.getValue().time())
                        .thenComparing(each -> -met.indexOf(each.getKey())))
                .limit(LIMIT)
                .map(each -> new PastInteraction(
                        fields(log, at, each.getKey()),
                        signal(each.getValue()),
                        Math.max(0, log.get(at).time() - each.getValue().time()) / 1000))
                .toList();
        return new UserFields(
                user,
                history,
                profile.map(e -> Users.code(e.cohort())).orElse(0),
                profile.map(e -> Users.code(e.market())).orElse(0),
                page.map(e -> e.context().device()).orElse(""));
    }

    /** The later one by its own time, of two of one time the one that arrived later. */
    private static <E extends Event> E newer(E known, E arriving) {
        return arriving.time() >= known.time() ? arriving : known;
    }

    /** Items in the order in which they were met: of two in one second, the one met later comes first in a history. */
    private static List<String> metBefore(List<Event> log, int at) {
        Set<String> items = new LinkedHashSet<>();
        for (Event event : log.subList(0, at)) {
            switch (event) {
                case CatalogueItem e -> items.add(e.item());
                case ItemEvent e -> items.add(e.item());
                case Impression e -> e.shown().forEach(shown -> items.add(shown.item()));
                default -> {}
            }
        }
        return List.copyOf(items);
    }

    private static EventKind signal(Event event) {
        return EventKind.valueOf(
                switch (event.getClass().getSimpleName()) {
                    case "AddToCart" -> "ADD_TO_CART";
                    case String name -> name.toUpperCase(Locale.ROOT);
                });
    }

    private static ItemFields fields(List<Event> log, int before, String item) {
        return log.subList(0, before).stream()
                .filter(event -> event instanceof CatalogueItem e && e.item().equals(item))
                .map(CatalogueItem.class::cast)
                .reduce(TowerDataTest::newer)
                .map(e -> new ItemFields(
                        item, String.join("/", e.category()), e.brand(), e.seller(), e.price(), e.title()))
                .orElse(ItemFields.ofId(item));
    }

    private static int[] shownBefore(List<Event> log, int at, TowerData data) {
        ItemEvent interaction = ItemInteractions.of(log.get(at)).orElseThrow();
        long newest = -1;
        int[] shown = {};
        for (int i = 0; i < at; i++) {
            if (log.get(i) instanceof Impression e && e.user().equals(interaction.user()) && e.time() >= newest) {
                newest = e.time();
                shown = e.shown().stream()
                        .mapToInt(one -> data.find(one.item()))
                        .toArray();
            }
        }
        return newest <= log.get(at).time() ? shown : new int[0];
    }

    @Test
    void anExampleKnowsWhatTheLogHeldBeforeItAndNothingElse() {
        int compared = 0;
        for (long seed = 1; seed <= 30; seed++) {
            List<Event> log = RandomLog.of(seed, 300);
            TowerData data = RandomLog.data(log);
            int example = 0;
            for (int at = 0; at < log.size(); at++) {
                if (ItemInteractions.of(log.get(at)).isPresent()) {
                    TowerData.Example found = data.example(example);
                    String where = "seed " + seed + ", event " + at;
                    assertEquals(naive(log, at), data.userAt(example++, LIMIT), where);
                    assertEquals(
                            fields(
                                    log,
                                    at,
                                    ItemInteractions.of(log.get(at))
                                            .orElseThrow()
                                            .item()),
                            data.fields(found.fields()),
                            where);
                    assertArrayEquals(shownBefore(log, at, data), found.shown(), where);
                    compared++;
                }
            }
            assertEquals(example, data.examples());
        }
        assertTrue(compared > 3_000, "interactions compared: " + compared);
    }

    @Test
    void whatComesLaterChangesNoExample() {
        List<Event> log = RandomLog.of(3, 400);
        TowerData half = RandomLog.data(log.subList(0, 200));
        TowerData whole = RandomLog.data(log);
        for (int example = 0; example < half.examples(); example++) {
            assertEquals(half.userAt(example, 50), whole.userAt(example, 50));
        }
        assertTrue(half.examples() > 50);
    }
}
