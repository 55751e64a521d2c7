package dev.fairlead.features;

import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * How one feature fills its column for all candidates of a request.
 *
 * @param spec everything the value depends on, in a fixed form: part of the fingerprint
 * @param categorical whether the value is a code (0 = not known, else 1, 2, …) without order
 */
public record Column(String spec, boolean categorical, Filler filler) {

    /** Fills {@code rows[i * width + column]} for each candidate i. NaN stands for "not known". */
    interface Filler {
        void fill(Reading reading, float[] rows, int width, int column);
    }

    /** Reads the number of one entity. */
    interface RowValue {
        double value(Reading reading, int row);
    }

    /** A number of the candidate's (or the request's) entity. */
    static Column keyed(String spec, Key key, RowValue value) {
        return key == Key.USER || key == Key.ALL
                ? perRequest(spec, r -> value.value(r, r.key(key)))
                : perCandidate(spec, r -> i -> value.value(r, r.key(key, i)));
    }

    /** The same number for each candidate of a request. */
    static Column perRequest(String spec, ToDoubleFunction<Reading> value) {
        return new Column(spec, false, (r, rows, width, column) -> {
            float same = (float) value.applyAsDouble(r);
            for (int i = 0; i < r.size(); i++) {
                rows[i * width + column] = same;
            }
        });
    }

    /** A number per candidate; the outer function does once what is the same for all. */
    static Column perCandidate(String spec, Function<Reading, IntToDoubleFunction> value) {
        return new Column(spec, false, (r, rows, width, column) -> {
            IntToDoubleFunction each = value.apply(r);
            for (int i = 0; i < r.size(); i++) {
                rows[i * width + column] = (float) each.applyAsDouble(i);
            }
        });
    }

    Column asCategory() {
        return new Column("category(" + spec + ")", true, filler);
    }
}
