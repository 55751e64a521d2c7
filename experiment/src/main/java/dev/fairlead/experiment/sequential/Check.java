package dev.fairlead.experiment.sequential;

/** Refuses arguments that are none. */
final class Check {
    private Check() {}

    static void that(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    static void errorRate(double alpha) {
        that(alpha > 0 && alpha < 1, "an error rate is between 0 and 1, such as 0.05; this one is " + alpha);
    }

    /** Shares of the planned information that rise and end at 1. */
    static double[] information(double[] shares) {
        that(shares.length > 0, "there is no look; give information shares such as 0.5, 1");
        double before = 0;
        for (double share : shares) {
            that(
                    share > before && share <= 1,
                    "information shares must rise from above 0 to at most 1, and " + share + " comes after " + before);
            before = share;
        }
        return shares.clone();
    }
}
