package dev.fairlead.trees;

import java.util.Arrays;
import java.util.List;

/** Which kernel scores how many rows: one for each power of two up to {@value #MOST_ROWS}, the last for all above. */
final class Choice {
    static final int SIZES = 10;
    static final int MOST_ROWS = 1 << SIZES - 1;

    /** More threads are taken where they promise to be done this many times as soon. */
    private static final double WORTH = 1.4;

    private final Kernel[] kernels;
    private final Runner[] runners;
    private final double[] micros;
    private final double handoff;

    /**
     * @param best kernel for each size; {@code best[i]} is for more than {@code 2^(i-1)} and up to {@code 2^i} rows
     * @param micros that it takes for {@code 2^i} rows, infinite if not known
     * @param handoff microseconds that rows divided take longer than the longest share of them, infinite if never worth it
     */
    private Choice(Kernels all, Kernel[] best, double[] micros, double handoff) {
        kernels = best;
        runners = Arrays.stream(best).map(all::runner).toArray(Runner[]::new);
        this.micros = micros;
        this.handoff = handoff;
    }

    static Choice of(Kernels all, Kernel kernel) {
        var best = new Kernel[SIZES];
        var micros = new double[SIZES];
        Arrays.fill(best, kernel);
        Arrays.fill(micros, Double.POSITIVE_INFINITY);
        return new Choice(all, best, micros, 0);
    }

    static Choice fastest(Kernels all, List<KernelTime> times, double handoff) {
        var best = new Kernel[SIZES];
        var least = new double[SIZES];
        Arrays.fill(best, Kernel.WALK);
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        for (KernelTime time : times) {
            int size = size(time.rows());
            if (time.micros() < least[size]) {
                best[size] = time.kernel();
                least[size] = time.micros();
            }
        }
        return new Choice(all, best, least, handoff);
    }

    Runner runner(int rows) {
        return runners[size(rows)];
    }

    Kernel kernel(int rows) {
        return kernels[size(rows)];
    }

    /**
     * Among how many threads so many rows are worth dividing, up to {@code most}. A share takes more than its share of the
     * time, since fewer rows fill fewer lanes, and it starts late.
     */
    int threads(int rows, int most) {
        if (Double.isInfinite(micros[size(rows)])) {
            return most;
        }
        int best = 1;
        double least = micros(rows) / WORTH;
        for (int threads = 2; threads <= Math.min(most, rows); threads++) {
            double shared = micros((rows + threads - 1) / threads) + handoff;
            if (shared < least) {
                best = threads;
                least = shared;
            }
        }
        return best;
    }

    /** Microseconds that one thread takes, as measured. */
    double micros(int rows) {
        int size = size(rows);
        return micros[size] * rows / (1 << size);
    }

    private static int size(int rows) {
        return rows <= 1 ? 0 : Math.min(SIZES - 1, Integer.SIZE - Integer.numberOfLeadingZeros(rows - 1));
    }
}
