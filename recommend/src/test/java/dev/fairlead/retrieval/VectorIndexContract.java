package dev.fairlead.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every index must do, beside a search that looks at everything. */
public abstract class VectorIndexContract {
    protected static final int DIMENSIONS = 24;

    /** Least recall that is asked for; 1 where the index is exact. */
    protected abstract double recall();

    protected abstract VectorIndex index(Vectors vectors);

    /** Clustered, as embeddings are, and of differing lengths. */
    public static Vectors vectors(long seed, int n, int dimensions) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] centres = new float[20][dimensions];
        for (float[] centre : centres) {
            for (int d = 0; d < dimensions; d++) {
                centre[d] = (float) random.nextGaussian();
            }
        }
        float[] values = new float[n * dimensions];
        for (int i = 0; i < n; i++) {
            float[] centre = centres[random.nextInt(centres.length)];
            double length = 0.5 + random.nextDouble();
            for (int d = 0; d < dimensions; d++) {
                values[i * dimensions + d] = (float) (length * (centre[d] + 0.5 * random.nextGaussian()));
            }
        }
        return new Vectors(dimensions, IntStream.range(0, n).map(i -> 3 * i).toArray(), values);
    }

    static float[] query(long seed, int dimensions) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] query = new float[dimensions];
        for (int d = 0; d < dimensions; d++) {
            query[d] = (float) random.nextGaussian();
        }
        return query;
    }

    /** Accepted ids by falling inner product, in double precision. */
    static int[] naive(Vectors vectors, float[] query, int k, IntPredicate accept) {
        double[] scores = new double[vectors.size()];
        for (int i = 0; i < scores.length; i++) {
            for (int d = 0; d < query.length; d++) {
                scores[i] += (double) query[d] * vectors.values()[i * query.length + d];
            }
        }
        return IntStream.range(0, scores.length)
                .filter(i -> accept.test(vectors.ids()[i]))
                .boxed()
                .sorted((a, b) -> Double.compare(scores[b], scores[a]))
                .limit(k)
                .mapToInt(i -> vectors.ids()[i])
                .toArray();
    }

    private void check(Vectors vectors, VectorIndex index, int k, IntPredicate accept) {
        int found = 0;
        int wanted = 0;
        for (int q = 0; q < 20; q++) {
            float[] query = query(q, DIMENSIONS);
            Hits hits = index.search(query, k, accept);
            int[] right = naive(vectors, query, k, accept);
            assertEquals(right.length, hits.ids().length, "as many as there are");
            assertEquals(hits.ids().length, hits.scores().length);
            assertTrue(IntStream.of(hits.ids()).allMatch(accept), "only what is accepted");
            assertEquals(hits.ids().length, IntStream.of(hits.ids()).distinct().count());
            for (int i = 1; i < hits.scores().length; i++) {
                assertTrue(hits.scores()[i - 1] >= hits.scores()[i], "best first");
            }
            Set<Integer> set = IntStream.of(hits.ids()).boxed().collect(Collectors.toSet());
            wanted += right.length;
            found += (int) IntStream.of(right).filter(set::contains).count();
        }
        assertTrue(found >= recall() * wanted, found + " of " + wanted);
    }

    @Test
    void findsTheNearest() {
        Vectors vectors = vectors(1, 5_000, DIMENSIONS);
        VectorIndex index = index(vectors);
        assertEquals(5_000, index.size());
        assertEquals(DIMENSIONS, index.dimensions());
        check(vectors, index, 1, _ -> true);
        check(vectors, index, 100, _ -> true);
        check(vectors, index, 500, _ -> true);
    }

    @Test
    void filtersInsideTheSearch() {
        Vectors vectors = vectors(2, 5_000, DIMENSIONS);
        VectorIndex index = index(vectors);
        check(vectors, index, 100, id -> id % 2 == 0);
        check(vectors, index, 100, id -> id % 20 == 0);
        check(vectors, index, 100, id -> id < 60);
        check(vectors, index, 100, _ -> false);
    }

    @Test
    void fewVectorsAndNone() {
        check(Vectors.none(DIMENSIONS), index(Vectors.none(DIMENSIONS)), 5, _ -> true);
        Vectors few = vectors(3, 3, DIMENSIONS);
        check(few, index(few), 5, _ -> true);
        assertEquals(0, index(few).search(query(1, DIMENSIONS), 0, _ -> true).ids().length);
    }

    @Test
    void equalVectorsAndZeros() {
        float[] values = new float[40 * DIMENSIONS];
        Arrays.fill(values, 20 * DIMENSIONS, 40 * DIMENSIONS, 1f);
        Vectors vectors = new Vectors(DIMENSIONS, IntStream.range(0, 40).toArray(), values);
        float[] query = new float[DIMENSIONS];
        Arrays.fill(query, 1f);
        Hits hits = index(vectors).search(query, 20, _ -> true);
        assertEquals(20, hits.ids().length);
        assertTrue(IntStream.of(hits.ids()).allMatch(id -> id >= 20));
    }
}
