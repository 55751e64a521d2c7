package dev.fairlead.market.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.fairlead.events.Event;
import dev.fairlead.log.Logged;
import dev.fairlead.state.Column;
import dev.fairlead.state.FeatureStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A scenario: features, what happened, and a question. It is run through every way in which a state can come about —
 * event by event with reads in between, a fresh replay, one batch, many batches, and a snapshot in the middle — and all
 * must give the same bits.
 */
final class Testing {
    private final Consumer<FeatureStore.Builder<FeatureQuery, MarketRequest, Market>> definition;
    private final List<Event> events;

    private Testing(
            Consumer<FeatureStore.Builder<FeatureQuery, MarketRequest, Market>> definition, List<Event> events) {
        this.definition = definition;
        this.events = events;
    }

    static Testing features(Consumer<FeatureStore.Builder<FeatureQuery, MarketRequest, Market>> definition) {
        return new Testing(definition, List.of());
    }

    static Testing column(
            Function<FeatureStore.Builder<FeatureQuery, MarketRequest, Market>, Column<? super MarketRequest>> column) {
        return features(b -> b.add("column", column.apply(b)));
    }

    Testing replay(Event... events) {
        return replay(List.of(events));
    }

    Testing replay(List<Event> more) {
        List<Event> all = new ArrayList<>(events);
        all.addAll(more);
        return new Testing(definition, List.copyOf(all));
    }

    /** Asks for rows and expects these values, exactly. */
    void expect(FeatureQuery query, float... expected) {
        assertArrayEquals(expected, ask(query));
    }

    /** Asks for rows and expects these values, to a relative error. */
    void expectNearly(double tolerance, FeatureQuery query, double... expected) {
        float[] actual = ask(query);
        for (int i = 0; i < expected.length; i++) {
            near(tolerance, expected[i], actual[i], "candidate " + i);
        }
    }

    static void near(double tolerance, double expected, double actual, String what) {
        boolean close = Double.isNaN(expected)
                ? Double.isNaN(actual)
                : Math.abs(expected - actual) <= tolerance * Math.max(1e-3, Math.abs(expected));
        if (!close) {
            throw new AssertionError(what + ": expected " + expected + " but was " + actual);
        }
    }

    /** The rows, after checking that every path gives the same. */
    float[] ask(FeatureQuery query) {
        float[] rows = rows(replayed(), query);
        same("event by event, with reads in between", rows, rows(withReads(query), query));
        same("one batch", rows, rows(inBatches(Math.max(1, events.size())), query));
        same("batches of 3", rows, rows(inBatches(3), query));
        for (int cut : cuts()) {
            same("a snapshot after " + cut + " events", rows, rows(restarted(cut), query));
        }
        return rows;
    }

    private TreeSet<Integer> cuts() {
        int n = events.size();
        return new TreeSet<>(List.of(0, n / 3, n / 2, Math.max(0, n - 1), n));
    }

    FeatureStore<FeatureQuery, Market> empty() {
        FeatureStore.Builder<FeatureQuery, MarketRequest, Market> builder = FeatureStore.builder(new Market());
        definition.accept(builder);
        return builder.build();
    }

    FeatureStore<FeatureQuery, Market> replayed() {
        return replayedTo(events.size());
    }

    /** A fresh store that was fed the first events, up to offset {@code asOf}. */
    FeatureStore<FeatureQuery, Market> replayedTo(long asOf) {
        FeatureStore<FeatureQuery, Market> store = empty();
        accept(store, 0, (int) asOf);
        return store;
    }

    void accept(FeatureStore<FeatureQuery, Market> store, int from, int to) {
        for (int i = from; i < to; i++) {
            store.accept(Logged.at(i + 1, events.get(i)));
        }
    }

    private FeatureStore<FeatureQuery, Market> withReads(FeatureQuery query) {
        FeatureStore<FeatureQuery, Market> store = empty();
        for (int i = 0; i < events.size(); i++) {
            rows(store, query);
            accept(store, i, i + 1);
        }
        return store;
    }

    private FeatureStore<FeatureQuery, Market> inBatches(int size) {
        FeatureStore<FeatureQuery, Market> store = empty();
        for (int from = 0; from < events.size(); from += size) {
            int first = from;
            int end = Math.min(events.size(), from + size);
            store.apply(fold -> {
                for (int i = first; i < end; i++) {
                    fold.accept(Logged.at(i + 1, events.get(i)));
                }
            });
        }
        return store;
    }

    private FeatureStore<FeatureQuery, Market> restarted(int cut) {
        FeatureStore<FeatureQuery, Market> store = restart(replayedTo(cut));
        accept(store, cut, events.size());
        return store;
    }

    /** A new store with the state of this one's snapshot. */
    FeatureStore<FeatureQuery, Market> restart(FeatureStore<FeatureQuery, Market> store) {
        FeatureStore<FeatureQuery, Market> fresh = empty();
        load(fresh, snapshot(store));
        return fresh;
    }

    static byte[] snapshot(FeatureStore<FeatureQuery, Market> store) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            store.save(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static void load(FeatureStore<FeatureQuery, Market> store, byte[] snapshot) {
        try {
            store.load(new DataInputStream(new ByteArrayInputStream(snapshot)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static float[] rows(FeatureStore<FeatureQuery, Market> store, FeatureQuery query) {
        return store.read(view -> view.rows(query));
    }

    static void same(String path, float[] expected, float[] actual) {
        assertArrayEquals(bits(expected), bits(actual), path);
    }

    static int[] bits(float[] rows) {
        int[] bits = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            bits[i] = Float.floatToRawIntBits(rows[i]);
        }
        return bits;
    }
}
