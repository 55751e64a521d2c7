package dev.fairlead.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/**
 * Runs studies. Every run of a study has a random stream of its own, made from the seed, the name of the study and the number
 * of the run: the same seed gives the same counts, on however many threads and whichever other studies run.
 *
 * @param seed of all streams
 * @param runs of each study, at least 1
 * @param threads at least 1
 */
public record Harness(long seed, int runs, int threads) {
    /** L64X128 of Steele and Vigna (2021): streams of different seeds have different increments, and do not overlap. */
    private static final RandomGeneratorFactory<RandomGenerator> STREAMS =
            RandomGeneratorFactory.of("L64X128MixRandom");

    /** 2⁶⁴ over the golden ratio: spreads numbers that follow each other. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    public Harness {
        atLeastOne(runs, "runs");
        atLeastOne(threads, "threads");
    }

    private static void atLeastOne(int number, String what) {
        if (number < 1) {
            throw new IllegalArgumentException("there must be at least 1 of the " + what + ", not " + number);
        }
    }

    /**
     * How often what a study claims came true, a row per claim.
     *
     * @throws IllegalStateException if a run fails; the message says which
     */
    public <D> List<Row> run(Study<D> study) {
        long[] counts = counts(study);
        return IntStream.range(0, counts.length)
                .mapToObj(i -> row(study, study.claims().get(i), counts[i]))
                .toList();
    }

    private <D> Row row(Study<D> study, Claim<D> claim, long happened) {
        return new Row(study.name(claim), claim.measure(), claim.rate(), claim.promise(), happened, runs);
    }

    private <D> long[] counts(Study<D> study) {
        var parts = new ArrayList<Callable<long[]>>();
        for (int thread = 0; thread < threads; thread++) {
            int first = thread;
            parts.add(() -> part(study, first));
        }
        var counts = new long[study.claims().size()];
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (Future<long[]> part : pool.invokeAll(parts)) {
                long[] more = part.get();
                IntStream.range(0, counts.length).forEach(i -> counts[i] += more[i]);
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IllegalStateException refused
                    ? refused
                    : new IllegalStateException("a run of '" + study.world() + "' failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in '" + study.world() + "'", e);
        }
        return counts;
    }

    /** Every so many runs, from the first. */
    private <D> long[] part(Study<D> study, int first) {
        var counts = new long[study.claims().size()];
        for (int run = first; run < runs; run += threads) {
            try {
                D data = study.run().apply(stream(study, run));
                for (int i = 0; i < counts.length; i++) {
                    counts[i] += study.claims().get(i).happened().test(data) ? 1 : 0;
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalStateException(
                        "run " + run + " of '" + study.world() + "' was refused: " + e.getMessage(), e);
            }
        }
        return counts;
    }

    private RandomGenerator stream(Study<?> study, int run) {
        long ofStudy = seed * GOLDEN ^ (long) study.world().hashCode() << 32;
        return STREAMS.create(ofStudy + run);
    }
}
