package dev.fairlead.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.learn.Network;
import dev.fairlead.learn.NetworkFormat;
import dev.fairlead.onnx.Mlp.Fault;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Networks run by ONNX Runtime beside plain arithmetic. */
class OnnxFormatTest {
    private static float[] rows(long seed, int n, int width) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] rows = new float[n * width];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.nextGaussian();
        }
        return rows;
    }

    @Test
    void scoresAreThoseOfTheArithmetic() {
        for (int width : new int[] {1, 7, 83}) {
            Mlp mlp = Mlp.random(width, width, 16);
            Network network = NetworkFormat.any(mlp.onnx("", Fault.NONE));
            assertEquals(width, network.inputs());
            assertEquals(List.of(), network.inputNames());
            for (int n : new int[] {1, 2, 500}) {
                float[] rows = rows(n, n, width);
                double[] scores = new double[n];
                network.raw(rows, n, scores);
                for (int i = 0; i < n; i++) {
                    double right = mlp.score(rows, i);
                    assertEquals(right, scores[i], 1e-4 * Math.max(1, Math.abs(right)));
                }
            }
        }
    }

    @Test
    void manyThreadsShareOneNetwork() {
        Network network = NetworkFormat.any(Mlp.random(1, 20, 8).onnx("", Fault.NONE));
        float[] rows = rows(2, 200, 20);
        double[] alone = new double[200];
        network.raw(rows, 200, alone);
        IntStream.range(0, 200).parallel().forEach(_ -> {
            double[] scores = new double[200];
            network.raw(rows, 200, scores);
            assertArrayEquals(alone, scores);
        });
    }

    @Test
    void theFileMayNameItsColumns() {
        assertEquals(
                List.of("a", "b", "c"),
                NetworkFormat.any(Mlp.random(1, 3, 4).onnx("a,b,c", Fault.NONE)).inputNames());
    }

    @Test
    void theFileMaySayWhatStandsForNotKnown() {
        Mlp mlp = Mlp.random(1, 3, 4);
        double[] scores = new double[1];
        NetworkFormat.any(mlp.onnx(Map.of(OnnxFormat.MISSING, "-1"), Fault.NONE))
                .raw(new float[] {2, Float.NaN, 1}, 1, scores);
        assertEquals(mlp.score(new float[] {2, -1, 1}, 0), scores[0], 1e-5);
        NetworkFormat.any(mlp.onnx("", Fault.NONE)).raw(new float[] {2, Float.NaN, 1}, 1, scores);
        assertEquals(Double.NaN, scores[0]);
        refused("must be a number", mlp.onnx(Map.of(OnnxFormat.MISSING, "none"), Fault.NONE));
    }

    private static void refused(String says, byte[] content) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> NetworkFormat.any(content));
        assertTrue(String.valueOf(e.getMessage()).contains(says), e::toString);
    }

    @Test
    void whatIsNotSuchANetworkIsRefused() {
        Mlp mlp = Mlp.random(1, 3, 4);
        byte[] whole = mlp.onnx("", Fault.NONE);
        refused("cannot read the model", Arrays.copyOf(whole, whole.length / 2));
        refused("cannot read the model", new byte[] {1, 2, 3});
        refused("dynamic first axis", mlp.onnx("", Fault.FIXED_ROWS));
        refused(
                "cannot read the model",
                mlp.onnx("", Fault.INTEGERS)); // Gemm does not take 32-bit integers with floats
        refused("it must have one, the scores", mlp.onnx("", Fault.TWO_OUTPUTS));
        refused("must be finite", new Mlp(3, mlp.w(), mlp.b(), mlp.v(), Float.NaN).onnx("", Fault.NONE));
    }
}
