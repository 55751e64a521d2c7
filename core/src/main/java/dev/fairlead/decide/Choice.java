package dev.fairlead.decide;

import dev.fairlead.events.Field;
import dev.fairlead.events.Schema;

/**
 * One thing that a decision chose.
 *
 * @param action what was chosen: an id that the app's outcomes name
 * @param place 1 is the first
 * @param source what proposed it; several are joined by +
 * @param rule which rule put it there: "rank" for the order by value, or the name of another rule
 * @param index its 0-based place among the candidates that were scored
 * @param score the model's raw score, or the last resort's
 * @param probability calibrated probability of the outcome, 0 to 1; NaN when no model answered
 * @param amount what one outcome is worth, in the app's unit; NaN when not known
 * @param value what choices were ordered by
 * @param propensity probability in (0, 1] that the policy chooses this action for this place
 * @param features the row that was scored, in the order of the decision's feature definitions; empty when none was read
 */
public record Choice(
        String action,
        int place,
        String source,
        String rule,
        int index,
        double score,
        double probability,
        double amount,
        double value,
        double propensity,
        float[] features) {
    /** Greatest place and index. */
    public static final int MOST = 10_000;

    private static final double ANY = Double.MAX_VALUE;

    public static final Schema<Choice> SCHEMA = Schema.of(
            Choice.class,
            Field.id("action", "what was chosen"),
            Field.whole("place", 1, MOST, "1 is the first"),
            Field.text("source", "what proposed it; several are joined by +"),
            Field.text("rule", "which rule put it there"),
            Field.whole("index", 0, MOST, "place among the candidates that were scored, from 0"),
            Field.number("score", -ANY, ANY, "the model's raw score").optional(),
            Field.number("probability", 0, 1, "calibrated probability of the outcome")
                    .optional(),
            Field.number("amount", -ANY, ANY, "what one outcome is worth, in the app's unit")
                    .optional(),
            Field.number("value", -ANY, ANY, "what choices were ordered by").optional(),
            Field.number(
                            "propensity",
                            Double.MIN_VALUE,
                            1,
                            "probability that the policy chooses this action for this place")
                    .optional(),
            Field.floats("features", "the row that was scored"));

    /** The same with the row that was scored. */
    public Choice with(float[] row) {
        return new Choice(action, place, source, rule, index, score, probability, amount, value, propensity, row);
    }

    /** A choice that nothing scored. */
    public static Choice unscored(String action, int place, String source, String rule, double amount) {
        return new Choice(
                action, place, source, rule, place - 1, Double.NaN, Double.NaN, amount, Double.NaN, 1, new float[0]);
    }
}
