package dev.fairlead.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Finds the fastest kernel for each number of rows by running them on the model itself. The rows are made up of its own
 * cuts, so that both sides of every split are taken. A kernel whose scores differ from the walk's is left out, whatever
 * made them differ: what is not exact may not score.
 *
 * @param choice the fastest for each number of rows
 * @param times what was measured
 */
record Tuning(Choice choice, List<KernelTime> times) {
    /** A kernel counts as compiled when it has not become faster for so long. */
    private static final long STEADY_NANOS = 60_000_000;

    /** And for so many runs. */
    private static final int STEADY_RUNS = 10;

    private static final long MOST_NANOS = 3_000_000_000L;

    /** Time for all runs of one kernel on one number of rows. */
    private static final long TIMED_NANOS = 1_000_000;

    private static final int TIMED_RUNS = 5;

    static Tuning of(Model model, Kernels kernels) {
        var rows = new Sample(model, kernels.bins(), new Random(1));
        var times = new ArrayList<KernelTime>();
        for (Kernel kernel : Kernel.values()) {
            if (kernels.supports(kernel) && rows.scoresExactly(kernels, kernel)) {
                warm(rows, kernels.runner(kernel));
                for (int size = 0; size < Choice.SIZES; size++) {
                    times.add(new KernelTime(kernel, 1 << size, micros(rows, kernels.runner(kernel), 1 << size)));
                }
            }
        }
        return new Tuning(new Choice(kernels, best(times)), List.copyOf(times));
    }

    private static Kernel[] best(List<KernelTime> times) {
        var best = new Kernel[Choice.SIZES];
        var least = new double[Choice.SIZES];
        Arrays.fill(best, Kernel.WALK);
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        for (KernelTime time : times) {
            int size = Integer.numberOfTrailingZeros(time.rows());
            if (time.micros() < least[size]) {
                best[size] = time.kernel();
                least[size] = time.micros();
            }
        }
        return best;
    }

    /** Runs a kernel until the compiler has nothing more to give. */
    private static void warm(Sample rows, Runner runner) {
        long start = System.nanoTime();
        long better = start;
        long now = start;
        double best = Double.POSITIVE_INFINITY;
        int steady = 0;
        while (now - start < MOST_NANOS && (now - better < STEADY_NANOS || steady < STEADY_RUNS)) {
            rows.score(runner);
            long end = System.nanoTime();
            steady++;
            if (end - now < 0.9 * best) {
                best = end - now;
                better = end;
                steady = 0;
            }
            now = end;
        }
    }

    private static double micros(Sample rows, Runner runner, int count) {
        long best = Long.MAX_VALUE;
        long start = System.nanoTime();
        long now = start;
        for (int run = 0; run < TIMED_RUNS || now - start < TIMED_NANOS; run++) {
            rows.score(runner, count, run);
            long end = System.nanoTime();
            best = Math.min(best, end - now);
            now = end;
        }
        return best / 1e3;
    }
}
