package dev.fairlead.trees;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One model under sixteen threads that use every entry point at once. */
class SharedModelTest {
    private static final int FEATURES = 20;
    private static final int ROWS = 600;
    private static final int EXPLAINED = 40;
    private static final int THREADS = 16;

    private final Random random = new Random(1);
    private final TreeEnsemble model = TreeEnsemble.parse(new GrownModel(
                    FEATURES,
                    1,
                    "binary sigmoid:1",
                    false,
                    IntStream.range(0, 100)
                            .mapToObj(i -> GrownTree.grow(random, FEATURES, 31, true, false)
                                    .counted(random, FEATURES))
                            .toList())
            .text());
    private final double[] doubles = doubles();
    private final float[] floats = floats();
    private final double[] scores = new double[ROWS];
    private final double[] predictions = new double[ROWS];
    private final int[] leaves = new int[ROWS * model.trees()];
    private final double[] contributions = new double[EXPLAINED * (FEATURES + 1)];

    SharedModelTest() {
        model.using(Kernel.WALK).raw(floats, ROWS, scores);
        model.using(Kernel.WALK).predict(floats, ROWS, predictions);
        model.leaves(floats, ROWS, leaves);
        model.contributions(floats, EXPLAINED, contributions);
    }

    private double[] doubles() {
        return IntStream.range(0, ROWS * FEATURES)
                .mapToDouble(i -> (float) Values.any(random))
                .toArray();
    }

    private float[] floats() {
        var values = new float[doubles.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) doubles[i];
        }
        return values;
    }

    @Test
    void differsNowhereWhileItGoesOverToFasterKernels() throws Exception {
        Thread.ofPlatform().start(model::warmUp);
        assertTrue(inThreads(() -> run(Duration.ofMillis(1500))) > THREADS);
    }

    @Tag("conformance")
    @Test
    void differsNowhereInAMinute() throws Exception {
        Thread.ofPlatform().start(model::warmUp);
        long rounds = inThreads(() -> run(Duration.ofMinutes(1)));
        assertTrue(rounds > THREADS);
        System.out.println(
                "16 threads on one model for a minute: " + rounds + " rounds of every entry point, no difference");
    }

    /** Each thread has its own arrays; what is left are the pool's, of which there are as many as threads score at once. */
    @Test
    void allocatesNothingOnceItIsWarm() throws InterruptedException {
        model.warmUp();
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        var caller = new Caller();
        int rounds = 200;
        long bytes = Long.MAX_VALUE;
        for (int tries = 0; bytes >= 100L * rounds && tries < 100; tries++) {
            Thread.sleep(10); // Java's compiler works beside, and on a busy machine late
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < rounds; i++) {
                caller.round();
            }
            bytes = threads.getCurrentThreadAllocatedBytes() - before;
        }
        System.out.println("bytes allocated in " + rounds + " rounds of every entry point: " + bytes);
        assertTrue(bytes < 100L * rounds);
    }

    private long inThreads(Callable<Long> task) throws Exception {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            long rounds = 0;
            for (var done : threads.invokeAll(
                    IntStream.range(0, THREADS).mapToObj(i -> task).toList())) {
                rounds += done.get();
            }
            return rounds;
        }
    }

    private long run(Duration time) {
        var caller = new Caller();
        long rounds = 0;
        for (long end = System.nanoTime() + time.toNanos(); rounds < 2 || System.nanoTime() < end; rounds++) {
            caller.round();
            caller.check();
            caller.share();
        }
        return rounds;
    }

    /** The arrays of one thread. */
    private final class Caller {
        private final double[] fromFloats = new double[ROWS];
        private final double[] fromDoubles = new double[ROWS];
        private final double[] few = new double[10];
        private final double[] predicted = new double[ROWS];
        private final int[] reached = new int[leaves.length];
        private final double[] explained = new double[contributions.length];
        private double one;
        private double oneOfDoubles;

        void round() {
            model.raw(floats, ROWS, fromFloats);
            model.raw(doubles, ROWS, fromDoubles);
            model.raw(floats, few.length, few);
            model.predict(floats, ROWS, predicted);
            model.leaves(doubles, ROWS, reached);
            model.contributions(doubles, EXPLAINED, explained);
            one = model.raw(floats, 3 * FEATURES);
            oneOfDoubles = model.raw(doubles, 4 * FEATURES);
        }

        /** Several threads at once, which takes objects for their tasks. */
        void share() {
            model.raw(floats, ROWS, fromFloats, 4);
            assertArrayEquals(scores, fromFloats);
        }

        void check() {
            assertArrayEquals(scores, fromFloats);
            assertArrayEquals(scores, fromDoubles);
            assertArrayEquals(Arrays.copyOf(scores, few.length), few);
            assertArrayEquals(predictions, predicted);
            assertArrayEquals(leaves, reached);
            assertArrayEquals(contributions, explained);
            assertEquals(List.of(scores[3], scores[4]), List.of(one, oneOfDoubles));
        }
    }
}
