package dev.fairlead.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.fairlead.learn.Network;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * An open session. It is closed with the process: models are few and live long.
 *
 * @param missing what a value that is not known is replaced by; NaN to leave it
 */
record OnnxNetwork(
        OrtEnvironment environment,
        OrtSession session,
        String input,
        int inputs,
        List<String> inputNames,
        float missing)
        implements Network {
    @Override
    public void raw(float[] rows, int n, double[] out) {
        if (n == 0) {
            return;
        }
        long[] shape = {n, rows.length / n};
        float[] known = Float.isNaN(missing) ? rows : replaced(rows);
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(known, 0, n * (int) shape[1]), shape);
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

    private float[] replaced(float[] rows) {
        float[] known = rows.clone();
        for (int i = 0; i < known.length; i++) {
            known[i] = Float.isNaN(known[i]) ? missing : known[i];
        }
        return known;
    }
}
