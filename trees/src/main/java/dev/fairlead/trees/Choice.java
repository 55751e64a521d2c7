package dev.fairlead.trees;

import java.util.Arrays;
import java.util.List;

/** Which kernel scores how many rows: one for each power of two up to {@value #MOST_ROWS}, the last for all above. */
final class Choice {
    static final int SIZES = 10;
    static final int MOST_ROWS = 1 << SIZES - 1;

    /** Waking a thread takes about half of this; a piece of rows that is done sooner is not worth it. */
    private static final double PIECE_MICROS = 100;

    private final Kernel[] kernels;
    private final Runner[] runners;
    private final double[] micros;

    /**
     * @param best kernel for each size; {@code best[i]} is for more than {@code 2^(i-1)} and up to {@code 2^i} rows
     * @param micros that it takes for {@code 2^i} rows, infinite if not known
     */
    private Choice(Kernels all, Kernel[] best, double[] micros) {
        kernels = best;
        runners = Arrays.stream(best).map(all::runner).toArray(Runner[]::new);
        this.micros = micros;
    }

    static Choice of(Kernels all, Kernel kernel) {
        var best = new Kernel[SIZES];
        var micros = new double[SIZES];
        Arrays.fill(best, kernel);
        Arrays.fill(micros, Double.POSITIVE_INFINITY);
        return new Choice(all, best, micros);
    }

    static Choice fastest(Kernels all, List<KernelTime> times) {
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
        return new Choice(all, best, least);
    }

    Runner runner(int rows) {
        return runners[size(rows)];
    }

    Kernel kernel(int rows) {
        return kernels[size(rows)];
    }

    /** Among how many threads so many rows are worth dividing, up to {@code most}. */
    int threads(int rows, int most) {
        int size = size(rows);
        double pieces = micros[size] * rows / (1 << size) / PIECE_MICROS;
        return (int) Math.clamp(pieces, 1, most);
    }

    private static int size(int rows) {
        return rows <= 1 ? 0 : Math.min(SIZES - 1, Integer.SIZE - Integer.numberOfLeadingZeros(rows - 1));
    }
}
