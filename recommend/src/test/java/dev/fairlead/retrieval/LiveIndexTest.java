package dev.fairlead.retrieval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveIndexTest extends VectorIndexContract {
    @Override
    protected double recall() {
        return 1;
    }

    /** Half of the vectors in the base, half put later, some of the base's put anew, one removed and put again. */
    @Override
    protected VectorIndex index(Vectors vectors) {
        LiveIndex live = new LiveIndex(vectors.dimensions(), IndexFactory.EXACT);
        Map<Integer, float[]> all = new TreeMap<>();
        for (int i = 0; i < vectors.size(); i++) {
            all.put(vectors.ids()[i], row(vectors, i));
        }
        live.rebuild(
                () -> of(
                        vectors.dimensions(),
                        all.entrySet().stream()
                                .limit(vectors.size() / 2)
                                .map(e -> Map.entry(
                                        e.getKey(),
                                        e.getKey() % 2 == 0 ? e.getValue() : new float[e.getValue().length]))
                                .toList()),
                _ -> {});
        for (int i = 0; i < vectors.size(); i++) {
            int id = vectors.ids()[i];
            if (id % 2 != 0 || i >= vectors.size() / 2) {
                live.put(id, row(vectors, i));
            }
        }
        if (vectors.size() > 0) {
            live.remove(0);
            live.put(0, row(vectors, 0));
        }
        return new Fixed(live, vectors);
    }

    private static float[] row(Vectors vectors, int i) {
        int d = vectors.dimensions();
        return Arrays.copyOfRange(vectors.values(), i * d, (i + 1) * d);
    }

    private static Vectors of(int dimensions, List<Map.Entry<Integer, float[]>> entries) {
        float[] values = new float[entries.size() * dimensions];
        int[] ids = new int[entries.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = entries.get(i).getKey();
            System.arraycopy(entries.get(i).getValue(), 0, values, i * dimensions, dimensions);
        }
        return new Vectors(dimensions, ids, values);
    }

    /** A live index that nobody changes any more. */
    private record Fixed(LiveIndex live, Vectors vectors) implements VectorIndex {
        @Override
        public Hits search(float[] query, int k, IntPredicate accept) {
            return live.search(query, k, accept);
        }

        @Override
        public long bytes() {
            return live.bytes();
        }
    }

    /** An index whose searches fail. */
    record Broken(Vectors vectors) implements VectorIndex {
        @Override
        public Hits search(float[] query, int k, IntPredicate accept) {
            throw new IllegalStateException("the index is broken");
        }

        @Override
        public long bytes() {
            return 0;
        }
    }

    /** Random puts, removals and rebuilds beside a map. */
    @Test
    void isAMapOfVectorsAtEveryMoment() {
        for (int seed = 0; seed < 30; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            LiveIndex live = new LiveIndex(4, IndexFactory.EXACT);
            Map<Integer, float[]> right = new TreeMap<>();
            for (int step = 0; step < 400; step++) {
                int id = random.nextInt(60);
                switch (random.nextInt(10)) {
                    case 0 -> {
                        live.remove(id);
                        right.remove(id);
                    }
                    case 1 -> {
                        if (random.nextInt(5) == 0) {
                            live.rebuild(() -> of(4, List.copyOf(right.entrySet())), _ -> {});
                            assertEquals(0, live.changes());
                        }
                    }
                    default -> {
                        float[] vector = query(random.nextLong(), 4);
                        live.put(id, vector);
                        right.put(id, vector);
                    }
                }
                float[] query = query(random.nextLong(), 4);
                int k = random.nextInt(20);
                assertArrayEquals(
                        naive(of(4, List.copyOf(right.entrySet())), query, k, i -> i % 3 != 0),
                        live.search(query, k, i -> i % 3 != 0).ids());
                assertArrayEquals(
                        naive(of(4, List.copyOf(right.entrySet())), query, k, i -> i < 40),
                        live.best(query, IntStream.range(0, 40).toArray(), k).ids());
                float[] kept = new float[6];
                assertEquals(right.containsKey(id), live.vector(id, kept, 2));
                if (right.containsKey(id)) {
                    assertArrayEquals(right.get(id), Arrays.copyOfRange(kept, 2, 6));
                }
            }
        }
    }

    @Test
    void whatIsPutDuringARebuildStays() {
        LiveIndex live = new LiveIndex(1, (vectors, _) -> new ExactIndex(vectors));
        live.put(1, new float[] {1});
        live.put(2, new float[] {2});
        live.rebuild(
                () -> {
                    Vectors then = new Vectors(1, new int[] {1, 2}, new float[] {1, 2});
                    live.put(3, new float[] {3});
                    live.remove(1);
                    live.put(2, new float[] {0.5f});
                    return then;
                },
                _ -> {});
        Hits hits = live.search(new float[] {1}, 9, _ -> true);
        assertArrayEquals(new int[] {3, 2}, hits.ids());
        assertArrayEquals(new float[] {3, 0.5f}, hits.scores());
        assertEquals(3, live.changes());
        assertEquals(2, live.base());
    }

    /** One writer, one rebuilder, searches: an item that was put and is never removed is found in every search. */
    @Test
    void searchesGoOnWhileItChanges() throws InterruptedException {
        LiveIndex live = new LiveIndex(2, IndexFactory.EXACT);
        IntStream.range(0, 200).forEach(id -> live.put(id, new float[] {1, id}));
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<String> wrong = new AtomicReference<>("");
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 40_000; i++) {
                int id = i % 200;
                live.put(id, new float[] {1, id});
            }
        });
        Thread rebuilder = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                float[] values = new float[400];
                for (int id = 0; id < 200; id++) {
                    values[2 * id] = 1;
                    values[2 * id + 1] = id;
                }
                live.rebuild(() -> new Vectors(2, IntStream.range(0, 200).toArray(), values), _ -> {});
            }
        });
        Thread reader = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                Hits hits = live.search(new float[] {1, 1}, 200, _ -> true);
                long distinct = IntStream.of(hits.ids()).distinct().count();
                if (hits.ids().length != 200 || distinct != 200) {
                    wrong.set(hits.ids().length + " hits, " + distinct + " of them different");
                }
            }
        });
        writer.join();
        done.set(true);
        reader.join();
        rebuilder.join();
        assertEquals("", wrong.get());
    }

    @Test
    void wrongVectorsAreRefused() {
        LiveIndex live = new LiveIndex(2, IndexFactory.EXACT);
        assertThrows(IllegalArgumentException.class, () -> live.put(1, new float[3]));
        assertThrows(IllegalArgumentException.class, () -> new Vectors(2, new int[] {1}, new float[3]));
        assertFalse(live.vector(7, new float[2], 0));
        assertFalse(live.vector(-1, new float[2], 0));
        assertTrue(live.bytes() > 0);
    }
}
