package dev.fairlead.experiment.nonparametric;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The permutation test of a difference in means (Fisher 1935): how often assignment drawn anew, within strata and by whole
 * clusters, gives a difference as large. It tests that the treatment changes nobody's value.
 *
 * @param difference of the means of rows, treatment less control; of several strata, their average by rows
 * @param p two-sided, by the absolute difference
 * @param permutations that were looked at
 * @param exact whether these were all there are
 */
public record PermutationTest(double difference, double p, long permutations, boolean exact) {
    private static final double MOST_EXACT = 1_000_000;
    private static final int MOST_UNITS = 62;
    /** Differences this much smaller count as equal: sums depend on their order. */
    private static final double ROUNDING = 1e-10;

    /**
     * Exact if at most a million assignments are possible; otherwise by a sample of them.
     *
     * @param random draws the sample
     * @param draws size of the sample, at least 99: then p = (1 + as large) / (1 + draws) (Phipson and Smyth 2010)
     */
    public static PermutationTest of(List<Stratum> strata, RandomGenerator random, int draws) {
        Check.that(!strata.isEmpty(), "there is no stratum; without strata, all units are one");
        Check.that(draws >= 99, "a sample of permutations has at least 99, not " + draws);
        double rows = strata.stream().mapToDouble(Stratum::size).sum();
        List<Shuffle> shuffles =
                strata.stream().map(stratum -> new Shuffle(stratum, rows)).toList();
        double observed = shuffles.stream().mapToDouble(Shuffle::observed).sum();
        double assignments =
                strata.stream().mapToDouble(PermutationTest::assignments).reduce(1, (a, b) -> a * b);
        return assignments <= MOST_EXACT ? exact(shuffles, observed) : sampled(shuffles, observed, random, draws);
    }

    /** How many ways there are to choose the treated units; infinite if it is out of reach. */
    private static double assignments(Stratum stratum) {
        if (stratum.units() > MOST_UNITS) {
            return Double.POSITIVE_INFINITY;
        }
        double ways = 1;
        for (int i = 1; i <= stratum.treated(); i++) {
            ways = ways * (stratum.units() - stratum.treated() + i) / i;
        }
        return ways;
    }

    private static PermutationTest exact(List<Shuffle> shuffles, double observed) {
        double[] differences = {0};
        for (Shuffle shuffle : shuffles) {
            differences = sums(differences, shuffle.all());
        }
        double least = least(observed);
        long asLarge = Arrays.stream(differences)
                .filter(difference -> Math.abs(difference) >= least)
                .count();
        return new PermutationTest(observed, asLarge / (double) differences.length, differences.length, true);
    }

    private static double[] sums(double[] some, double[] others) {
        return Arrays.stream(some)
                .flatMap(one -> Arrays.stream(others).map(other -> one + other))
                .toArray();
    }

    private static PermutationTest sampled(List<Shuffle> shuffles, double observed, RandomGenerator random, int draws) {
        double least = least(observed);
        long asLarge = 0;
        for (int draw = 0; draw < draws; draw++) {
            double difference = 0;
            for (Shuffle shuffle : shuffles) {
                difference += shuffle.drawn(random);
            }
            asLarge += Math.abs(difference) >= least ? 1 : 0;
        }
        return new PermutationTest(observed, (1.0 + asLarge) / (1.0 + draws), draws, false);
    }

    private static double least(double observed) {
        return Math.abs(observed) * (1 - ROUNDING);
    }
}
