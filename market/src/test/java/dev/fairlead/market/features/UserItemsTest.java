package dev.fairlead.market.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.Erasure;
import dev.fairlead.events.Event;
import dev.fairlead.log.Logged;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Hide;
import dev.fairlead.state.ActiveEntities;
import dev.fairlead.state.FeatureStore;
import dev.fairlead.state.HeapColdRows;
import dev.fairlead.state.LocatedEntity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UserItemsTest {
    private final UserItems items = new UserItems();

    private static int[] sorted(int[] ids) {
        Arrays.sort(ids);
        return ids;
    }

    private int[] hidden(int user) {
        return sorted(items.marks(user).hidden());
    }

    private Map<Integer, Double> lowered(int user) {
        Map<Integer, Double> lowered = new TreeMap<>();
        items.marks(user).lowered((item, _, weight) -> lowered.put(item, weight));
        return lowered;
    }

    /** Of 40 hidden items 24 were shown again: the rule read a list of 16. */
    @Test
    void allThatWasHiddenIsKnown() {
        IntStream.range(0, 40).forEach(item -> items.dislike(7, item, item, 1));
        assertArrayEquals(IntStream.range(0, 40).toArray(), hidden(7));
        assertTrue(items.marks(6).isEmpty());
        assertTrue(items.marks(1_000).isEmpty());
    }

    @Test
    void ofMoreThanAreKeptTheOldestGo() {
        for (int item = 0; item < ItemMarks.MOST + 10; item++) {
            items.dislike(0, item, item, 1);
            items.buy(0, item, item);
        }
        items.dislike(0, 99_999, 3, 1); // older than all that are kept
        assertArrayEquals(IntStream.range(10, ItemMarks.MOST + 10).toArray(), hidden(0));
        assertArrayEquals(
                IntStream.range(10, ItemMarks.MOST + 10).toArray(),
                sorted(items.marks(0).boughtAfter(-1)));
    }

    @Test
    void whatWasBoughtLatelyIsKnownByItsLastPurchase() {
        items.buy(0, 1, 100);
        items.buy(0, 2, 300);
        items.buy(0, 1, 400);
        items.buy(0, 2, 200); // late
        assertArrayEquals(new int[] {1}, sorted(items.marks(0).boughtAfter(300)));
        assertArrayEquals(new int[] {1, 2}, sorted(items.marks(0).boughtAfter(299)));
        assertArrayEquals(new int[] {}, items.marks(0).boughtAfter(400));
    }

    @Test
    void aDislikeIsTakenBackByWhatFollowsIt() {
        items.dislike(0, 1, 100, 0.3);
        items.dislike(0, 2, 100, 0.3);
        items.dislike(0, 3, 100, 1);
        assertEquals(Map.of(1, 0.3, 2, 0.3), lowered(0));
        items.want(0, 1, 99); // late
        items.want(0, 2, 101);
        items.want(0, 3, 101);
        assertEquals(Map.of(1, 0.3), lowered(0));
        assertArrayEquals(new int[] {3}, hidden(0));
        items.dislike(0, 3, 200, 0.3); // does not weaken what hides
        assertArrayEquals(new int[] {3}, hidden(0));
        items.dislike(0, 1, 90, 1); // late, and hides
        assertArrayEquals(new int[] {1, 3}, hidden(0));
        items.buy(0, 3, 300);
        assertArrayEquals(new int[] {1, 3}, hidden(0));
        items.like(0, 3, 301);
        assertArrayEquals(new int[] {1}, hidden(0));
        assertArrayEquals(new int[] {3}, items.marks(0).boughtAfter(0));
    }

    @Test
    void aUserWhoLeavesTakesAllAlongAndLeavesNothing() {
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            items.dislike(3, random.nextInt(200), i, random.nextBoolean() ? 1 : 0.5);
            items.buy(3, random.nextInt(200), i);
        }
        int[] hidden = hidden(3);
        Map<Integer, Double> lowered = lowered(3);
        byte[] bytes = items.bytes(3);
        items.remove(3);
        assertTrue(items.marks(3).isEmpty());
        assertArrayEquals(new byte[0], items.bytes(3));
        items.put(9, bytes);
        assertArrayEquals(hidden, hidden(9));
        assertEquals(lowered, lowered(9));
        assertArrayEquals(hidden, sorted(ItemMarks.of(bytes).hidden()));
        TreeSet<Integer> both = new TreeSet<>(lowered.keySet());
        both.retainAll(Arrays.stream(hidden).boxed().toList());
        assertTrue(both.isEmpty(), "one dislike an item");
    }

    /** A user who is off the heap, came back, or was erased: exact each time. */
    @Test
    void whatWasHiddenIsKnownOffTheHeapAndErasedWithThePerson() {
        Market market = new Market(new ActiveEntities(Duration.ofHours(1), new HeapColdRows()));
        FeatureStore<FeatureQuery, Market> store =
                FeatureStore.builder(market).add("price", ItemColumns.price()).build();
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            events.add(new Hide("h" + i, Happenings.START + i, "ann", "s", "i" + i, ""));
        }
        for (int i = 0; i < 20; i++) {
            events.add(new Click("c" + i, Happenings.hours(2 + i), "bob", "s", "i0", ""));
        }
        long offset = 0;
        for (Event event : events) {
            store.accept(Logged.at(++offset, event));
        }
        LocatedEntity ann = market.users().locate("ann");
        assertTrue(ann.index() < 0 && ann.cold().isPresent(), "off the heap");
        assertEquals(40, market.users().marks(ann).hidden().length);
        assertEquals(0, market.users().marks(market.users().locate("bob")).hidden().length);
        store.accept(Logged.at(++offset, new Hide("back", Happenings.hours(30), "ann", "s", "i40", "")));
        ann = market.users().locate("ann");
        assertTrue(ann.index() >= 0, "back");
        assertEquals(41, market.users().marks(ann).hidden().length);
        store.accept(Logged.at(++offset, new Erasure("erasure-1", Happenings.hours(31), "ann", "nobody")));
        assertTrue(market.users().marks(market.users().locate("ann")).isEmpty());
        store.accept(Logged.at(++offset, new Click("new", Happenings.hours(32), "carl", "s", "i1", "")));
        assertTrue(market.users().marks(market.users().locate("carl")).isEmpty(), "the index may be ann's");
    }
}
