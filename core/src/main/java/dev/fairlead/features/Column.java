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

    /**
     * A number of the candidate's (or the request's) entity, by its row. Candidates share sellers and categories, so those are read once.
     *
     * @param value what depends on the request alone is found before the function is given back
     */
    static Column keyed(String spec, Key key, Function<Reading, IntToDoubleFunction> value) {
        return switch (key) {
            case USER, ALL -> perRequest(spec, r -> value.apply(r).applyAsDouble(r.key(key)));
            case ITEM ->
                perCandidate(spec, r -> {
                    IntToDoubleFunction each = value.apply(r);
                    return i -> each.applyAsDouble(r.item(i));
                });
            default ->
                perCandidate(spec, r -> {
                    IntToDoubleFunction once = new Once(value.apply(r));
                    return i -> once.applyAsDouble(r.key(key, i));
                });
        };
    }

    /** Remembers the last value of each of 256 places: a direct-mapped cache that lives for one request. */
    private static final class Once implements IntToDoubleFunction {
        private static final int PLACES = 256;

        private final IntToDoubleFunction function;
        private final int[] rows = new int[PLACES]; // row + 2, 0 = free
        private final double[] values = new double[PLACES];

        Once(IntToDoubleFunction function) {
            this.function = function;
        }

        @Override
        public double applyAsDouble(int row) {
            int place = row & (PLACES - 1);
            if (rows[place] != row + 2) {
                values[place] = function.applyAsDouble(row);
                rows[place] = row + 2;
            }
            return values[place];
        }
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
