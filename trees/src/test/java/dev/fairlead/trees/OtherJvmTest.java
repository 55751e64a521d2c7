package dev.fairlead.trees;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The same scores from Java without the vector module, with narrower vectors, and with a kernel fixed from outside. */
class OtherJvmTest {
    private static final String MODULE = "--add-modules=jdk.incubator.vector";

    @Test
    void scoresTheSameWithoutTheVectorModule() throws Exception {
        assertEquals("[WALK] " + checksum(), run());
    }

    @Test
    void scoresTheSameWithNarrowerVectors() throws Exception {
        for (int width = 0; width <= 2; width++) {
            String answer = run(MODULE, "-XX:+IgnoreUnrecognizedVMOptions", "-XX:UseAVX=" + width);
            assertTrue(answer.matches("\\[WALK, ROWS.*] " + checksum()), answer);
        }
    }

    @Test
    void takesTheKernelThatThePropertyNames() throws Exception {
        assertEquals("ROWS", run(MODULE, "-Dfairlead.trees.kernel=rows", "-Dkernel=true"));
    }

    @Test
    void refusesAKernelThatThereIsNot() throws Exception {
        assertEquals(
                "the system property fairlead.trees.kernel is \"fast\"; set it to auto, walk, rows or trees",
                run("-Dfairlead.trees.kernel=fast", "-Dkernel=true"));
    }

    private static String run(String... flags) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path", ""), Other.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return answer.strip();
    }

    private static long checksum() {
        return Other.checksum(Other.model().using(Kernel.WALK));
    }

    /** What the other Java runs. */
    static final class Other {
        private static final int FEATURES = 9;

        private Other() {}

        public static void main(String[] args) {
            try {
                System.out.println(answer());
            } catch (IllegalArgumentException refused) {
                System.out.println(refused.getMessage());
            }
        }

        private static String answer() {
            TreeEnsemble model = model();
            if (Boolean.getBoolean("kernel")) {
                return model.kernel(1).toString();
            }
            var kernels = Arrays.stream(Kernel.values()).filter(model::supports).toList();
            var sums = kernels.stream()
                    .map(kernel -> checksum(model.using(kernel)))
                    .distinct()
                    .toList();
            return kernels + " " + (sums.size() == 1 ? sums.getFirst() : sums);
        }

        private static TreeEnsemble model() {
            var random = new Random(1);
            var trees = IntStream.range(0, 40)
                    .mapToObj(i -> GrownTree.grow(random, FEATURES, 1 + random.nextInt(80), i % 8 == 0, false))
                    .toList();
            return TreeEnsemble.parse(new GrownModel(FEATURES, 1, "lambdarank", false, trees).text());
        }

        private static long checksum(TreeEnsemble model) {
            var random = new Random(2);
            double[] rows =
                    random.doubles(150 * FEATURES).map(_ -> Values.any(random)).toArray();
            var out = new double[150];
            model.raw(rows, 150, out);
            return Arrays.hashCode(out);
        }
    }
}
