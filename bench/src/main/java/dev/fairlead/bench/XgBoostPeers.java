package dev.fairlead.bench;

import biz.k11i.xgboost.Predictor;
import biz.k11i.xgboost.util.FVec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Those that score XGBoost models: the native library, and a predictor in plain Java. */
final class XgBoostPeers {
    static final String NAME = "xgboost";

    private final Booster booster;

    XgBoostPeers(Booster booster) {
        this.booster = booster;
    }

    /** Margins, through a matrix made for the call, as the library's Java users do. */
    Subject nativeMargins(int threads) throws XGBoostError {
        return new Subject(NAME, threads, (rows, out) -> {
            booster.setParam("nthread", threads);
            var matrix = new DMatrix(rows.floats(), rows.count(), rows.features(), Float.NaN);
            float[][] margins = booster.predict(matrix, true);
            matrix.dispose();
            for (int i = 0; i < margins.length; i++) {
                out[i] = margins[i][0];
            }
        });
    }

    /** ai.h2o's predictor, row by row, which is all it offers. */
    Subject plainJava() throws IOException, XGBoostError {
        var predictor = new Predictor(new ByteArrayInputStream(booster.toByteArray("deprecated")));
        return new Subject("h2o xgboost-predictor", 1, (rows, out) -> {
            for (int row = 0; row < rows.count(); row++) {
                float[] one = Arrays.copyOfRange(rows.floats(), row * rows.features(), (row + 1) * rows.features());
                FVec vector = FVec.Transformer.fromArray(one, false);
                out[row] = predictor.predictSingle(vector, true);
            }
        });
    }

    byte[] model() throws XGBoostError {
        return booster.toByteArray("ubj");
    }
}
