package dev.fairlead.evaluate;

/** One measure of one policy in one slice: its value, and how it varies when other users had come. */
sealed interface Statistic permits RatioOfSums, GlobalAuc, CalibrationError, Coverage {
    String metric();

    /** NaN when the slice holds nothing that the measure can be computed from. */
    double value();

    long n();

    /** How many different users stand behind the value. */
    int users();

    /** Length of {@link #replicate}'s output. */
    default int replicates(int bootstrap) {
        return bootstrap;
    }

    /** Writes the values under the block's user weights to {@code out[block.first()..]}; NaN where there is none. */
    void replicate(Resamples.Block block, double[] out);

    /** The interval of {@code value}, this statistic or a difference of two of its kind, from its replicates. */
    default Interval interval(double value, double[] replicates) {
        return Interval.percentile(replicates);
    }

    /** Ends of the measure's scale, used to cut the interval. */
    default Interval scale() {
        return new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
}
