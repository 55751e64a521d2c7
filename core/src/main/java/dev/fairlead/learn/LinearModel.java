package dev.fairlead.learn;

/**
 * A logistic regression of the features that it was fitted on.
 *
 * @param fingerprint of the feature definitions
 */
public record LinearModel(String fingerprint, LogisticRegression regression) {
    /** Probability, 0 to 1, for the row that begins at {@code from}. */
    public double probability(float[] rows, int from) {
        return regression.probability(rows, from);
    }
}
