package dev.fairlead.experiment.inference;

/** Refuses arguments that are none. */
final class Check {
    private Check() {}

    static void that(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    static void finite(double value, String what) {
        that(
                Double.isFinite(value),
                what + " is " + value + ": only finite numbers can be analysed; drop or impute the unit before");
    }

    static void finite(double[] values, String what) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                finite(values[i], what + " " + i);
            }
        }
    }

    static void confidence(double confidence) {
        that(
                confidence > 0 && confidence < 1,
                "confidence is between 0 and 1, such as 0.95; this one is " + confidence);
    }

    /** Both arms have enough units. */
    static void arms(long control, long treatment, long least) {
        arm(control, "control", least);
        arm(treatment, "treatment", least);
    }

    private static void arm(long n, String arm, long least) {
        that(n > 0, "the " + arm + " arm has no unit: nothing can be compared");
        that(n >= least, "the " + arm + " arm has " + n + " units, and at least " + least + " are needed");
    }
}
