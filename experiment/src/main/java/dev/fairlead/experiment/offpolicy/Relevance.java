package dev.fairlead.experiment.offpolicy;

/** The probability of a click on an item that is examined, fitted to fractional labels by {@link RegressionEm}. */
public sealed interface Relevance permits TabularRelevance, LogisticRelevance {
    /** How many items it knows. */
    int items();

    /** Of an item, above 0 and below 1 after the first fit. */
    double probability(int item);

    /**
     * Maximizes Σ relevant · ln γ + (shown − relevant) · ln(1 − γ), or raises it.
     *
     * @param relevant how often each item was relevant, as far as clicks tell
     * @param shown how often it was shown
     */
    void fit(double[] relevant, double[] shown);

    /** Whether what one item teaches is used for another. */
    boolean shared();
}
