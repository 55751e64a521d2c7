package dev.fairlead.experiment.bandit;

/** Refuses arguments that are none. */
final class Check {
    /** How far probabilities may be from summing to 1, as those are that were written with six digits. */
    private static final double ROUNDING = 1e-6;

    private Check() {}

    static void that(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    static void exploration(double epsilon) {
        that(
                epsilon >= 0 && epsilon <= 1,
                "epsilon is the share of choices made at random, from 0 to 1, not " + epsilon);
    }

    /** Values of at least one action, all finite. */
    static void values(double[] values) {
        that(values.length > 0, "there is no action to choose from; give the value of at least one");
        for (int action = 0; action < values.length; action++) {
            that(Double.isFinite(values[action]), "the value of action " + action + " is " + values[action]);
        }
    }

    /** The sum of probabilities, which is 1 up to rounding. */
    static double distribution(double[] probabilities) {
        double sum = 0;
        for (int action = 0; action < probabilities.length; action++) {
            double each = probabilities[action];
            that(each >= 0 && each <= 1 + ROUNDING, "the probability of action " + action + " is " + each);
            sum += each;
        }
        that(Math.abs(sum - 1) <= ROUNDING, "the probabilities of the actions must sum to 1, not " + sum);
        return sum;
    }
}
