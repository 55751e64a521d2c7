package dev.fairlead.bench;

/**
 * A way to score, under measurement.
 *
 * @param name in the table
 * @param threads it may use
 */
record Subject(String name, int threads, Scoring scoring) {

    /** Scores {@code rows}, all of them, whatever it takes, and leaves scores in {@code out}. */
    interface Scoring {
        void score(Rows rows, double[] out) throws Exception;
    }

    /**
     * The rows of one call, in both kinds.
     *
     * @param floats row-major
     * @param doubles the same values
     */
    record Rows(int count, int features, float[] floats, double[] doubles) {}
}
