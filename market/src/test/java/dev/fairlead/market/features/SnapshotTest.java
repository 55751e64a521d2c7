package dev.fairlead.market.features;

import static dev.fairlead.market.features.EventKind.CLICK;
import static dev.fairlead.market.features.EventKind.HIDE;
import static dev.fairlead.market.features.Happenings.ask;
import static dev.fairlead.market.features.Happenings.click;
import static dev.fairlead.market.features.Happenings.days;
import static dev.fairlead.market.features.Happenings.item;
import static dev.fairlead.market.features.Happenings.lasting;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.log.Logged;
import dev.fairlead.log.Position;
import dev.fairlead.state.FeatureStore;
import dev.fairlead.state.FeatureView;
import dev.fairlead.state.WindowedSum;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    private static final Testing ITEM_CLICKS = Testing.features(b -> b.add(
                    "clicks",
                    b.count(Amount.ONE, Entity.ITEM, lasting(7), 7, CLICK).sum()))
            .replay(item("hat", 1, "acme", "wear"), click("ann", "hat", days(1)));

    private static String refusal(FeatureStore<FeatureQuery, Market> store, byte[] snapshot) {
        return String.valueOf(
                assertThrows(IOException.class, () -> load(store, snapshot)).getMessage());
    }

    private static void load(FeatureStore<FeatureQuery, Market> store, byte[] snapshot) throws IOException {
        store.load(new DataInputStream(new ByteArrayInputStream(snapshot)));
    }

    @Test
    void aSnapshotKeepsItsPosition() {
        FeatureStore<FeatureQuery, Market> store = ITEM_CLICKS.restart(ITEM_CLICKS.replayed());
        assertEquals(Position.of(2), store.read(FeatureView<FeatureQuery, Market>::asOf));
        assertThrows(IllegalStateException.class, () -> store.accept(Logged.at(2, click("ann", "hat", days(1)))));
    }

    @Test
    void aSnapshotOfOtherFeaturesIsRefusedAndTheStoreStaysEmptyAndUsable() throws IOException {
        byte[] snapshot = Testing.snapshot(ITEM_CLICKS.replayed());
        Testing other = Testing.column(_ -> ItemColumns.price());
        FeatureStore<FeatureQuery, Market> store = other.empty();
        String message = refusal(store, snapshot);
        assertTrue(message.contains("of other features"), message);
        assertTrue(message.contains(ITEM_CLICKS.empty().fingerprint()), message);
        assertTrue(message.contains(store.fingerprint()), message);
        load(store, Testing.snapshot(other.replay(item("hat", 9, "")).replayed()));
        assertArrayEquals(new float[] {9}, Testing.rows(store, ask("ann", days(1), "hat")));
    }

    @Test
    void aSnapshotOfTheSameFeaturesOverAggregatesInAnotherOrderIsRefused() {
        Testing clicksFirst = Testing.features(b -> {
            WindowedSum clicks = b.count(Amount.ONE, Entity.ITEM, lasting(7), 7, CLICK);
            WindowedSum hides = b.count(Amount.ONE, Entity.ITEM, lasting(7), 7, HIDE);
            b.add("clicks", clicks.sum()).add("hides", hides.sum());
        });
        Testing hidesFirst = Testing.features(b -> {
            WindowedSum hides = b.count(Amount.ONE, Entity.ITEM, lasting(7), 7, HIDE);
            WindowedSum clicks = b.count(Amount.ONE, Entity.ITEM, lasting(7), 7, CLICK);
            b.add("clicks", clicks.sum()).add("hides", hides.sum());
        });
        assertEquals(clicksFirst.empty().fingerprint(), hidesFirst.empty().fingerprint());
        String message = refusal(hidesFirst.empty(), Testing.snapshot(clicksFirst.empty()));
        assertTrue(message.contains("other aggregates"), message);
    }

    @Test
    void anAggregateThatNoFeatureReadsAlsoDecidesWhetherASnapshotFits() {
        Testing more = Testing.features(b -> {
            b.add(
                    "clicks",
                    b.count(Amount.ONE, Entity.ITEM, lasting(7), 7, CLICK).sum());
            b.recent(Entity.USER, Entity.ITEM, 5, lasting(1), CLICK);
        });
        assertTrue(
                refusal(more.empty(), Testing.snapshot(ITEM_CLICKS.replayed())).contains("other aggregates"));
    }

    @Test
    void aSnapshotCutAnywhereIsRefusedAndAHalfFilledStoreRefusesAllUse() {
        Testing scenario = Testing.features(AllColumns::define).replay(new RandomLog(new Random(1), 4, 6).events(60));
        byte[] whole = Testing.snapshot(scenario.replayed());
        int header = 8 + 2 + 64 + 2 + 64;
        for (int length : new int[] {header, header + 7, header + 20, 500, whole.length / 2, whole.length - 1}) {
            FeatureStore<FeatureQuery, Market> store = scenario.empty();
            String message = refusal(store, Arrays.copyOf(whole, length));
            assertTrue(message.contains("cut short or damaged"), message);
            assertThrows(IllegalStateException.class, () -> store.read(FeatureView<FeatureQuery, Market>::asOf));
            assertThrows(IllegalStateException.class, () -> store.accept(Logged.at(1, click("ann", "hat", days(1)))));
            assertThrows(IllegalStateException.class, () -> load(store, whole));
            assertThrows(IllegalStateException.class, () -> Testing.snapshot(store));
        }
    }

    @Test
    void somethingElseThanASnapshotIsRefused() {
        for (int length : new int[] {0, 5, 8, 40, 100}) {
            String message = refusal(ITEM_CLICKS.empty(), new byte[length]);
            assertTrue(message.startsWith("not a feature snapshot"), message);
        }
    }

    @Test
    void aSnapshotIsLoadedOnlyIntoAnEmptyStore() {
        FeatureStore<FeatureQuery, Market> store = ITEM_CLICKS.replayed();
        byte[] snapshot = Testing.snapshot(store);
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> load(store, snapshot));
        assertTrue(String.valueOf(refusal.getMessage()).contains("at position 2"));
        assertArrayEquals(new float[] {1}, Testing.rows(store, ask("ann", days(2), "hat")));
    }

    @Test
    void aCategoryPathOfManyKilobytesSurvivesASnapshot() {
        String[] path = new String[500];
        Arrays.fill(path, "x".repeat(200));
        Testing scenario =
                Testing.column(_ -> ItemColumns.code(Entity.CATEGORY)).replay(item("hat", 1, "acme", path));
        assertNotEquals(0, scenario.ask(ask("ann", days(1), "hat"))[0]);
    }
}
