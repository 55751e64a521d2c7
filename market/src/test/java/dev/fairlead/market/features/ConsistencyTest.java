package dev.fairlead.market.features;

import static dev.fairlead.market.features.EventKind.ADD_TO_CART;
import static dev.fairlead.market.features.EventKind.CLICK;
import static dev.fairlead.market.features.Happenings.ask;
import static dev.fairlead.market.features.Happenings.cart;
import static dev.fairlead.market.features.Happenings.click;
import static dev.fairlead.market.features.Happenings.days;
import static dev.fairlead.market.features.Happenings.item;
import static dev.fairlead.market.features.Happenings.lasting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.log.Logged;
import dev.fairlead.log.Position;
import dev.fairlead.state.FeatureStore;
import dev.fairlead.state.FeatureView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ConsistencyTest {
    private static final int BATCHES = 200;
    private static final int OF = 4; // events in a batch

    /** In every batch: the price of both items becomes the same new number, one is clicked, the other put in a cart. */
    @Test
    void noReadSeesHalfABatch() throws Exception {
        Testing scenario = Testing.features(b -> b.add(
                        "clicks",
                        b.count(Amount.ONE, Entity.ALL, lasting(7), 7, CLICK).sum())
                .add(
                        "carts",
                        b.count(Amount.ONE, Entity.ALL, lasting(7), 7, ADD_TO_CART)
                                .sum())
                .add("price", ItemColumns.price()));
        FeatureStore<FeatureQuery, Market> store = scenario.empty();
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                readers.add(threads.submit(reader(store, done)));
            }
            try {
                for (int batch = 0; batch < BATCHES; batch++) {
                    apply(store, batch);
                }
            } finally {
                done.set(true);
            }
            for (Future<Integer> reader : readers) {
                assertTrue(reader.get() > 0, "a reader saw nothing");
            }
        }
        assertEquals(Position.of(BATCHES * OF), store.read(FeatureView<FeatureQuery, Market>::asOf));
    }

    private static void apply(FeatureStore<FeatureQuery, Market> store, int batch) {
        long first = (long) batch * OF + 1;
        store.apply(fold -> {
            fold.accept(Logged.at(first, item(days(1) + batch, "hat", batch, "")));
            fold.accept(Logged.at(first + 1, click("ann", "hat", days(1))));
            fold.accept(Logged.at(first + 2, item(days(1) + batch, "shoe", batch, "")));
            fold.accept(Logged.at(first + 3, cart("ann", "shoe", 1, 1, days(1))));
        });
    }

    private static Callable<Integer> reader(FeatureStore<FeatureQuery, Market> store, AtomicBoolean done) {
        FeatureQuery query = ask("ann", days(1), "hat", "shoe");
        return () -> {
            int reads = 0;
            do {
                store.read(view -> {
                    float[] rows = view.rows(query);
                    assertEquals(0, view.asOf().offset(0) % OF);
                    assertEquals(view.asOf().offset(0) / OF, (long) rows[0]);
                    assertEquals(rows[0], rows[1], "clicks and carts");
                    assertEquals(rows[2], rows[5], "prices of both");
                    assertTrue(rows[0] == 0 || rows[2] == rows[0] - 1, "price of that batch");
                    return rows;
                });
                reads++;
                LockSupport.parkNanos(50_000); // leaves the writer room on a small machine
            } while (!done.get());
            return reads;
        };
    }
}
