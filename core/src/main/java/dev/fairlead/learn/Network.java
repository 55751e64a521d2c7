package dev.fairlead.learn;

import java.util.List;

/** A function from a row of features to one score that was trained elsewhere. Safe for many threads. */
public interface Network {
    /** Floats in a row; 0 when any number is taken. */
    int inputs();

    /** Names of the columns in order, if the file says; else empty. */
    List<String> inputNames();

    /**
     * Scores of {@code n} rows, the higher the better.
     *
     * @param rows row-major; NaN stands for "not known" and is handed on as it is
     * @param out gets the scores
     * @throws IllegalStateException if the network cannot be run
     */
    void raw(float[] rows, int n, double[] out);
}
