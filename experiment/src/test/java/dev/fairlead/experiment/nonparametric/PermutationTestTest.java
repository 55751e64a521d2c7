package dev.fairlead.experiment.nonparametric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Refused;
import dev.fairlead.experiment.validity.RejectionRate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PermutationTestTest {
    /** By masks over all units of both strata, keeping only those with the treated of each. */
    private static double naive(List<double[]> units, int split, int treatedFirst, int treatedSecond) {
        int observed = (1 << treatedFirst) - 1 | ((1 << treatedSecond) - 1) << split;
        double least = Math.abs(difference(units, split, observed)) - 1e-9;
        int first = (1 << split) - 1;
        int[] masks = IntStream.range(0, 1 << units.size())
                .filter(mask -> Integer.bitCount(mask & first) == treatedFirst
                        && Integer.bitCount(mask & ~first) == treatedSecond)
                .toArray();
        long asLarge = Arrays.stream(masks)
                .filter(mask -> Math.abs(difference(units, split, mask)) >= least)
                .count();
        return asLarge / (double) masks.length;
    }

    private static double difference(List<double[]> units, int split, int mask) {
        return part(units, 0, split, mask) + part(units, split, units.size(), mask);
    }

    private static double part(List<double[]> units, int from, int to, int mask) {
        var treated = new ArrayList<Double>();
        var control = new ArrayList<Double>();
        for (int i = from; i < to; i++) {
            for (double row : units.get(i)) {
                ((mask >> i & 1) == 1 ? treated : control).add(row);
            }
        }
        long rows = units.stream().mapToLong(unit -> unit.length).sum();
        return (treated.size() + control.size()) / (double) rows * (mean(treated) - mean(control));
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(x -> x).average().orElse(0);
    }

    @Test
    void exactOverStrataAndClusters() {
        var random = new Random(1);
        for (int repeat = 0; repeat < 20; repeat++) {
            List<double[]> units = IntStream.range(0, 13)
                    .mapToObj(i -> random.doubles(1 + random.nextInt(3)).toArray())
                    .toList();
            var strata = List.of(
                    Stratum.ofClusters(units.subList(3, 7), units.subList(0, 3)),
                    Stratum.ofClusters(units.subList(9, 13), units.subList(7, 9)));
            var found = PermutationTest.of(strata, random, 99);
            assertTrue(found.exact());
            assertEquals(35 * 15, found.permutations());
            assertEquals(naive(units, 7, 3, 2), found.p(), 1e-12);
        }
    }

    @Test
    void aSampleComesNearTheExactTest() {
        var random = new Random(2);
        double[] control = random.doubles(11).toArray();
        double[] treatment = random.doubles(10).map(x -> x + 0.25).toArray();
        var stratum = Stratum.of(control, treatment);
        double exact = PermutationTest.of(List.of(stratum), random, 99).p();
        var filler = Stratum.of(new double[40], new double[40]);
        var sampled = PermutationTest.of(List.of(stratum, filler), new Random(3), 10_000);
        assertFalse(sampled.exact());
        assertEquals(exact, sampled.p(), 4 * Math.sqrt(exact / 10_000));
        assertEquals(sampled, PermutationTest.of(List.of(stratum, filler), new Random(3), 10_000));
    }

    @Test
    void aSampledPIsNeverZero() {
        double[] high = IntStream.range(100, 140).mapToDouble(i -> i).toArray();
        double[] low = IntStream.range(0, 40).mapToDouble(i -> i).toArray();
        assertEquals(
                0.01,
                PermutationTest.of(List.of(Stratum.of(low, high)), new Random(4), 99)
                        .p(),
                1e-15);
    }

    /** Rows of a cluster share an error: permuting clusters keeps the rate, and permuting rows would not. */
    @Test
    void ratesOfClustersAreInsideBinomialLimits() {
        var random = new Random(5);
        int runs = 600;
        long rejected = 0;
        long naively = 0;
        for (int run = 0; run < runs; run++) {
            List<double[]> units =
                    IntStream.range(0, 24).mapToObj(i -> cluster(random)).toList();
            List<double[]> control = units.subList(0, 12);
            List<double[]> treatment = units.subList(12, 24);
            rejected += p(Stratum.ofClusters(control, treatment), random) <= 0.05 ? 1 : 0;
            naively += p(Stratum.of(rows(control), rows(treatment)), random) <= 0.05 ? 1 : 0;
        }
        assertTrue(new RejectionRate(rejected, runs).within(0.05), "rejected " + rejected);
        assertFalse(new RejectionRate(naively, runs).within(0.05), "naively " + naively);
    }

    private static double[] cluster(Random random) {
        double shared = random.nextGaussian();
        return IntStream.range(0, 1 + random.nextInt(6))
                .mapToDouble(i -> shared + random.nextGaussian())
                .toArray();
    }

    private static double[] rows(List<double[]> clusters) {
        return clusters.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    private static double p(Stratum stratum, Random random) {
        return PermutationTest.of(List.of(stratum), random, 199).p();
    }

    @Test
    void refusesWhatCannotBe() {
        double[] some = {1, 2};
        Refused.saying("units in both arms", () -> Stratum.of(some, new double[0]));
        Refused.saying("no stratum", () -> PermutationTest.of(List.of(), new Random(1), 99));
        Refused.saying("at least 99", () -> PermutationTest.of(List.of(Stratum.of(some, some)), new Random(1), 9));
        Refused.saying("Infinity", () -> Stratum.of(some, new double[] {Double.POSITIVE_INFINITY}));
    }
}
