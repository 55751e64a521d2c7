package dev.fairlead.experiment.offpolicy;

/** Refuses arguments that are none. */
final class Check {
    private Check() {}

    static void that(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    static void propensity(double propensity) {
        that(
                !Double.isNaN(propensity),
                "there is no propensity: without the probability with which the logged action was chosen, its reward"
                        + " cannot be weighted for another policy; log the propensity with every decision, or evaluate on"
                        + " traffic whose choices were randomized with known probabilities");
        that(
                propensity > 0 && propensity <= 1,
                "the propensity is " + propensity + ", but an action that was chosen has a probability above 0 and at"
                        + " most 1; look for rounding, or for a policy that logs scores in place of probabilities");
    }

    static void target(double probability) {
        that(
                probability >= 0 && probability <= 1 + 1e-6,
                "the evaluated policy takes the logged action with probability " + probability
                        + "; a probability is from 0 to 1");
    }

    static void finite(double value, String what) {
        that(Double.isFinite(value), what + " is " + value + ", and must be a finite number");
    }

    static void confidence(double confidence) {
        that(confidence > 0 && confidence < 1, "confidence is between 0 and 1, such as 0.95, not " + confidence);
    }
}
