package dev.fairlead.experiment.plan;

/** Which way a metric is better. */
public enum Direction {
    INCREASE,
    DECREASE;

    /** A difference (treatment − control) turned so that above 0 is better. */
    public double good(double difference) {
        return this == INCREASE ? difference : -difference;
    }
}
