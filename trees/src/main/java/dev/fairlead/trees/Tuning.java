package dev.fairlead.trees;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

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

    /** Of this thread's own processor time: where others take their share, the compiler gets as little. */
    private static final long MOST_NANOS = 5_000_000_000L;

    /** What is left to a kernel that an earlier model waited for in vain. */
    private static final long LEAST_NANOS = 300_000_000;

    /** Vector code allocates until it is compiled, and scoring allocates nothing. */
    private static final long ALLOCATES = 4096;

    private static final Set<Kernel> IN_VAIN = ConcurrentHashMap.newKeySet();

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Time for all runs of one kernel on one number of rows. */
    private static final long TIMED_NANOS = 1_000_000;

    private static final int TIMED_RUNS = 5;

    private static final int SHARED_RUNS = 15;

    /** Between calls by two threads, so that the second has fallen asleep, as it has between requests. */
    private static final long PAUSE_NANOS = 300_000;

    static Tuning of(Model model, Kernels kernels) {
        var rows = new Sample(model, kernels.bins(), new Random(1));
        var times = new ArrayList<KernelTime>();
        for (Kernel kernel : Kernel.values()) {
            if (kernels.supports(kernel) && rows.scoresExactly(kernels, kernel)) {
                warm(kernel, rows, kernels.runner(kernel));
                for (int size = 0; size < Choice.SIZES; size++) {
                    times.add(new KernelTime(kernel, 1 << size, micros(rows, kernels.runner(kernel), 1 << size)));
                }
            }
        }
        return new Tuning(choice(kernels, rows, times), List.copyOf(times));
    }

    /** The fastest kernels, and what a second thread costs beside the longer share, measured on the largest block of rows. */
    private static Choice choice(Kernels kernels, Sample rows, List<KernelTime> times) {
        Choice alone = Choice.fastest(kernels, times, Double.POSITIVE_INFINITY);
        if (Runtime.getRuntime().availableProcessors() == 1) {
            return alone;
        }
        var nanos = new long[SHARED_RUNS];
        for (int run = 0; run < SHARED_RUNS; run++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            long start = System.nanoTime();
            rows.share(alone, run);
            nanos[run] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        double shared = nanos[SHARED_RUNS / 2] / 1e3;
        return Choice.fastest(kernels, times, Math.max(0, shared - alone.micros(Choice.MOST_ROWS / 2)));
    }

    /**
     * Runs a kernel until the compiler has nothing more to give. It gives nothing where the processor lacks the
     * instructions that a kernel is made of; then the kernel allocates to the end, and the next model waits less for it.
     */
    private static void warm(Kernel kernel, Sample rows, Runner runner) {
        long most = IN_VAIN.contains(kernel) ? LEAST_NANOS : MOST_NANOS;
        long start = worked();
        long now = System.nanoTime();
        long better = now;
        double best = Double.POSITIVE_INFINITY;
        int steady = 0;
        boolean compiled = false;
        while (worked() - start < most && (!compiled || now - better < STEADY_NANOS || steady < STEADY_RUNS)) {
            long bytes = allocated();
            rows.score(runner);
            long end = System.nanoTime();
            compiled = allocated() - bytes < ALLOCATES;
            steady++;
            if (end - now < 0.9 * best) {
                best = end - now;
                better = end;
                steady = 0;
            }
            now = end;
        }
        if (compiled) {
            IN_VAIN.remove(kernel);
        } else {
            IN_VAIN.add(kernel);
        }
    }

    /** Nanoseconds of processor time that this thread has had, or of time where Java cannot tell. */
    private static long worked() {
        return THREADS.isCurrentThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled()
                ? THREADS.getCurrentThreadCpuTime()
                : System.nanoTime();
    }

    /** Bytes that this thread has allocated; always 0 where Java cannot tell. */
    private static long allocated() {
        return THREADS instanceof com.sun.management.ThreadMXBean threads
                ? threads.getCurrentThreadAllocatedBytes()
                : 0;
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
