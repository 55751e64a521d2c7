package dev.fairlead.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SplittableRandom;

/** A network of one hidden layer, relu(x W + b) v + c, as an ONNX file and as plain arithmetic. */
public record Mlp(int inputs, float[][] w, float[] b, float[] v, float c) {
    public static Mlp random(long seed, int inputs, int hidden) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] w = new float[inputs][hidden];
        float[] b = new float[hidden];
        float[] v = new float[hidden];
        for (int h = 0; h < hidden; h++) {
            for (float[] row : w) {
                row[h] = (float) random.nextGaussian();
            }
            b[h] = (float) random.nextGaussian();
            v[h] = (float) random.nextGaussian();
        }
        return new Mlp(inputs, w, b, v, 0.25f);
    }

    public double score(float[] rows, int row) {
        double score = c;
        for (int h = 0; h < v.length; h++) {
            double sum = b[h];
            for (int i = 0; i < inputs; i++) {
                sum += (double) rows[row * inputs + i] * w[i][h];
            }
            score += Math.max(0, sum) * v[h];
        }
        return score;
    }

    /** What is written differently from a right file. */
    public enum Fault {
        NONE,
        FIXED_ROWS,
        INTEGERS,
        TWO_OUTPUTS
    }

    public byte[] onnx(String names, Fault fault) {
        return onnx(names.isEmpty() ? Map.of() : Map.of(OnnxFormat.NAMES, names), fault);
    }

    public byte[] onnx(Map<String, String> properties, Fault fault) {
        Wire graph = new Wire()
                .message(1, node("Gemm", "h", "x", "w", "b"))
                .message(1, node("Relu", "r", "h"))
                .message(1, node("Gemm", "y", "r", "v", "c"))
                .text(2, "mlp")
                .message(5, tensor("w", flat(w), inputs, v.length))
                .message(5, tensor("b", b, v.length))
                .message(5, tensor("v", v, v.length, 1))
                .message(5, tensor("c", new float[] {c}, 1))
                .message(11, value("x", fault == Fault.INTEGERS ? 6 : 1, fault == Fault.FIXED_ROWS, inputs))
                .message(12, value("y", 1, false, 1));
        if (fault == Fault.TWO_OUTPUTS) {
            graph.message(12, value("r", 1, false, v.length));
        }
        Wire model = new Wire()
                .whole(1, 8)
                .message(7, graph)
                .message(8, new Wire().text(1, "").whole(2, 15));
        properties.forEach(
                (key, value) -> model.message(14, new Wire().text(1, key).text(2, value)));
        return model.bytes();
    }

    private static float[] flat(float[][] rows) {
        FloatsOut out = new FloatsOut();
        for (float[] row : rows) {
            for (float each : row) {
                out.add(each);
            }
        }
        return out.all();
    }

    private static final class FloatsOut {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        void add(float value) {
            bytes.writeBytes(ByteBuffer.allocate(4).putFloat(value).array());
        }

        float[] all() {
            ByteBuffer in = ByteBuffer.wrap(bytes.toByteArray());
            float[] floats = new float[in.remaining() / 4];
            in.asFloatBuffer().get(floats);
            return floats;
        }
    }

    private static Wire node(String operator, String output, String... inputs) {
        Wire node = new Wire();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(2, output).text(4, operator);
    }

    private static Wire tensor(String name, float[] values, int... shape) {
        Wire tensor = new Wire();
        for (int size : shape) {
            tensor.whole(1, size);
        }
        ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return tensor.whole(2, 1).text(8, name).bytes(9, raw.array());
    }

    private static Wire value(String name, int type, boolean fixed, int columns) {
        Wire first = fixed ? new Wire().whole(1, 7) : new Wire().text(2, "n");
        Wire shape = new Wire().message(1, first).message(1, new Wire().whole(1, columns));
        return new Wire()
                .text(1, name)
                .message(2, new Wire().message(1, new Wire().whole(1, type).message(2, shape)));
    }

    /** The wire format of protocol buffers, as far as ONNX needs it. */
    private static final class Wire {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        private void varint(long value) {
            long left = value;
            while (left >>> 7 != 0) {
                out.write((int) (left & 0x7f | 0x80));
                left >>>= 7;
            }
            out.write((int) left);
        }

        Wire whole(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Wire bytes(int field, byte[] value) {
            varint((long) field << 3 | 2);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        Wire text(int field, String value) {
            return bytes(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Wire message(int field, Wire value) {
            return bytes(field, value.bytes());
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
