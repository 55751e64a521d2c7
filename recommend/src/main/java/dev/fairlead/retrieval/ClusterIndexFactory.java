package dev.fairlead.retrieval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Builds cluster indexes: k-means (Lloyd 1982) on a sample, all rows to the nearest mean, and then as large a reach as finds the
 * recall that is asked for. That is measured on three kinds of queries beside the scan, each of which must have it: vectors of
 * the index, sums of two of them, and directions drawn at random.
 *
 * <p>Deterministic by seed. Time grows with vectors^1.5; one thread builds.
 *
 * @param recall of the best 100 and of the best {@value #K}, above 0 and at most 1
 */
public record ClusterIndexFactory(double recall, long seed) implements IndexFactory {
    private static final int K = 500;
    private static final int SAMPLED = 32; // rows of the sample for each cluster
    private static final int PASSES = 6;
    private static final int QUERIES = 16; // of each kind
    private static final double STEP = 0.25;
    private static final double MOST = 8;

    /** The scan looks at fewer vectors than this in less time than it takes to choose clusters. */
    public static final int LEAST = 50_000;

    public ClusterIndexFactory {
        if (!(recall > 0 && recall <= 1)) {
            throw new IllegalArgumentException("a recall of " + recall + "; it is above 0 and at most 1");
        }
    }

    /** A measured recall of .97, so that other queries than those it was measured on find .95. */
    public static IndexFactory defaults() {
        return new ClusterIndexFactory(0.97, 1).from(LEAST);
    }

    @Override
    public VectorIndex build(Vectors vectors, IntConsumer progress) {
        if (vectors.size() == 0) {
            return new ExactIndex(vectors);
        }
        SplittableRandom random = new SplittableRandom(seed);
        int count = (int) Math.ceil(2 * Math.sqrt(vectors.size()));
        float[] centroids = centroids(vectors, count, random);
        int[] nearest = new int[vectors.size()];
        Nearest to = new Nearest(vectors.dimensions(), centroids);
        for (int row = 0; row < nearest.length; row++) {
            nearest[row] = to.of(vectors.values(), row);
            if (row % LEAST == 0) {
                progress.accept(row);
            }
        }
        int[] starts = starts(nearest, to.count());
        Vectors ordered = ordered(vectors, nearest, starts);
        return tuned(new ClusterIndex(ordered, Clusters.of(ordered, starts), STEP), random);
    }

    /** Finds the nearest of centroids: that of the largest x·c − |c|² / 2. */
    private static final class Nearest {
        final int dimensions;
        final float[] centroids;
        final float[] halves;
        final float[] scores;

        Nearest(int dimensions, float[] centroids) {
            this.dimensions = dimensions;
            this.centroids = centroids;
            this.halves = new float[centroids.length / dimensions];
            this.scores = new float[halves.length];
            for (int c = 0; c < halves.length; c++) {
                halves[c] = Dots.HERE.of(centroids, c * dimensions, centroids, c * dimensions, dimensions) / 2;
            }
        }

        int count() {
            return halves.length;
        }

        int of(float[] rows, int row) {
            float[] query = Arrays.copyOfRange(rows, row * dimensions, (row + 1) * dimensions);
            Dots.HERE.of(query, centroids, 0, halves.length, scores);
            int best = 0;
            float most = Float.NEGATIVE_INFINITY;
            for (int c = 0; c < halves.length; c++) {
                float score = scores[c] - halves[c];
                if (score > most) {
                    most = score;
                    best = c;
                }
            }
            return best;
        }
    }

    private static float[] centroids(Vectors vectors, int count, SplittableRandom random) {
        int d = vectors.dimensions();
        int size = (int) Math.min(vectors.size(), (long) SAMPLED * count);
        int[] rows = sample(vectors.size(), size, random);
        float[] centroids = new float[count * d];
        for (int c = 0; c < count; c++) {
            System.arraycopy(vectors.values(), rows[c % size] * d, centroids, c * d, d);
        }
        for (int pass = 0; pass < PASSES; pass++) {
            Nearest nearest = new Nearest(d, centroids);
            double[] sums = new double[count * d];
            int[] members = new int[count];
            for (int row : rows) {
                int c = nearest.of(vectors.values(), row);
                members[c]++;
                for (int j = 0; j < d; j++) {
                    sums[c * d + j] += vectors.values()[row * d + j];
                }
            }
            centroids = centroids.clone();
            for (int c = 0; c < count; c++) {
                for (int j = 0; j < d && members[c] > 0; j++) {
                    centroids[c * d + j] = (float) (sums[c * d + j] / members[c]);
                }
            }
        }
        return centroids;
    }

    /** Different rows, in an order that is drawn. */
    private static int[] sample(int of, int size, SplittableRandom random) {
        int[] rows = IntStream.range(0, of).toArray();
        for (int i = 0; i < size; i++) {
            int other = i + random.nextInt(of - i);
            int row = rows[other];
            rows[other] = rows[i];
            rows[i] = row;
        }
        return Arrays.copyOf(rows, size);
    }

    private static int[] starts(int[] nearest, int count) {
        int[] starts = new int[count + 1];
        for (int cluster : nearest) {
            starts[cluster + 1]++;
        }
        for (int c = 0; c < count; c++) {
            starts[c + 1] += starts[c];
        }
        return starts;
    }

    private static Vectors ordered(Vectors vectors, int[] nearest, int[] starts) {
        int d = vectors.dimensions();
        int[] next = starts.clone();
        int[] ids = new int[nearest.length];
        float[] values = new float[vectors.values().length];
        for (int row = 0; row < nearest.length; row++) {
            int to = next[nearest[row]]++;
            ids[to] = vectors.ids()[row];
            System.arraycopy(vectors.values(), row * d, values, to * d, d);
        }
        return new Vectors(d, ids, values);
    }

    private ClusterIndex tuned(ClusterIndex index, SplittableRandom random) {
        Vectors vectors = index.vectors();
        int k = Math.clamp(vectors.size() / 20, 1, K);
        ExactIndex exact = new ExactIndex(vectors);
        ClusterIndex wide = index;
        for (Kind kind : Kind.values()) {
            List<float[]> queries = new ArrayList<>();
            List<Hits> right = new ArrayList<>();
            for (int i = 0; i < QUERIES; i++) {
                queries.add(kind.query(vectors, random));
                right.add(exact.search(queries.getLast(), k, _ -> true));
            }
            while (wide.reach() < MOST
                    && (recall(wide, queries, right, k) < recall
                            || recall(wide, queries, right, Math.min(k, ClusterIndex.SOUGHT)) < recall)) {
                wide = index.withReach(wide.reach() + STEP);
            }
        }
        return wide;
    }

    private static double recall(ClusterIndex index, List<float[]> queries, List<Hits> right, int k) {
        long found = 0;
        for (int i = 0; i < queries.size(); i++) {
            Set<Integer> best = ids(right.get(i).first(k));
            found += ids(index.search(queries.get(i), k, _ -> true)).stream()
                    .filter(best::contains)
                    .count();
        }
        return found / ((double) k * queries.size());
    }

    private static Set<Integer> ids(Hits hits) {
        return IntStream.of(hits.ids()).boxed().collect(Collectors.toSet());
    }

    private enum Kind {
        VECTOR,
        SUM,
        DIRECTION;

        float[] query(Vectors vectors, SplittableRandom random) {
            int d = vectors.dimensions();
            float[] query = new float[d];
            int one = random.nextInt(vectors.size()) * d;
            int other = random.nextInt(vectors.size()) * d;
            for (int j = 0; j < d; j++) {
                query[j] = switch (this) {
                    case VECTOR -> vectors.values()[one + j];
                    case SUM -> vectors.values()[one + j] + vectors.values()[other + j];
                    case DIRECTION -> (float) random.nextGaussian();
                };
            }
            return query;
        }
    }
}
