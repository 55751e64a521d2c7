package dev.fairlead.learn;

import dev.fairlead.events.Field;
import dev.fairlead.events.FieldWriter;
import dev.fairlead.events.Schema;

/**
 * One measured number with its 95 % interval.
 *
 * @param policy what was measured
 * @param metric lower case with its cut-off: {@code mrr}, {@code ndcg@20}, {@code mrr-gain}
 * @param slice {@code all} or {@code key=value}
 * @param value finite
 * @param low lower end, NaN when no interval can be given (fewer than two users)
 * @param high upper end, NaN when no interval can be given
 * @param n how many lists, rows or distinct things the value rests on
 */
public record MetricRow(String policy, String metric, String slice, double value, double low, double high, long n) {
    private static final double ANY = Double.MAX_VALUE;

    public static final Schema<MetricRow> SCHEMA = Schema.of(
            MetricRow.class,
            Field.id("policy", "what was measured"),
            Field.id("metric", "lower case with its cut-off: mrr, ndcg@20"),
            Field.id("slice", "all, or key=value"),
            Field.number("value", -ANY, ANY, "the measured number").optional(),
            Field.number("low", -ANY, ANY, "lower end of the 95 % interval").optional(),
            Field.number("high", -ANY, ANY, "upper end of the 95 % interval").optional(),
            Field.whole("n", 0, Long.MAX_VALUE, "how many lists, rows or distinct things it rests on"));

    /** Whether {@link #low} and {@link #high} are known. */
    public boolean hasInterval() {
        return !Double.isNaN(low) && !Double.isNaN(high);
    }

    /** Writes a flat object. */
    public void write(FieldWriter out) {
        SCHEMA.write(this, out);
    }
}
