package dev.fairlead.trees;

import com.esotericsoftware.kryo.Kryo;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.Booster;
import org.apache.commons.logging.LogFactory;

/** The oracle: XGBoost's own answers, of a version of its own, from a process that runs {@link XgBoostWorker}. */
final class NativeXgBoost implements AutoCloseable {
    /** What to predict. */
    enum Kind {
        NORMAL,
        MARGIN,
        LEAVES,
        CONTRIBUTIONS
    }

    /** What XGBoost itself refuses, in its words. */
    static final class Refused extends Exception {
        Refused(String reason) {
            super(reason);
        }
    }

    /**
     * Rows to train on.
     *
     * @param categorical how many columns, from the first, hold categories
     * @param groups sizes of queries, or none
     */
    record Training(float[] rows, int width, int categorical, float[] labels, int[] groups) {}

    private static final Path NEXT = Path.of("target", "xgboost-next");
    private static final int PATIENCE_MILLIS = 120_000;

    private final Process process;
    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    private NativeXgBoost(String jar) throws IOException {
        Path folder = Files.createTempDirectory("fairlead-xgboost");
        String classPath = Stream.of(jar, place(XgBoostWorker.class), place(Kryo.class), place(LogFactory.class))
                .collect(Collectors.joining(File.pathSeparator));
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(PATIENCE_MILLIS);
            var builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Djava.io.tmpdir=" + folder,
                            "--enable-native-access=ALL-UNNAMED",
                            "-Xmx512m",
                            "-cp",
                            classPath,
                            XgBoostWorker.class.getName(),
                            String.valueOf(server.getLocalPort()))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD);
            builder.environment().put("OMP_NUM_THREADS", "1");
            process = builder.start();
            socket = server.accept();
        }
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    }

    /** The version that the class path holds. */
    static NativeXgBoost current() throws IOException {
        return new NativeXgBoost(place(Booster.class));
    }

    /** The version that the build copies beside it. */
    static NativeXgBoost next() throws IOException {
        try (var jars = Files.list(NEXT)) {
            return new NativeXgBoost(jars.filter(file -> file.toString().endsWith(".jar"))
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator)));
        }
    }

    /** Both versions, oldest first. */
    static List<NativeXgBoost> both() throws IOException {
        return List.of(current(), next());
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(Objects.requireNonNull(type.getProtectionDomain().getCodeSource())
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The file of a model trained by these rows, in {@code json} or {@code ubj}. */
    byte[] train(Map<String, String> parameters, int iterations, String format, Training training)
            throws IOException, Refused {
        out.write('T');
        out.writeInt(parameters.size());
        for (var parameter : parameters.entrySet()) {
            out.writeUTF(parameter.getKey());
            out.writeUTF(parameter.getValue());
        }
        out.writeInt(iterations);
        out.writeUTF(format);
        out.writeInt(training.width());
        out.writeInt(training.categorical());
        write(training.rows());
        write(training.labels());
        out.writeInt(training.groups().length);
        for (int size : training.groups()) {
            out.writeInt(size);
        }
        answer();
        return in.readNBytes(in.readInt());
    }

    /** Takes over a model for what follows. */
    void load(byte[] model) throws IOException, Refused {
        out.write('L');
        out.writeInt(model.length);
        out.write(model);
        answer();
    }

    /** One row of predictions for each row. */
    float[][] predict(float[] rows, int width, int categorical, Kind kind) throws IOException, Refused {
        out.write('P');
        out.write(kind.ordinal());
        out.writeInt(width);
        out.writeInt(categorical);
        write(rows);
        return predictions();
    }

    /** One row of predictions for each row of a file, as XGBoost's own reader finds them. */
    float[][] predict(Path file, String format, Kind kind) throws IOException, Refused {
        out.write('F');
        out.write(kind.ordinal());
        out.writeUTF(file + "?format=" + format);
        return predictions();
    }

    private float[][] predictions() throws IOException, Refused {
        answer();
        int count = in.readInt();
        var found = new float[count][in.readInt()];
        for (float[] row : found) {
            for (int i = 0; i < row.length; i++) {
                row[i] = in.readFloat();
            }
        }
        return found;
    }

    private void answer() throws IOException, Refused {
        out.flush();
        if (!in.readBoolean()) {
            throw new Refused(in.readUTF());
        }
    }

    private void write(float[] numbers) throws IOException {
        out.writeInt(numbers.length);
        for (float number : numbers) {
            out.writeFloat(number);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        process.destroy();
    }
}
