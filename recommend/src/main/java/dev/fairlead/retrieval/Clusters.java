package dev.fairlead.retrieval;

/**
 * Where clusters of rows lie and how they spread.
 *
 * @param centroids row-major means of the clusters
 * @param starts row at which each cluster begins; one more at the end
 * @param along deviation of the members along the direction of the centroid
 * @param across root of the mean square of their distance from the centroid's line, for each dimension across
 */
record Clusters(int dimensions, float[] centroids, int[] starts, float[] along, float[] across) {
    /** Of rows that lie in order of their cluster. */
    static Clusters of(Vectors ordered, int[] starts) {
        int d = ordered.dimensions();
        int count = starts.length - 1;
        float[] centroids = new float[count * d];
        float[] along = new float[count];
        float[] across = new float[count];
        for (int c = 0; c < count; c++) {
            int members = starts[c + 1] - starts[c];
            if (members > 0) {
                mean(ordered, starts[c], starts[c + 1], centroids, c * d);
                double[] spread = spread(ordered, starts[c], starts[c + 1], centroids, c * d);
                along[c] = (float) Math.sqrt(spread[0] / members);
                across[c] = (float) Math.sqrt(spread[1] / members / Math.max(1, d - 1));
            }
        }
        return new Clusters(d, centroids, starts, along, across);
    }

    private static void mean(Vectors of, int from, int to, float[] centroids, int at) {
        int d = of.dimensions();
        double[] sums = new double[d];
        for (int row = from; row < to; row++) {
            for (int j = 0; j < d; j++) {
                sums[j] += of.values()[row * d + j];
            }
        }
        for (int j = 0; j < d; j++) {
            centroids[at + j] = (float) (sums[j] / (to - from));
        }
    }

    /** Sums of squares along the centroid's direction and across it. */
    private static double[] spread(Vectors of, int from, int to, float[] centroids, int at) {
        int d = of.dimensions();
        double length = Math.sqrt(Dots.HERE.of(centroids, at, centroids, at, d));
        double[] sums = new double[2];
        for (int row = from; row < to; row++) {
            double onto = 0;
            double square = 0;
            for (int j = 0; j < d; j++) {
                double difference = of.values()[row * d + j] - centroids[at + j];
                onto += length == 0 ? 0 : difference * centroids[at + j] / length;
                square += difference * difference;
            }
            sums[0] += onto * onto;
            sums[1] += Math.max(0, square - onto * onto);
        }
        return sums;
    }

    int size() {
        return starts.length - 1;
    }

    int start(int cluster) {
        return starts[cluster];
    }

    /** For each cluster the inner product with its centroid and {@code reach} deviations more; -∞ for an empty one. */
    float[] bounds(float[] query, double reach) {
        float[] bounds = new float[size()];
        Dots.HERE.of(query, centroids, 0, size(), bounds);
        double square = Dots.HERE.of(query, 0, query, 0, query.length);
        for (int c = 0; c < bounds.length; c++) {
            if (starts[c] == starts[c + 1]) {
                bounds[c] = Float.NEGATIVE_INFINITY;
                continue;
            }
            double length = Dots.HERE.of(centroids, c * dimensions, centroids, c * dimensions, dimensions);
            double onto = length == 0 ? 0 : bounds[c] * (double) bounds[c] / length;
            double variance = onto * along[c] * along[c] + Math.max(0, square - onto) * across[c] * across[c];
            bounds[c] += (float) (reach * Math.sqrt(variance));
        }
        return bounds;
    }

    long bytes() {
        return 4L * (centroids.length + starts.length + along.length + across.length);
    }
}
