package dev.fairlead.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.fairlead.ranking.Network;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/** An open session. It is closed with the process: models are few and live long. */
record OnnxNetwork(OrtEnvironment environment, OrtSession session, String input, int inputs, List<String> inputNames)
        implements Network {
    @Override
    public void raw(float[] rows, int n, double[] out) {
        if (n == 0) {
            return;
        }
        long[] shape = {n, rows.length / n};
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(rows, 0, n * (int) shape[1]), shape);
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            FloatBuffer scores = ((OnnxTensor) result.get(0)).getFloatBuffer();
            if (scores.remaining() != n) {
                throw new IllegalStateException("the network gave " + scores.remaining() + " numbers for " + n
                        + " rows; one for each is needed");
            }
            for (int i = 0; i < n; i++) {
                out[i] = scores.get(i);
            }
        } catch (OrtException e) {
            throw new IllegalStateException("the network cannot be run: " + e.getMessage(), e);
        }
    }
}
