package dev.fairlead.state;

import dev.fairlead.state.EntityType.Scope;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * How one feature fills its column for all candidates of a request.
 *
 * @param <R> the request that it reads
 * @param spec everything the value depends on, in a fixed form: part of the fingerprint
 * @param categorical whether the value is a code (0 = not known, else 1, 2, …) without order
 */
public record Column<R extends FeatureRequest>(String spec, boolean categorical, Filler<R> filler) {

    /** Fills {@code rows[i * width + column]} for each candidate i. NaN stands for "not known". */
    public interface Filler<R extends FeatureRequest> {
        void fill(R request, float[] rows, int width, int column);
    }

    /**
     * A number of the candidate's (or the request's) entity, by its row. What several candidates share is read once.
     *
     * @param value what depends on the request alone is found before the function is given back
     */
    static Column<FeatureRequest> keyed(
            String spec, EntityType key, Function<FeatureRequest, IntToDoubleFunction> value) {
        return switch (key.scope()) {
            case Scope.REQUEST -> perRequest(spec, r -> value.apply(r).applyAsDouble(r.row(key)));
            case Scope.CANDIDATE ->
                perCandidate(spec, r -> {
                    IntToDoubleFunction each = value.apply(r);
                    return i -> each.applyAsDouble(r.candidate(i));
                });
            case Scope.ATTRIBUTE ->
                new Column<>(spec, false, (r, rows, width, column) -> {
                    Memo memo = new Memo(value.apply(r));
                    for (int i = 0; i < r.size(); i++) {
                        rows[i * width + column] = (float) memo.applyAsDouble(r.row(key, i));
                    }
                });
        };
    }

    /** Remembers the last value of each of 256 places: a direct-mapped cache that lives for one request. */
    private static final class Memo {
        private static final int PLACES = 256;

        private final IntToDoubleFunction function;
        private final int[] rows = new int[PLACES]; // row + 2, 0 = free
        private final double[] values = new double[PLACES];

        Memo(IntToDoubleFunction function) {
            this.function = function;
        }

        double applyAsDouble(int row) {
            int place = row & (PLACES - 1);
            if (rows[place] != row + 2) {
                values[place] = function.applyAsDouble(row);
                rows[place] = row + 2;
            }
            return values[place];
        }
    }

    /** The same number for each candidate of a request. */
    public static <R extends FeatureRequest> Column<R> perRequest(String spec, ToDoubleFunction<R> value) {
        return new Column<>(spec, false, (r, rows, width, column) -> {
            float same = (float) value.applyAsDouble(r);
            for (int i = 0; i < r.size(); i++) {
                rows[i * width + column] = same;
            }
        });
    }

    /** A number per candidate; the outer function does once what is the same for all. */
    public static <R extends FeatureRequest> Column<R> perCandidate(
            String spec, Function<R, IntToDoubleFunction> value) {
        return new Column<>(spec, false, (r, rows, width, column) -> {
            IntToDoubleFunction each = value.apply(r);
            for (int i = 0; i < r.size(); i++) {
                rows[i * width + column] = (float) each.applyAsDouble(i);
            }
        });
    }

    /** The same numbers as codes without order. */
    public Column<R> asCategory() {
        return new Column<>("category(" + spec + ")", true, filler);
    }
}
