package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.inference.CoMoments;
import dev.fairlead.experiment.plan.MetricKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Assigns units of one metric anew, 64 times at once: the bits of a word are a unit's arms in 64 replicates. Sums of treatment
 * are added up, and those of control are what is left of all.
 */
final class Replicates {
    private static final int BATCH = Long.SIZE;
    /** Bits of precision of an arm's share. */
    private static final int PRECISION = 16;

    private final double[][] units;
    private final int[] strata;
    private final long[] ids;
    private final int stratumCount;
    private final int size;
    private final int width;
    private final long share;
    private final boolean clustered;
    private final double[] centre;
    private final double[][] all;

    /**
     * @param share of treatment, between 0 and 1
     */
    Replicates(
            List<double[]> values,
            List<Integer> strata,
            List<Long> ids,
            int stratumCount,
            double share,
            boolean clustered) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no unit has a value");
        }
        this.strata = strata.stream().mapToInt(Integer::intValue).toArray();
        this.ids = ids.stream().mapToLong(Long::longValue).toArray();
        this.stratumCount = stratumCount;
        this.clustered = clustered;
        this.share = Math.clamp(Math.round(share * (1 << PRECISION)), 1, (1 << PRECISION) - 1);
        size = values.getFirst().length;
        width = 1 + size + size * (size + 1) / 2;
        centre = new double[size];
        for (double[] value : values) {
            for (int i = 0; i < size; i++) {
                centre[i] += value[i] / values.size();
            }
        }
        units = values.stream().map(this::products).toArray(double[][]::new);
        all = new double[stratumCount][width];
        for (int u = 0; u < units.length; u++) {
            add(all[this.strata[u]], 0, units[u]);
        }
    }

    /** 1, distances from the centre, and their products. */
    private double[] products(double[] value) {
        var row = new double[width];
        row[0] = 1;
        int at = 1 + size;
        for (int i = 0; i < size; i++) {
            row[1 + i] = value[i] - centre[i];
            for (int j = 0; j <= i; j++) {
                row[at++] = row[1 + i] * row[1 + j];
            }
        }
        return row;
    }

    private static void add(double[] sums, int from, double[] unit) {
        for (int i = 0; i < unit.length; i++) {
            sums[from + i] += unit[i];
        }
    }

    Replay.Replayed run(MetricKind kind, String name, double alpha, int times, long seed) {
        int batches = (times + BATCH - 1) / BATCH;
        List<Contrast> contrasts = IntStream.range(0, batches)
                .parallel()
                .mapToObj(batch -> batch(kind, batch, Math.min(BATCH, times - batch * BATCH), seed))
                .flatMap(List::stream)
                .toList();
        return new Replay.Replayed(
                name,
                contrasts.getFirst().method(),
                contrasts.stream()
                        .mapToDouble(contrast -> contrast.tested().p(0))
                        .toArray(),
                alpha,
                "");
    }

    private List<Contrast> batch(MetricKind kind, int batch, int replicates, long seed) {
        var sums = new double[stratumCount][BATCH * width];
        for (int u = 0; u < units.length; u++) {
            double[] into = sums[strata[u]];
            for (long left = word(seed, batch, ids[u]); left != 0; left &= left - 1) {
                add(into, Long.numberOfTrailingZeros(left) * width, units[u]);
            }
        }
        var contrasts = new ArrayList<Contrast>();
        for (int r = 0; r < replicates; r++) {
            contrasts.add(contrast(kind, sums, r));
        }
        return contrasts;
    }

    /** Bits that are 1 with the share's probability: from random words, by the binary digits of the share. */
    private long word(long seed, int batch, long id) {
        long state = mix(mix(seed + 0x9E3779B97F4A7C15L * batch) + 0x9E3779B97F4A7C15L * id);
        long word = 0;
        for (int digit = Long.numberOfTrailingZeros(share); digit < PRECISION; digit++) {
            long random = mix(state += 0x9E3779B97F4A7C15L);
            word = (share >>> digit & 1) == 1 ? word | random : word & random;
        }
        return word;
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mix(long state) {
        long z = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    private Contrast contrast(MetricKind kind, double[][] sums, int replicate) {
        var pairs = new ArrayList<Stratum>();
        for (int s = 0; s < stratumCount; s++) {
            double[] treatment = Arrays.copyOfRange(sums[s], replicate * width, (replicate + 1) * width);
            var control = new double[width];
            for (int i = 0; i < width; i++) {
                control[i] = all[s][i] - treatment[i];
            }
            pairs.add(new Stratum(
                    Replay.read(moments(control), clustered), Replay.read(moments(treatment), clustered), all[s][0]));
        }
        return new Adjustment(kind, clustered, List.of(pairs)).contrast();
    }

    private CoMoments moments(double[] sums) {
        long n = Math.round(sums[0]);
        var means = new double[size];
        for (int i = 0; i < size; i++) {
            means[i] = n == 0 ? 0 : centre[i] + sums[1 + i] / n;
        }
        if (n < 2) {
            var few = new CoMoments(size);
            if (n == 1) {
                few.accept(means);
            }
            return few;
        }
        var covariance = new double[size][size];
        int at = 1 + size;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double cross = sums[at++] - sums[1 + i] * sums[1 + j] / n;
                covariance[i][j] = i == j ? Math.max(0, cross / (n - 1)) : cross / (n - 1);
                covariance[j][i] = covariance[i][j];
            }
        }
        return CoMoments.summarized(n, means, covariance);
    }
}
