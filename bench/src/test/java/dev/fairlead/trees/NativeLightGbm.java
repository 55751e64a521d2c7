package dev.fairlead.trees;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.ml.lightgbm.SWIGTYPE_p_double;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_float;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_long_long;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_p_void;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_void;
import com.microsoft.ml.lightgbm.lightgbmlib;
import dev.fairlead.lightgbm.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The oracle: LightGBM's own answers for a model text, through its C interface. (lightgbm4j's matrix call makes room for one
 * score a row, and a model of several classes then writes past its end.)
 */
final class NativeLightGbm implements AutoCloseable {
    /** What to predict, as LightGBM's C interface numbers it. */
    enum Kind {
        NORMAL,
        RAW,
        LEAVES,
        CONTRIBUTIONS
    }

    private static final int FLOATS = 0;
    private static final int DOUBLES = 1;
    private static final String ONE_THREAD = "num_threads=1 predict_disable_shape_check=true";

    private final SWIGTYPE_p_void booster;

    NativeLightGbm(String text) {
        NativeLibrary.load();
        SWIGTYPE_p_p_void handle = lightgbmlib.new_voidpp();
        check(lightgbmlib.LGBM_BoosterLoadModelFromString(text, lightgbmlib.new_intp(), handle));
        booster = lightgbmlib.voidpp_value(handle);
        lightgbmlib.delete_voidpp(handle);
    }

    /** As many numbers as {@code room}. */
    double[] predict(double[] rows, int count, Kind kind, int room) {
        SWIGTYPE_p_double data = lightgbmlib.new_doubleArray(rows.length);
        for (int i = 0; i < rows.length; i++) {
            lightgbmlib.doubleArray_setitem(data, i, rows[i]);
        }
        double[] found =
                predict(lightgbmlib.double_to_voidp_ptr(data), DOUBLES, count, rows.length / count, kind, room);
        lightgbmlib.delete_doubleArray(data);
        return found;
    }

    double[] predict(float[] rows, int count, Kind kind, int room) {
        SWIGTYPE_p_float data = lightgbmlib.new_floatArray(rows.length);
        for (int i = 0; i < rows.length; i++) {
            lightgbmlib.floatArray_setitem(data, i, rows[i]);
        }
        double[] found = predict(lightgbmlib.float_to_voidp_ptr(data), FLOATS, count, rows.length / count, kind, room);
        lightgbmlib.delete_floatArray(data);
        return found;
    }

    private double[] predict(SWIGTYPE_p_void data, int type, int count, int width, Kind kind, int room) {
        SWIGTYPE_p_double out = lightgbmlib.new_doubleArray(room);
        SWIGTYPE_p_long_long written = lightgbmlib.new_int64_tp();
        check(lightgbmlib.LGBM_BoosterPredictForMat(
                booster, data, type, count, width, 1, kind.ordinal(), 0, -1, ONE_THREAD, written, out));
        assertEquals(room, lightgbmlib.int64_tp_value(written));
        var found = new double[room];
        for (int i = 0; i < room; i++) {
            found[i] = lightgbmlib.doubleArray_getitem(out, i);
        }
        lightgbmlib.delete_int64_tp(written);
        lightgbmlib.delete_doubleArray(out);
        return found;
    }

    /**
     * Raw scores of the rows of a file, as LightGBM's own reader finds them.
     *
     * @param header whether the file's first line holds names
     * @param sparse whether rows need not name all features; else LightGBM requires as many columns as it has features, for a
     *     first row with an empty cell makes it take the first column for a label
     * @throws IllegalStateException if LightGBM refuses the file (what it does not foresee ends the process instead)
     */
    List<double[]> predict(Path file, boolean header, boolean sparse, Path out) throws IOException {
        check(lightgbmlib.LGBM_BoosterPredictForFile(
                booster,
                file.toString(),
                header ? 1 : 0,
                Kind.RAW.ordinal(),
                0,
                -1,
                "num_threads=1 verbosity=-1 predict_disable_shape_check=" + sparse,
                out.toString()));
        return Files.readAllLines(out).stream()
                .map(line -> Arrays.stream(line.split("\t"))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
    }

    private static void check(int status) {
        if (status != 0) {
            throw new IllegalStateException(lightgbmlib.LGBM_GetLastError());
        }
    }

    /** Requires that every kernel's scores have the bits of LightGBM's; returns how many were compared. */
    int requireEqual(String name, TreeEnsemble model, double[] rows, int count) {
        var floats = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            floats[i] = (float) rows[i];
        }
        double[] ofDoubles = predict(rows, count, Kind.RAW, count * model.classes());
        double[] ofFloats = predict(floats, count, Kind.RAW, count * model.classes());
        int compared = 0;
        for (Kernel kernel : Kernel.values()) {
            if (model.supports(kernel)) {
                TreeEnsemble fixed = model.using(kernel);
                var out = new double[count * model.classes()];
                fixed.raw(rows, count, out);
                compared += requireEqual(name + " by " + kernel + " from doubles", ofDoubles, out);
                fixed.raw(floats, count, out);
                compared += requireEqual(name + " by " + kernel + " from floats", ofFloats, out);
            }
        }
        return compared;
    }

    private static int requireEqual(String name, double[] expected, double[] found) {
        for (int i = 0; i < expected.length; i++) {
            int place = i;
            assertEquals(
                    Double.doubleToRawLongBits(expected[i]),
                    Double.doubleToRawLongBits(found[i]),
                    () -> name + ", score " + place + ": " + found[place] + " and LightGBM says " + expected[place]);
        }
        return expected.length;
    }

    @Override
    public void close() {
        check(lightgbmlib.LGBM_BoosterFree(booster));
    }
}
