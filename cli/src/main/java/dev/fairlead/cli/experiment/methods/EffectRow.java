package dev.fairlead.cli.experiment.methods;

import dev.fairlead.events.FieldWriter;
import dev.fairlead.experiment.Interval;

/**
 * A number of an experiment as a flat object.
 *
 * @param policy an arm or a method
 * @param slice {@value #ALL}, or {@code column=value}
 * @param low end of the interval; NaN, written as null, if there is none
 * @param n units behind the number
 */
record EffectRow(String policy, String metric, String slice, double value, double low, double high, long n) {
    static final String ALL = "all";

    static EffectRow of(String policy, String metric, double value, Interval interval, long n) {
        return new EffectRow(policy, metric, ALL, value, interval.low(), interval.high(), n);
    }

    /** A number without an interval. */
    static EffectRow point(String policy, String metric, String slice, double value, long n) {
        return new EffectRow(policy, metric, slice, value, Double.NaN, Double.NaN, n);
    }

    static void write(EffectRow row, FieldWriter out) {
        out.text("policy", row.policy);
        out.text("metric", row.metric);
        out.text("slice", row.slice);
        out.number("value", row.value);
        out.number("low", row.low);
        out.number("high", row.high);
        out.whole("n", row.n);
    }
}
