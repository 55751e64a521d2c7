package dev.fairlead.experiment.assignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.distribution.ChiSquared;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HashVersionTest {
    private static final int UNITS = 100_000;

    /** The hash as its definition says, in whole numbers of any size. */
    private static long naive(String text) {
        BigInteger hash = BigInteger.valueOf(2166136261L);
        for (char c : text.toCharArray()) {
            hash = hash.xor(BigInteger.valueOf(c)).multiply(BigInteger.valueOf(16777619));
            hash = hash.mod(BigInteger.TWO.pow(32));
        }
        return hash.longValue();
    }

    @Test
    void publishedExamples() {
        assertEquals(0.22, HashVersion.V1.of("", "a"));
        assertEquals(0.946, HashVersion.V1.of("b", "a"));
        assertEquals(0.0505, HashVersion.V2.of("seed", "a"));
        assertEquals(0.2019, HashVersion.V2.of("foo", "def"));
    }

    @Test
    void textsAreHashedWithoutBeingJoined() {
        var random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            String seed = text(random);
            String unit = text(random);
            assertEquals(naive(unit + seed) % 1_000 / 1000.0, HashVersion.V1.of(seed, unit));
            assertEquals(naive("" + naive(seed + unit)) % 10_000 / 10_000.0, HashVersion.V2.of(seed, unit));
        }
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append((char) (random.nextBoolean() ? 'a' + random.nextInt(26) : random.nextInt(0x10000)));
        }
        return text.toString();
    }

    @Test
    void decimalsOfAnyNumber() {
        for (int number : List.of(0, 1, 9, 10, 4_294, 1_000_000_000, Integer.MAX_VALUE, Integer.MIN_VALUE, -1)) {
            String decimal = Integer.toUnsignedString(number);
            assertEquals((int) naive(decimal), Fnv.addDecimal(Fnv.EMPTY, number), decimal);
        }
    }

    @Test
    void sharesAreThoseOfBuckets() {
        assertEquals(0.25, HashVersion.V2.share(new Range(0, 0.25)));
        assertEquals(0.0034, HashVersion.V2.share(new Range(0, 0.01 / 3)));
        assertEquals(0.004, HashVersion.V1.share(new Range(0, 0.01 / 3)));
        assertEquals(0, HashVersion.V2.share(new Range(0.5, 0.5)));
        assertEquals(1, HashVersion.V2.share(new Range(0, 1)));
    }

    /** χ² of independence of the halves that two experiments make of the same units, with 1 degree of freedom. */
    private static double dependence(HashVersion version, String one, String other) {
        long[][] table = new long[2][2];
        for (int i = 0; i < UNITS; i++) {
            table[half(version, one, i)][half(version, other, i)]++;
        }
        double chi = 0;
        for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 2; column++) {
                double expected =
                        (double) (table[row][0] + table[row][1]) * (table[0][column] + table[1][column]) / UNITS;
                chi += (table[row][column] - expected) * (table[row][column] - expected) / expected;
            }
        }
        return chi;
    }

    private static int half(HashVersion version, String seed, int unit) {
        return version.of(seed, "" + unit) < 0.5 ? 0 : 1;
    }

    @Test
    void relatedExperimentsAreIndependentOnlyInVersionTwo() {
        double version2 = dependence(HashVersion.V2, "exp-1", "exp-2");
        assertTrue(new ChiSquared(1).upper(version2) > 0.01);
        assertTrue(new ChiSquared(1).upper(dependence(HashVersion.V2, "checkout-2026", "checkout-2027")) > 0.01);
        double version1 = dependence(HashVersion.V1, "exp-1", "exp-2");
        assertTrue(version1 > 100, "χ² = " + version1);
        System.out.printf(
                "exp-1 and exp-2, 100,000 sequential ids: chi-squared %.2f by hash version 2, %.1f by version 1%n",
                version2, version1);
    }

    @Test
    void versionTwoIsUniform() {
        for (String seed : List.of("exp-1", "exp-2", "checkout", "日本語")) {
            long[] counts = new long[100];
            for (int i = 0; i < UNITS; i++) {
                counts[(int) (HashVersion.V2.of(seed, "" + i) * 100)]++;
            }
            double chi = 0;
            for (long count : counts) {
                chi += (count - UNITS / 100.0) * (count - UNITS / 100.0) / (UNITS / 100.0);
            }
            double p = new ChiSquared(99).upper(chi);
            assertTrue(p > 0.001, seed + ": p = " + p);
        }
    }
}
