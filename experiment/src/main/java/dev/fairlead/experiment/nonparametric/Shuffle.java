package dev.fairlead.experiment.nonparametric;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A stratum's part of the difference in means, as observed and under other assignments. */
final class Shuffle {
    private final Stratum stratum;
    private final double weight;
    private final int[] order;

    /** @param rows of all strata: each weighs by its share of them */
    Shuffle(Stratum stratum, double rows) {
        this.stratum = stratum;
        weight = stratum.size() / rows;
        order = IntStream.range(0, stratum.units()).toArray();
    }

    double observed() {
        double sum = 0;
        double size = 0;
        for (int unit = 0; unit < stratum.treated(); unit++) {
            sum += stratum.sum(unit);
            size += stratum.size(unit);
        }
        return difference(sum, size);
    }

    /** Under every assignment; those of at most 62 units. */
    double[] all() {
        long first = (1L << stratum.treated()) - 1;
        long end = 1L << stratum.units();
        return LongStream.iterate(first, mask -> mask < end, Shuffle::next)
                .mapToDouble(this::masked)
                .toArray();
    }

    /** The next larger number with as many bits (Gosper 1972). */
    private static long next(long mask) {
        long lowest = mask & -mask;
        long ripple = mask + lowest;
        return ripple | ((mask ^ ripple) >>> 2) / lowest;
    }

    private double masked(long mask) {
        double sum = 0;
        double size = 0;
        for (long left = mask; left != 0; left &= left - 1) {
            int unit = Long.numberOfTrailingZeros(left);
            sum += stratum.sum(unit);
            size += stratum.size(unit);
        }
        return difference(sum, size);
    }

    /** Under an assignment drawn by the first steps of Fisher and Yates's shuffle. */
    double drawn(RandomGenerator random) {
        double sum = 0;
        double size = 0;
        for (int i = 0; i < stratum.treated(); i++) {
            int j = random.nextInt(i, order.length);
            int unit = order[j];
            order[j] = order[i];
            order[i] = unit;
            sum += stratum.sum(unit);
            size += stratum.size(unit);
        }
        return difference(sum, size);
    }

    private double difference(double sum, double size) {
        return weight * (sum / size - (stratum.sum() - sum) / (stratum.size() - size));
    }
}
