package dev.fairlead.bench;

import dev.fairlead.trees.Kernel;
import dev.fairlead.trees.TreeEnsemble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The inner loop of tree scoring, kernel by kernel: 200 trees of 31 leaves on 40 features, every call on other rows, so that no
 * branch is learned by heart.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the setup before anything else
public class TreeScoring {
    private static final int FEATURES = 40;
    private static final int BATCHES = 64;

    /** Rows of a call. */
    @Param({"1", "100", "500"})
    public int rows;

    @Param
    public Kernel kernel;

    private TreeEnsemble model;
    private float[][] batches;
    private double[] scores;
    private int next;

    /** Trains the model, and draws rows. */
    @Setup(Level.Trial)
    public void prepare() throws Exception {
        var trained = BenchModel.of(200, 31, FEATURES);
        Path folder = Files.createTempDirectory("fairlead-micro");
        model = TreeEnsemble.parse(trained.lightGbm(folder));
        Files.delete(trained.lightGbmFile(folder));
        Files.delete(folder);
        if (!model.supports(kernel)) {
            throw new IllegalStateException("this machine or model has no kernel " + kernel);
        }
        model = model.using(kernel);
        batches = new float[BATCHES][];
        for (int i = 0; i < BATCHES; i++) {
            batches[i] = trained.data().rows(rows, 100 + i);
        }
        scores = new double[rows];
    }

    /** Raw scores of a call's rows. */
    @Benchmark
    public double[] score() {
        model.raw(batches[next], rows, scores);
        next = (next + 1) % BATCHES;
        return scores;
    }
}
