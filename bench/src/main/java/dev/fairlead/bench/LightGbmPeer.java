package dev.fairlead.bench;

import com.microsoft.ml.lightgbm.PredictionType;
import dev.fairlead.lightgbm.NativeLibrary;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMException;

/** LightGBM's native library through lightgbm4j. */
final class LightGbmPeer implements AutoCloseable {
    static final String NAME = "lightgbm";

    private final LGBMBooster booster;

    LightGbmPeer(String text) throws LGBMException {
        NativeLibrary.load();
        booster = LGBMBooster.loadModelFromString(text);
    }

    Subject raw(boolean fromDoubles, int threads) {
        return new Subject(NAME, threads, (rows, out) -> {
            double[] scores = raw(rows, fromDoubles, threads);
            System.arraycopy(scores, 0, out, 0, scores.length);
        });
    }

    double[] raw(Subject.Rows rows, boolean fromDoubles, int threads) throws LGBMException {
        return predict(rows, fromDoubles, PredictionType.C_API_PREDICT_RAW_SCORE, threads);
    }

    double[] predict(Subject.Rows rows, boolean fromDoubles, PredictionType type, int threads) throws LGBMException {
        String parameters = "num_threads=" + threads;
        return fromDoubles
                ? booster.predictForMat(rows.doubles(), rows.count(), rows.features(), true, type, parameters)
                : booster.predictForMat(rows.floats(), rows.count(), rows.features(), true, type, parameters);
    }

    /** LightGBM's own way for one row. */
    Subject singleRow() {
        return new Subject(
                NAME + " single-row",
                1,
                (rows, out) ->
                        out[0] = booster.predictForMatSingleRow(rows.floats(), PredictionType.C_API_PREDICT_RAW_SCORE));
    }

    /** SHAP values, as many as features and one, of each row. */
    Subject contributions() {
        return new Subject(NAME, 1, (rows, out) -> {
            double[] values = predict(rows, false, PredictionType.C_API_PREDICT_CONTRIB, 1);
            System.arraycopy(values, 0, out, 0, values.length);
        });
    }

    @Override
    public void close() throws LGBMException {
        booster.close();
    }
}
