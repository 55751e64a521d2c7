package dev.fairlead.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.fairlead.learn.Network;
import dev.fairlead.learn.NetworkFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Reads ONNX files with one float input [n, columns] and one float output [n] or [n, 1]. The file may name its columns in the metadata
 * property {@value #NAMES}, with commas between, and in {@value #MISSING} the number that stands for a value that is not known, where it
 * does not take NaN. One thread runs a call.
 */
public final class OnnxFormat implements NetworkFormat {
    static final String NAMES = "fairlead.features";

    static final String MISSING = "fairlead.missing";

    private static final int PROBED = 3;

    /** Called by the service loader. */
    public OnnxFormat() {}

    @Override
    public Network read(byte[] content) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            OrtSession session = environment.createSession(content, options);
            OnnxNetwork network = new OnnxNetwork(
                    environment, session, inputName(session), columns(session), names(session), missing(session));
            outputs(session);
            probe(network);
            return network;
        } catch (OrtException e) {
            throw new IllegalArgumentException("ONNX Runtime cannot read the model: " + e.getMessage(), e);
        }
    }

    private static String inputName(OrtSession session) {
        if (session.getNumInputs() != 1) {
            throw new IllegalArgumentException("the model has " + session.getNumInputs() + " inputs, "
                    + session.getInputNames() + "; it must have one, the rows");
        }
        return session.getInputNames().iterator().next();
    }

    private static int columns(OrtSession session) throws OrtException {
        TensorInfo input = tensor(session.getInputInfo(), "input");
        long[] shape = input.getShape();
        if (shape.length != 2 || shape[0] > 0) {
            throw new IllegalArgumentException("the input has the shape " + Arrays.toString(shape)
                    + "; it must be [n, columns] for any n, which exporters call a dynamic first axis");
        }
        return (int) Math.max(0, shape[1]);
    }

    private static void outputs(OrtSession session) throws OrtException {
        if (session.getNumOutputs() != 1) {
            throw new IllegalArgumentException("the model has " + session.getNumOutputs() + " outputs, "
                    + session.getOutputNames() + "; it must have one, the scores");
        }
        tensor(session.getOutputInfo(), "output");
    }

    private static TensorInfo tensor(Map<String, NodeInfo> infos, String what) {
        NodeInfo info = infos.values().iterator().next();
        if (!(info.getInfo() instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.FLOAT) {
            throw new IllegalArgumentException("the " + what + " '" + info.getName() + "' is " + info.getInfo()
                    + "; it must be a tensor of 32-bit floats");
        }
        return tensor;
    }

    private static List<String> names(OrtSession session) throws OrtException {
        String names = session.getMetadata().getCustomMetadata().getOrDefault(NAMES, "");
        return names.isEmpty() ? List.of() : List.of(names.split(","));
    }

    private static float missing(OrtSession session) throws OrtException {
        String text = session.getMetadata().getCustomMetadata().getOrDefault(MISSING, "NaN");
        try {
            return Float.parseFloat(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the property " + MISSING + " is '" + text + "'; it must be a number", e);
        }
    }

    /** A model whose scores are not numbers, or not one for each row, is found out before it serves. */
    private static void probe(OnnxNetwork network) {
        int width = Math.max(1, network.inputs());
        double[] out = new double[PROBED];
        try {
            network.raw(new float[PROBED * width], PROBED, out);
        } catch (IllegalStateException e) {
            if (network.inputs() > 0) {
                throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
            }
            return; // of which width the rows are, only their owner knows
        }
        if (!Arrays.stream(out).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "for rows of zeros the model gives " + Arrays.toString(out) + "; scores must be finite numbers");
        }
    }
}
