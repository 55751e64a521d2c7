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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TowerDataTest {
    private static final int LIMIT = 5;

    /** Looks through all of the log before an interaction, for each interaction anew. */
    private static UserFields naive(List<Event> log, int at) {
        ItemEvent interaction = ItemInteractions.of(log.get(at)).orElseThrow();
        long time = log.get(at).time();
        int cohort = 0;
        int market = 0;
        String device = "";
        List<PastInteraction> history = new ArrayList<>();
        Set<String> met = new HashSet<>();
        for (int i = at - 1; i >= 0; i--) {
            Event event = log.get(i);
            if (event.time() <= time && history.size() < LIMIT) {
                ItemInteractions.of(event)
                        .filter(other -> other.user().equals(interaction.user()) && met.add(other.item()))
                        .ifPresent(other -> history.add(new PastInteraction(
                                fields(log, at, other.item()), signal(event), (time - event.time()) / 1000)));
            }
            if (event instanceof UserProfile profile && profile.user().equals(interaction.user()) && market == 0) {
                cohort = Users.code(profile.cohort());
                market = Users.code(profile.market());
            }
            if (event instanceof Impression shown && shown.user().equals(interaction.user()) && device.isEmpty()) {
                device = shown.context().device();
            }
        }
        return new UserFields(interaction.user(), history, cohort, market, device);
    }

    private static EventKind signal(Event event) {
        return EventKind.valueOf(
                switch (event.getClass().getSimpleName()) {
                    case "AddToCart" -> "ADD_TO_CART";
                    case String name -> name.toUpperCase(Locale.ROOT);
                });
    }

    private static ItemFields fields(List<Event> log, int before, String item) {
        for (int i = before - 1; i >= 0; i--) {
            if (log.get(i) instanceof CatalogueItem e && e.item().equals(item)) {
                return new ItemFields(
                        item, String.join("/", e.category()), e.brand(), e.seller(), e.price(), e.title());
            }
        }
        return ItemFields.ofId(item);
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
                    TowerData.Example found = data.example(example++);
                    String where = "seed " + seed + ", event " + at;
                    assertEquals(naive(log, at), data.userAt(found, LIMIT), where);
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
            assertEquals(half.userAt(half.example(example), 50), whole.userAt(whole.example(example), 50));
        }
        assertTrue(half.examples() > 50);
    }
}
