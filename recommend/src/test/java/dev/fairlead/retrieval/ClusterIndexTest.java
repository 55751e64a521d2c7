package dev.fairlead.retrieval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterIndexTest extends VectorIndexContract {
    private static final ClusterIndexFactory FACTORY = new ClusterIndexFactory(0.97, 1);

    @Override
    protected double recall() {
        return 0.95;
    }

    @Override
    protected VectorIndex index(Vectors vectors) {
        return FACTORY.build(vectors, _ -> {});
    }

    @Test
    void oneThatReachesFarEnoughIsExact() {
        Vectors vectors = vectors(4, 3_000, DIMENSIONS);
        ClusterIndex index = ((ClusterIndex) index(vectors)).withReach(100);
        for (int q = 0; q < 20; q++) {
            float[] query = query(q, DIMENSIONS);
            Hits exact = new ExactIndex(vectors).search(query, 50, id -> id % 2 == 0);
            Hits found = index.search(query, 50, id -> id % 2 == 0);
            assertArrayEquals(exact.ids(), found.ids());
            assertArrayEquals(exact.scores(), found.scores(), 0f);
        }
    }

    @Test
    void theSameVectorsAndSeedMakeTheSameIndex() {
        Vectors vectors = vectors(5, 2_000, DIMENSIONS);
        ClusterIndex one = (ClusterIndex) index(vectors);
        ClusterIndex other = (ClusterIndex) index(vectors);
        assertArrayEquals(one.vectors().ids(), other.vectors().ids());
        assertEquals(one.reach(), other.reach());
    }

    @Test
    void everyVectorIsKeptWithItsId() {
        Vectors vectors = vectors(6, 1_000, DIMENSIONS);
        Vectors kept = index(vectors).vectors();
        int[] rows = IntStream.range(0, 1_000).map(i -> kept.ids()[i] / 3).toArray();
        for (int i = 0; i < rows.length; i++) {
            assertArrayEquals(
                    Arrays.copyOfRange(vectors.values(), rows[i] * DIMENSIONS, (rows[i] + 1) * DIMENSIONS),
                    Arrays.copyOfRange(kept.values(), i * DIMENSIONS, (i + 1) * DIMENSIONS));
        }
        assertEquals(1_000, IntStream.of(rows).distinct().count());
    }

    /** Bounds rise with the reach, and those of 3 deviations hold nearly every member. */
    @Test
    void deviationsAreThoseOfTheMembers() {
        Vectors vectors = vectors(7, 4_000, DIMENSIONS);
        VectorIndex index = index(vectors);
        Vectors kept = index.vectors();
        int[] starts = IntStream.rangeClosed(0, 40).map(c -> 100 * c).toArray();
        Clusters clusters = Clusters.of(kept, starts);
        int beyond = 0;
        for (int q = 0; q < 20; q++) {
            float[] query = query(q, DIMENSIONS);
            float[] means = clusters.bounds(query, 0);
            float[] bounds = clusters.bounds(query, 3);
            for (int row = 0; row < 4_000; row++) {
                float score = Dots.HERE.of(query, 0, kept.values(), row * DIMENSIONS, DIMENSIONS);
                beyond += score > bounds[row / 100] ? 1 : 0;
                assertTrue(bounds[row / 100] >= means[row / 100]);
            }
        }
        assertTrue(beyond < 0.02 * 80_000, beyond + " of 80,000");
    }
}
