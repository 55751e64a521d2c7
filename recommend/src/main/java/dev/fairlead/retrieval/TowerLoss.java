package dev.fairlead.retrieval;

/** What a step minimizes: a mean over its examples. */
sealed interface TowerLoss permits SampledSoftmax, PairwiseLoss {
    /**
     * Vectors are row-major with {@code dimensions} floats each.
     *
     * @param userGradients and {@code itemGradients}: what the loss's derivatives are added to
     * @return the mean loss
     */
    double add(
            Batch batch,
            int dimensions,
            float[] userVectors,
            float[] itemVectors,
            float[] userGradients,
            float[] itemGradients);

    static float dot(float[] a, int i, float[] b, int j, int dimensions) {
        float dot = 0;
        for (int d = 0; d < dimensions; d++) {
            dot += a[i * dimensions + d] * b[j * dimensions + d];
        }
        return dot;
    }

    /** {@code to[i] += factor × from[j]}, of vectors. */
    static void addScaled(float[] to, int i, float factor, float[] from, int j, int dimensions) {
        for (int d = 0; d < dimensions; d++) {
            to[i * dimensions + d] += factor * from[j * dimensions + d];
        }
    }
}
