package dev.fairlead.policy;

/** How alike two candidates are, 0 to 1: whether they share a category, or the cosine of their vectors (0 when negative) where both have one. */
final class Similarity {
    private final Pool pool;
    private final double[] lengths;

    Similarity(Pool pool, PolicyConfig.Alike alike) {
        this.pool = pool;
        this.lengths = new double[pool.vectors().length == 0 || alike == PolicyConfig.Alike.CATEGORY ? 0 : pool.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = Math.sqrt(dot(i, i));
        }
    }

    double of(int a, int b) {
        if (lengths.length != 0 && lengths[a] > 0 && lengths[b] > 0) {
            return Math.clamp(dot(a, b) / (lengths[a] * lengths[b]), 0, 1);
        }
        int category = pool.categories()[a];
        return category >= 0 && category == pool.categories()[b] ? 1 : 0;
    }

    private double dot(int a, int b) {
        float[] vectors = pool.vectors();
        int dimensions = pool.dimensions();
        double sum = 0;
        for (int d = 0; d < dimensions; d++) {
            sum += vectors[a * dimensions + d] * vectors[b * dimensions + d];
        }
        return sum;
    }
}
