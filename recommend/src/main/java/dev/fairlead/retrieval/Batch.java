package dev.fairlead.retrieval;

/**
 * One step's examples and the items they are compared with.
 *
 * <p>Items are columns, each once: first the shared ones (touched by an example of the step, or drawn), then those that
 * only one example is compared with (its hard negative).
 */
final class Batch {
    final Sums users = new Sums();
    final Sums items = new Sums();
    int examples;
    int shared;

    /** By example: the column of the touched item. */
    int[] positive = {};

    /** By example: the column of its hard negative, −1 when it has none. */
    int[] hard = {};

    /** By shared column: how often it was drawn as a negative. */
    float[] drawn = {};

    /** By shared column: ln(how often it is in the step as a negative / how often it is expected to be). */
    float[] correction = {};
}
