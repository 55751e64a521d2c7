package dev.fairlead.trees;

import java.util.Arrays;

/** Which kernel scores how many rows: one for each power of two up to {@value #MOST_ROWS}, the last for all above. */
final class Choice {
    static final int SIZES = 10;
    static final int MOST_ROWS = 1 << SIZES - 1;

    private final Kernel[] kernels;
    private final Runner[] runners;

    /** @param best kernel for each size; {@code best[i]} is for more than {@code 2^(i-1)} and up to {@code 2^i} rows */
    Choice(Kernels all, Kernel[] best) {
        kernels = best.clone();
        runners = Arrays.stream(best).map(all::runner).toArray(Runner[]::new);
    }

    static Choice of(Kernels all, Kernel kernel) {
        var best = new Kernel[SIZES];
        Arrays.fill(best, kernel);
        return new Choice(all, best);
    }

    Runner runner(int rows) {
        return runners[size(rows)];
    }

    Kernel kernel(int rows) {
        return kernels[size(rows)];
    }

    private static int size(int rows) {
        return rows <= 1 ? 0 : Math.min(SIZES - 1, Integer.SIZE - Integer.numberOfLeadingZeros(rows - 1));
    }
}
