package dev.fairlead.retrieval;

/**
 * Vectors with their ids.
 *
 * @param ids each once, at least 0
 * @param values row-major: the vector of {@code ids[i]} is {@code [i * dimensions, (i + 1) * dimensions)}
 */
public record Vectors(int dimensions, int[] ids, float[] values) {
    public Vectors {
        if (dimensions < 1 || values.length != (long) ids.length * dimensions) {
            throw new IllegalArgumentException(
                    values.length + " floats are not " + ids.length + " vectors of " + dimensions);
        }
    }

    /** No vectors of this many dimensions. */
    public static Vectors none(int dimensions) {
        return new Vectors(dimensions, new int[0], new float[0]);
    }

    public int size() {
        return ids.length;
    }
}
