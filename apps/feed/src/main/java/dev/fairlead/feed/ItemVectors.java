package dev.fairlead.feed;

/** Vectors of items. */
interface ItemVectors {
    int dimensions();

    /** Copies the vector of an item that the catalogue describes to {@code out} at {@code at}. @param item dense id */
    void copy(int item, float[] out, int at);
}
