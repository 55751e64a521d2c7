package dev.fairlead.retrieval;

/** Inner products of one vector with many. */
interface Dots {
    /** The fastest one here: lanes where the Vector API is there and its preferred lanes are of at least 256 bits. */
    Dots HERE =
            ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() ? LaneDots.orPlain() : new PlainDots();

    /** The inner product of two stretches of {@code length} numbers. */
    float of(float[] a, int fromA, float[] b, int fromB, int length);

    /**
     * {@code out[i]} becomes the inner product of {@code query} with row {@code from + i}.
     *
     * @param rows row-major, {@code query.length} floats a row
     */
    default void of(float[] query, float[] rows, int from, int count, float[] out) {
        for (int i = 0; i < count; i++) {
            out[i] = of(query, 0, rows, (from + i) * query.length, query.length);
        }
    }
}
