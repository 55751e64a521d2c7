package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.plan.Plan;

/** Small plans. */
final class Plans {
    private Plans() {}

    /** A metric whose column has its name. */
    static String metric(String name, String kind) {
        return "{\"name\": \"" + name + "\", \"kind\": \"" + kind
                + "\", \"direction\": \"increase\", \"windowDays\": 7";
    }

    static String primary(String name, String kind) {
        return metric(name, kind) + ", \"minimumDetectableEffect\": 0.1}";
    }

    /**
     * Two arms, a and b, of so many units each.
     *
     * @param primary the metrics, with commas between
     * @param more members, each with a comma before
     */
    static Plan two(long units, String primary, String more) {
        return plan(
                "{\"name\": \"a\", \"weight\": 1, \"units\": " + units + ", \"control\": true},"
                        + "{\"name\": \"b\", \"weight\": 1, \"units\": " + units + "}",
                primary,
                more);
    }

    /** Arms a and b of other weights. */
    static Plan weighted(long a, double weightA, long b, double weightB, String primary, String more) {
        return plan(
                "{\"name\": \"a\", \"weight\": " + weightA + ", \"units\": " + a + ", \"control\": true},"
                        + "{\"name\": \"b\", \"weight\": " + weightB + ", \"units\": " + b + "}",
                primary,
                more);
    }

    /** A third arm, c, too. */
    static Plan three(long units, String primary, String more) {
        return plan(
                "{\"name\": \"a\", \"weight\": 1, \"units\": " + units + ", \"control\": true},"
                        + "{\"name\": \"b\", \"weight\": 1, \"units\": " + units + "},"
                        + "{\"name\": \"c\", \"weight\": 1, \"units\": " + units + "}",
                primary,
                more);
    }

    private static Plan plan(String arms, String primary, String more) {
        String unit = more.contains("\"unit\"") ? "" : "\"unit\": \"user\", ";
        return Plan.read("{\"name\": \"try\", \"hypothesis\": \"b is better\", " + unit + "\"arms\": [" + arms
                + "], \"primary\": [" + primary + "], \"owners\": [\"us\"]" + more + "}");
    }
}
