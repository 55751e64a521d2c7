package dev.fairlead.evaluate;

import dev.fairlead.events.FieldWriter;

/**
 * One measured number with its 95 % interval.
 *
 * @param metric lower case with its cut-off: {@code mrr}, {@code ndcg@20}, {@code mrr-gain}; see {@link Evaluation}
 * @param slice {@code all} or {@code key=value}
 * @param value finite
 * @param low lower end, NaN when no interval can be given (fewer than two users)
 * @param high upper end, NaN when no interval can be given
 * @param n how many lists, items or distinct things the value rests on; see {@link Evaluation}
 */
public record MetricRow(String policy, String metric, String slice, double value, double low, double high, long n) {

    /** Whether {@link #low} and {@link #high} are known. */
    public boolean hasInterval() {
        return !Double.isNaN(low) && !Double.isNaN(high);
    }

    /** Writes a flat object. */
    public void write(FieldWriter out) {
        out.text("policy", policy);
        out.text("metric", metric);
        out.text("slice", slice);
        out.number("value", value);
        out.number("low", low);
        out.number("high", high);
        out.whole("n", n);
    }
}
