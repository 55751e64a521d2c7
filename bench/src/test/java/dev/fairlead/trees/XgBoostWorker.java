package dev.fairlead.trees;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * XGBoost of one version, in a process of its own, because two versions of its classes and of its native library do not
 * share one. Answers the requests of a {@link NativeXgBoost}, which says how they are written.
 */
final class XgBoostWorker {
    private static final int ALL_TREES = 0;

    private final DataInputStream in;
    private final DataOutputStream out;
    private Optional<Booster> booster = Optional.empty();

    private XgBoostWorker(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    public static void main(String[] args) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
                var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
                var out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()))) {
            new XgBoostWorker(in, out).serve();
        }
    }

    private void serve() throws IOException {
        for (int request = in.read(); request >= 0; request = in.read()) {
            switch (request) {
                case 'T' -> train();
                case 'L' -> load();
                case 'P' -> predictRows();
                case 'F' -> predictFile();
                default -> throw new IllegalStateException("unknown request " + request);
            }
            out.flush();
        }
    }

    private void refuse(Exception e) throws IOException {
        out.writeBoolean(false);
        out.writeUTF(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }

    private void train() throws IOException {
        Map<String, Object> parameters = new HashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            parameters.put(in.readUTF(), in.readUTF());
        }
        int iterations = in.readInt();
        String format = in.readUTF();
        int width = in.readInt();
        int categorical = in.readInt();
        float[] rows = floats();
        float[] labels = floats();
        int[] groups = ints();
        try {
            DMatrix matrix = matrix(rows, width, categorical);
            label(matrix, labels, String.valueOf(parameters.get("objective")));
            if (groups.length > 0) {
                matrix.setGroup(groups);
            }
            Booster trained = XGBoost.train(matrix, parameters, iterations, Map.of(), null, null);
            byte[] model = trained.toByteArray(format);
            trained.dispose();
            matrix.dispose();
            out.writeBoolean(true);
            out.writeInt(model.length);
            out.write(model);
        } catch (XGBoostError | ReflectiveOperationException e) {
            refuse(e);
        }
    }

    /** What the Java interface has no method for goes through the one below it. */
    private static void label(DMatrix matrix, float[] labels, String objective)
            throws XGBoostError, ReflectiveOperationException {
        matrix.setLabel(labels);
        if (objective.equals("survival:aft")) {
            Method set = Class.forName("ml.dmlc.xgboost4j.java.XGBoostJNI")
                    .getDeclaredMethod("XGDMatrixSetFloatInfo", long.class, String.class, float[].class);
            set.setAccessible(true);
            set.invoke(null, matrix.getHandle(), "label_lower_bound", labels);
            set.invoke(null, matrix.getHandle(), "label_upper_bound", labels);
        }
    }

    private static DMatrix matrix(float[] rows, int width, int categorical) throws XGBoostError {
        var matrix = new DMatrix(rows, rows.length / width, width, Float.NaN);
        if (categorical > 0) {
            var types = new String[width];
            Arrays.fill(types, "q");
            Arrays.fill(types, 0, categorical, "c");
            matrix.setFeatureTypes(types);
        }
        return matrix;
    }

    private void load() throws IOException {
        byte[] model = in.readNBytes(in.readInt());
        try {
            booster.ifPresent(Booster::dispose);
            booster = Optional.of(XGBoost.loadModel(model));
            out.writeBoolean(true);
        } catch (XGBoostError e) {
            booster = Optional.empty();
            refuse(e);
        }
    }

    private void predictRows() throws IOException {
        int kind = in.read();
        int width = in.readInt();
        int categorical = in.readInt();
        float[] rows = floats();
        try {
            predict(kind, matrix(rows, width, categorical));
        } catch (XGBoostError e) {
            refuse(e);
        }
    }

    private void predictFile() throws IOException {
        int kind = in.read();
        String place = in.readUTF();
        try {
            predict(kind, new DMatrix(place));
        } catch (XGBoostError e) {
            refuse(e);
        }
    }

    private void predict(int kind, DMatrix matrix) throws IOException, XGBoostError {
        Booster model = booster.orElseThrow();
        float[][] found = switch (NativeXgBoost.Kind.values()[kind]) {
            case NORMAL -> model.predict(matrix, false);
            case MARGIN -> model.predict(matrix, true);
            case LEAVES -> model.predictLeaf(matrix, ALL_TREES);
            case CONTRIBUTIONS -> model.predictContrib(matrix, ALL_TREES);
        };
        matrix.dispose();
        out.writeBoolean(true);
        out.writeInt(found.length);
        out.writeInt(found.length == 0 ? 0 : found[0].length);
        for (float[] row : found) {
            for (float number : row) {
                out.writeFloat(number);
            }
        }
    }

    private float[] floats() throws IOException {
        var numbers = new float[in.readInt()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readFloat();
        }
        return numbers;
    }

    private int[] ints() throws IOException {
        var numbers = new int[in.readInt()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = in.readInt();
        }
        return numbers;
    }
}
