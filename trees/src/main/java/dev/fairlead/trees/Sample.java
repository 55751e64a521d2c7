package dev.fairlead.trees;

import java.util.Arrays;
import java.util.Random;

/** Made-up rows of a model, to warm and to time its kernels with. */
final class Sample {
    /** Enough different rows that a branch predictor cannot learn them. */
    private static final int ROWS = 4 * Choice.MOST_ROWS;

    /** Fewer of models with so many features that the rows would weigh more than this many floats. */
    private static final int MOST_FLOATS = 1 << 22;

    private final int width;
    private final int classes;
    private final int count;
    private final float[] floats;
    private final double[] doubles;
    private final double[] scores;

    Sample(Model model, Bins bins, Random random) {
        width = model.features();
        classes = model.classes();
        count = Math.max(Choice.MOST_ROWS, Math.min(ROWS, MOST_FLOATS / width));
        floats = bins.sample(random, count);
        doubles = new double[Choice.MOST_ROWS * width];
        Arrays.setAll(doubles, i -> floats[i]);
        scores = new double[Choice.MOST_ROWS * model.classes()];
    }

    /** Scores rows of both kinds, many and few. */
    void score(Runner runner) {
        runner.raw(floats, 0, Choice.MOST_ROWS, scores, 0);
        runner.raw(doubles, 0, Choice.MOST_ROWS, scores, 0);
        runner.raw(floats, 0, Choice.MOST_ROWS / 16, scores, 0);
        runner.raw(floats, 0, Choice.MOST_ROWS / 4, scores, 0);
        runner.raw(floats, 0, Choice.MOST_ROWS / 2, scores, 0);
    }

    /** Scores so many rows, others at each run. */
    void score(Runner runner, int rows, int run) {
        int blocks = count / rows;
        runner.raw(floats, run % blocks * rows * width, rows, scores, 0);
    }

    /** Scores a block of rows by two threads. */
    void share(Choice choice, int run) {
        int blocks = count / Choice.MOST_ROWS;
        int from = run % blocks * Choice.MOST_ROWS;
        new RowTask(
                        (first, some) ->
                                choice.runner(some).raw(floats, (from + first) * width, some, scores, first * classes),
                        0,
                        Choice.MOST_ROWS,
                        2)
                .invoke();
    }

    boolean scoresExactly(Kernels kernels, Kernel kernel) {
        var exact = new double[scores.length];
        kernels.runner(Kernel.WALK).raw(floats, 0, Choice.MOST_ROWS, exact, 0);
        kernels.runner(kernel).raw(floats, 0, Choice.MOST_ROWS, scores, 0);
        return Arrays.equals(exact, scores);
    }
}
