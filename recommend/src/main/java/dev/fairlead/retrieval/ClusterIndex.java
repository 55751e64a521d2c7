package dev.fairlead.retrieval;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Inverted lists: vectors lie by cluster, and a search scans the clusters that may hold one of the best (Jégou et al., Product
 * Quantization for Nearest Neighbor Search, TPAMI 2011, section IV, with whole vectors in the place of codes). It finds most of
 * the best, not surely all; what it finds it scores exactly.
 *
 * <p>How far a cluster may reach for a query is estimated: the inner product of a member is taken to be spread around that of
 * the centroid, with one deviation along the centroid and one across. Clusters are scanned in order of centroid + reach ×
 * deviation, until that is below the k-th best found. So a filter that accepts few widens the search by itself, at last to
 * everything, and a query that is far from all vectors looks at more than one that is near.
 */
final class ClusterIndex implements VectorIndex {
    /** At least so many are sought, for the first few are easily missed when the search stops at once. */
    static final int SOUGHT = 100;

    private final Vectors vectors; // by cluster
    private final Clusters clusters;
    private final double reach;

    /** @param reach deviations by which a member may beat its centroid; more find more and take longer */
    ClusterIndex(Vectors vectors, Clusters clusters, double reach) {
        this.vectors = vectors;
        this.clusters = clusters;
        this.reach = reach;
    }

    ClusterIndex withReach(double other) {
        return new ClusterIndex(vectors, clusters, other);
    }

    double reach() {
        return reach;
    }

    @Override
    public Vectors vectors() {
        return vectors;
    }

    @Override
    public Hits search(float[] query, int k, IntPredicate accept) {
        float[] bounds = clusters.bounds(query, reach);
        TopK top = new TopK(Math.min(Math.max(k, SOUGHT), size()));
        int[] ids = vectors.ids();
        float[] scores = new float[ExactIndex.BLOCK];
        for (int cluster : order(bounds)) {
            if (bounds[cluster] < top.threshold()) {
                break;
            }
            int from = clusters.start(cluster);
            int to = clusters.start(cluster + 1);
            ExactIndex.scan(query, vectors.values(), from, to, Dots.HERE, scores, top, i -> ids[i], accept);
        }
        return top.take().first(k);
    }

    /** Clusters by falling bound. */
    private static int[] order(float[] bounds) {
        long[] keys = new long[bounds.length];
        for (int i = 0; i < keys.length; i++) {
            int bits = Float.floatToIntBits(bounds[i]);
            int rising = bits ^ (bits >> 31 & 0x7fffffff); // as the floats rise
            keys[i] = (long) ~rising << 32 | i;
        }
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    }

    @Override
    public long bytes() {
        return clusters.bytes();
    }
}
