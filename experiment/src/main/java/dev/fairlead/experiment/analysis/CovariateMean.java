package dev.fairlead.experiment.analysis;

/** How many units have a covariate, and its mean over them: a fold. */
final class CovariateMean {
    private long known;
    private long missing;
    private double mean;

    /** @param value NaN if it is missing */
    void accept(double value) {
        if (Double.isNaN(value)) {
            missing++;
        } else {
            known++;
            mean += (value - mean) / known;
        }
    }

    void merge(CovariateMean other) {
        if (other.known > 0) {
            mean += (other.mean - mean) * other.known / (known + (double) other.known);
        }
        known += other.known;
        missing += other.missing;
    }

    Imputation filling() {
        return new Imputation(mean, missing);
    }
}
