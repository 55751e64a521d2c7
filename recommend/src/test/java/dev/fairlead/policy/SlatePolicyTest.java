package dev.fairlead.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One rule after the other, then what they promise together. */
class SlatePolicyTest {
    private static final PolicyConfig BARE = PolicyConfig.BARE;
    static final PolicyConfig ALL = new PolicyConfig(
            5,
            new PolicyConfig.Weights(1, 0.2, 0.1, 0.1),
            new PolicyConfig.Caps(3, 4),
            new PolicyConfig.Diversity(PolicyConfig.Method.MMR, PolicyConfig.Alike.EMBEDDING, 0.2, 30),
            Map.of("c3", 2),
            new PolicyConfig.Exposure(0.2, 0.4, 50, 0.5, Duration.ofDays(14)),
            new PolicyConfig.Exploration(0.1, 0.3, 0, 5, 6, 0.04, 25),
            0.6);

    /** The same, with every fifth slate drawn as a whole. */
    private static final PolicyConfig RANDOMIZED = new PolicyConfig(
            ALL.repeats(),
            ALL.weights(),
            ALL.caps(),
            ALL.diversity(),
            ALL.pins(),
            ALL.exposure(),
            new PolicyConfig.Exploration(0.1, 0.3, 0.2, 5, 6, 0.04, 25),
            ALL.attention());

    private static PolicyConfig caps(int seller, int category) {
        return new PolicyConfig(
                BARE.repeats(),
                BARE.weights(),
                new PolicyConfig.Caps(seller, category),
                BARE.diversity(),
                Map.of(),
                BARE.exposure(),
                BARE.exploration(),
                0.6);
    }

    private static PolicyConfig pins(Map<String, Integer> pins) {
        return new PolicyConfig(
                BARE.repeats(),
                BARE.weights(),
                BARE.caps(),
                BARE.diversity(),
                pins,
                BARE.exposure(),
                BARE.exploration(),
                0.6);
    }

    private static Slate slate(PolicyConfig config, Pool pool, int n) {
        return new SlatePolicy(config)
                .slate(pool, n, false, new SlatePolicy(config).window(new ExposureHistory()), new SplittableRandom(1));
    }

    private static int[] shown(PolicyConfig config, Pool pool, int n) {
        return slate(config, pool, n).candidates();
    }

    @Test
    void withoutRulesTheOrderIsByValueAndTiesStayInOrder() {
        assertArrayEquals(new int[] {2, 1, 3, 0}, shown(BARE, Pools.of(1, 5, 7, 5), 9));
        assertArrayEquals(new int[] {1, 0, 2}, shown(BARE, Pools.of(Double.NaN, -5, Double.NaN), 3));
        assertArrayEquals(new int[0], shown(BARE, Pools.of(), 3));
        assertArrayEquals(new double[] {1, 1}, slate(BARE, Pools.of(1, 2), 2).propensities());
    }

    @Test
    void whatIsNotAllowedIsNeverShown() {
        Pool pool = Pools.of(1, 5, 7);
        pool.allowed()[2] = false;
        assertArrayEquals(new int[] {1, 0}, shown(pins(Map.of("c2", 1)), pool, 3));
    }

    @Test
    void repeatsComeLastAndThatIsVisible() {
        Pool pool = Pools.of(1, 5, 7);
        pool.shown()[2] = 4;
        PolicyConfig config = new PolicyConfig(
                3, BARE.weights(), BARE.caps(), BARE.diversity(), Map.of(), BARE.exposure(), BARE.exploration(), 0.6);
        assertArrayEquals(new int[] {1, 0}, shown(config, pool, 2));
        assertEquals(Set.of(), slate(config, pool, 2).relaxed());
        assertArrayEquals(new int[] {1, 0, 2}, shown(config, pool, 3));
        assertEquals(Set.of("repeats"), slate(config, pool, 3).relaxed());
    }

    @Test
    void capsHoldUntilTheSlateWouldNotFill() {
        Pool pool = Pools.of(9, 8, 7, 6);
        Arrays.fill(pool.sellers(), 0);
        pool.sellers()[3] = 1;
        pool.categories()[1] = -1;
        assertArrayEquals(new int[] {0, 3, 1}, shown(caps(1, 9), pool, 3));
        assertEquals(Set.of("caps"), slate(caps(1, 9), pool, 3).relaxed());
        assertArrayEquals(new int[] {0, 1, 3}, shown(caps(2, 9), pool, 3));
        assertEquals(Set.of(), slate(caps(2, 9), pool, 3).relaxed());
    }

    @Test
    void pinsTakeTheirPositions() {
        Pool pool = Pools.of(9, 8, 7, 6);
        Slate slate = slate(pins(Map.of("c3", 2, "c9", 1, "c2", 8)), pool, 3);
        assertArrayEquals(new int[] {0, 3, 1}, slate.candidates());
        assertArrayEquals(new String[] {"rank", "pin", "rank"}, slate.rules());
        assertThrows(IllegalArgumentException.class, () -> pins(Map.of("a", 1, "b", 1)));
    }

    @Test
    void newSellersGetTheirShareEvenlyAndItsCostIsTold() {
        Pool pool = Pools.of(9, 8, 7, 6, 1, 0.5);
        pool.newSeller()[4] = true;
        pool.newSeller()[5] = true;
        PolicyConfig config = new PolicyConfig(
                BARE.repeats(),
                BARE.weights(),
                BARE.caps(),
                BARE.diversity(),
                Map.of(),
                new PolicyConfig.Exposure(0.25, 1, 10, 0.5, Duration.ofDays(14)),
                BARE.exploration(),
                0);
        Slate slate = slate(config, pool, 4);
        assertArrayEquals(new int[] {0, 4, 1, 5}, slate.candidates());
        assertArrayEquals(new String[] {"rank", "new-seller", "rank", "new-seller"}, slate.rules());
        assertEquals(9 + 8 + 7 + 6 - 9 - 8 - 1 - 0.5, slate.exposureCost(), 1e-12);
    }

    @Test
    void namedWeightsChangeTheOrder() {
        Pool pool = Pools.of(3, 2, 1);
        pool.newSeller()[2] = true;
        pool.satisfaction()[1] = 9;
        pool.satisfaction()[0] = 1;
        assertArrayEquals(new int[] {2, 0, 1}, shown(weights(1, 0, 0, 9), pool, 3));
        assertArrayEquals(new int[] {1, 2, 0}, shown(weights(0.1, 0, 9, 0), pool, 3));
        pool.probability()[1] = 0.5;
        pool.probability()[2] = 0.4;
        assertArrayEquals(new int[] {1, 0, 2}, shown(weights(0.1, 9, 0, 0), pool, 3), "unknown is the mean");
        assertThrows(IllegalArgumentException.class, () -> weights(0, 0, 0, 0));
    }

    private static PolicyConfig weights(double gmv, double conversion, double satisfaction, double fairness) {
        return new PolicyConfig(
                BARE.repeats(),
                new PolicyConfig.Weights(gmv, conversion, satisfaction, fairness),
                BARE.caps(),
                BARE.diversity(),
                Map.of(),
                BARE.exposure(),
                BARE.exploration(),
                0.6);
    }

    @Test
    void sameSeedSameSlate() {
        SlatePolicy policy = new SlatePolicy(ALL);
        Pool pool = Pools.random(new SplittableRandom(3), 60, 0.2);
        ExposureWindow window = policy.window(new ExposureHistory());
        assertArrayEquals(
                policy.slate(pool, 10, true, window, new SplittableRandom(5)).candidates(),
                policy.slate(pool, 10, true, window, new SplittableRandom(5)).candidates());
        assertNotEquals(
                Arrays.toString(policy.slate(pool, 10, true, window, new SplittableRandom(5))
                        .candidates()),
                Arrays.toString(policy.slate(pool, 10, true, window, new SplittableRandom(8))
                        .candidates()));
    }

    /** Every rule on, any pool: each item once, nothing that is not allowed, full while it can be. A million slots. */
    @Test
    void inAMillionSlotsNothingForbiddenIsShown() {
        SplittableRandom random = new SplittableRandom(11);
        SlatePolicy policy = new SlatePolicy(ALL);
        ExposureWindow window = policy.window(new ExposureHistory());
        int slots = 0;
        while (slots < 1_000_000) {
            Pool pool = Pools.random(random, random.nextInt(60), 0.2);
            int n = 1 + random.nextInt(25);
            Slate slate = policy.slate(pool, n, random.nextBoolean(), window, random);
            int allowed = (int) IntStream.range(0, pool.size())
                    .filter(c -> pool.allowed()[c])
                    .count();
            assertEquals(Math.min(n, allowed), slate.size());
            assertEquals(
                    slate.size(), IntStream.of(slate.candidates()).distinct().count());
            for (int i = 0; i < slate.size(); i++) {
                int candidate = slate.candidates()[i];
                assertTrue(pool.allowed()[candidate]);
                assertTrue(slate.propensities()[i] > 0 && slate.propensities()[i] <= 1);
            }
            slots += slate.size();
        }
    }

    /** What the slate says of its slots is what the distribution says, and at each position the probabilities sum to one. */
    @Test
    void propensitiesAreTheDistributionAndSumToOne() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 600; round++) {
            SlatePolicy policy = new SlatePolicy(round % 2 == 0 ? ALL : RANDOMIZED);
            Pool pool = Pools.random(random, 5 + random.nextInt(60), 0.2);
            int n = 1 + random.nextInt(15);
            boolean cold = random.nextBoolean();
            ExposureWindow window = policy.window(new ExposureHistory());
            SlateDistribution all = policy.distribution(pool, n, cold, window);
            Slate slate = policy.slate(pool, n, cold, window, random);
            assertEquals(slate.size(), all.size());
            assertTrue(all.probability(slate.candidates()) > 0);
            for (int position = 1; position <= all.size(); position++) {
                double sum = 0;
                for (int c = 0; c < pool.size(); c++) {
                    sum += all.probability(c, position);
                }
                assertEquals(1, sum, 1e-12);
                assertEquals(
                        all.probability(slate.candidates()[position - 1], position),
                        slate.propensities()[position - 1],
                        1e-15);
            }
        }
    }

    /** How often each item is at each position in 200,000 slates, within five standard errors of what is claimed. */
    @Test
    void propensitiesAreFrequencies() {
        assertFrequencies(new SlatePolicy(ALL));
        assertFrequencies(new SlatePolicy(RANDOMIZED));
    }

    private static void assertFrequencies(SlatePolicy policy) {
        Pool pool = Pools.random(new SplittableRandom(21), 40, 0.2);
        ExposureWindow window = policy.window(new ExposureHistory());
        SplittableRandom random = new SplittableRandom(22);
        int n = 8;
        int rounds = 200_000;
        int[][] counts = new int[n][pool.size()];
        Map<String, Integer> slates = new HashMap<>();
        for (int round = 0; round < rounds; round++) {
            Slate slate = policy.slate(pool, n, true, window, random);
            for (int i = 0; i < n; i++) {
                counts[i][slate.candidates()[i]]++;
            }
            slates.merge(Arrays.toString(slate.candidates()), 1, Integer::sum);
        }
        SlateDistribution all = policy.distribution(pool, n, true, window);
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < pool.size(); c++) {
                double p = all.probability(c, i + 1);
                double error = Math.sqrt(p * (1 - p) / rounds);
                assertEquals(p, counts[i][c] / (double) rounds, 5 * error + 1e-12, "item " + c + " at " + (i + 1));
            }
        }
        for (Map.Entry<String, Integer> often : slates.entrySet()) {
            if (often.getValue() > 2_000) {
                int[] candidates = Arrays.stream(often.getKey()
                                .substring(1, often.getKey().length() - 1)
                                .split(", "))
                        .mapToInt(Integer::parseInt)
                        .toArray();
                double p = all.probability(candidates);
                assertEquals(p, often.getValue() / (double) rounds, 5 * Math.sqrt(p / rounds), often.getKey());
            }
        }
    }

    @Test
    void withTooFewToDrawFromNothingIsExplored() {
        Slate slate = slate(ALL, Pools.of(5, 4, 3, 2, 1), 4);
        assertFalse(Set.copyOf(Arrays.asList(slate.rules())).contains("explore"));
        Set<Integer> seen = new HashSet<>();
        IntStream.of(slate.candidates()).forEach(seen::add);
        assertEquals(4, seen.size());
    }
}
