package dev.fairlead.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;

/** ONNX Runtime, native. */
final class OnnxPeer implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final int threads;

    OnnxPeer(byte[] model, int threads) throws OrtException {
        this.threads = threads;
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            session = environment.createSession(model, options);
        }
    }

    Subject raw() {
        return new Subject("onnxruntime", threads, (rows, out) -> {
            long[] shape = {rows.count(), rows.features()};
            try (OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(rows.floats()), shape);
                    OrtSession.Result result = session.run(Map.of("rows", tensor))) {
                FloatBuffer scores = ((OnnxTensor) result.get(0)).getFloatBuffer();
                for (int i = 0; i < rows.count(); i++) {
                    out[i] = scores.get(i);
                }
            }
        });
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
