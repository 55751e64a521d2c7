package dev.fairlead.state;

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

    /** The same number for each candidate of a request. */
    public static <R extends FeatureRequest> Column<R> perRequest(String spec, ToDoubleFunction<R> value) {
        return new Column<>(spec, false, (r, rows, width, column) -> {
            float same = (float) value.applyAsDouble(r);
            for (int i = 0; i < r.size(); i++) {
                rows[i * width + column] = same;
            }
        });
    }

    /** A number of one candidate; NaN when not known. */
    public interface CandidateNumber<R extends FeatureRequest> {
        double of(R request, int candidate);
    }

    /** A number of one candidate, made with one that is the same for all of a request. */
    public interface WithSame<R extends FeatureRequest> {
        double of(R request, double same, int candidate);
    }

    /** A number per candidate. */
    public static <R extends FeatureRequest> Column<R> perCandidate(String spec, CandidateNumber<R> value) {
        return new Column<>(spec, false, (r, rows, width, column) -> {
            for (int i = 0; i < r.size(); i++) {
                rows[i * width + column] = (float) value.of(r, i);
            }
        });
    }

    /** A number per candidate, made with one that is found once for all. */
    public static <R extends FeatureRequest> Column<R> perCandidate(
            String spec, ToDoubleFunction<R> once, WithSame<R> value) {
        return new Column<>(spec, false, (r, rows, width, column) -> {
            double same = once.applyAsDouble(r);
            for (int i = 0; i < r.size(); i++) {
                rows[i * width + column] = (float) value.of(r, same, i);
            }
        });
    }

    /** The same numbers as codes without order. */
    public Column<R> asCategory() {
        return new Column<>("category(" + spec + ")", true, filler);
    }
}
