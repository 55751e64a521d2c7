package dev.fairlead.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** New sellers get their share of the rolling window, whatever the pools hold. */
class ExposureWindowTest {
    private static final int WINDOW = 200;
    private static final double SHARE = 0.12;
    private static final PolicyConfig CONFIG = new PolicyConfig(
            5,
            new PolicyConfig.Weights(1, 0, 0, 0),
            new PolicyConfig.Caps(3, 5),
            new PolicyConfig.Diversity(PolicyConfig.Method.NONE, PolicyConfig.Alike.CATEGORY, 0, 0),
            Map.of(),
            new PolicyConfig.Exposure(SHARE, 1, WINDOW, 0.5, Duration.ofDays(14)),
            new PolicyConfig.Exploration(0.015, 0.05, 0, 0, 0, 0.04, 25),
            0.6);

    /** What one slate's pool held and what it gave. */
    private record Past(int slots, int possible, int given) {}

    /**
     * 30,000 slates; now and then a stretch of pools without any new seller. A window is feasible when the pools of every run of
     * slates that ends it held enough of them, counting at most what the rule may claim of a slate: nobody knows of a drought before.
     */
    @Test
    void theQuotaHoldsInFeasibleWindowsAndIsNotOvershot() {
        SplittableRandom random = new SplittableRandom(5);
        SlatePolicy policy = new SlatePolicy(CONFIG);
        ExposureHistory history = new ExposureHistory();
        ArrayDeque<Past> last = new ArrayDeque<>();
        int feasible = 0;
        int met = 0;
        long slots = 0;
        long given = 0;
        boolean drought = false;
        for (int i = 0; i < 30_000; i++) {
            drought = random.nextDouble() < (drought ? 0.05 : 0.002) != drought;
            Pool pool = Pools.random(random, 60, drought ? 0 : 0.15);
            Slate slate = policy.slate(pool, 20, false, policy.window(history), random);
            int to = (int) IntStream.of(slate.candidates())
                    .filter(c -> pool.newSeller()[c])
                    .count();
            int possible = (int) IntStream.range(0, pool.size())
                    .filter(c -> pool.newSeller()[c] && pool.allowed()[c] && pool.shown()[c] == 0)
                    .count();
            history.record(slate.size(), to, policy.owed(slate), slate.exposureCost());
            last.addLast(new Past(slate.size(), Math.min(possible, slate.size() / 2), to));
            if (last.size() > WINDOW) {
                last.removeFirst();
            }
            long inWindow = last.stream().mapToLong(Past::slots).sum();
            long have = last.stream().mapToLong(Past::given).sum();
            if (feasible(last)) {
                feasible++;
                met += have >= SHARE * inWindow ? 1 : 0;
            }
            if (!drought) {
                slots += slate.size();
                given += to;
            }
        }
        System.out.printf(
                "exposure: %,d of %,d feasible windows met, share %.4f for %.2f%n",
                met, feasible, (double) given / slots, SHARE);
        assertTrue(feasible > 10_000, feasible + " feasible windows");
        assertTrue(met >= 0.999 * feasible, met + " of " + feasible);
        assertEquals(SHARE, (double) given / slots, 0.02, "what droughts owe is paid back");
        assertTrue(history.cost() > 0);
    }

    private static boolean feasible(ArrayDeque<Past> window) {
        long slots = 0;
        long possible = 0;
        for (Iterator<Past> newest = window.descendingIterator(); newest.hasNext(); ) {
            Past past = newest.next();
            slots += past.slots;
            possible += past.possible;
            if (possible < SHARE * slots) {
                return false;
            }
        }
        return true;
    }

    @Test
    void withoutDroughtsTheShareIsTheTarget() {
        SplittableRandom random = new SplittableRandom(6);
        SlatePolicy policy = new SlatePolicy(CONFIG);
        ExposureHistory history = new ExposureHistory();
        long slots = 0;
        long given = 0;
        for (int i = 0; i < 10_000; i++) {
            Pool pool = Pools.random(random, 60, 0.15);
            Slate slate = policy.slate(pool, 20, false, policy.window(history), random);
            int to = (int) IntStream.of(slate.candidates())
                    .filter(c -> pool.newSeller()[c])
                    .count();
            history.record(slate.size(), to, policy.owed(slate), 0);
            slots += slate.size();
            given += to;
        }
        assertEquals(SHARE, (double) given / slots, 0.005);
    }

    /** New sellers that are worth more than others are held at the ceiling, and above the share. */
    @Test
    void theShareIsHeldBetweenFloorAndCeiling() {
        PolicyConfig config = new PolicyConfig(
                5,
                CONFIG.weights(),
                CONFIG.caps(),
                CONFIG.diversity(),
                Map.of(),
                new PolicyConfig.Exposure(SHARE, SHARE + 0.005, WINDOW, 0.5, Duration.ofDays(14)),
                CONFIG.exploration(),
                0.6);
        SplittableRandom random = new SplittableRandom(8);
        SlatePolicy policy = new SlatePolicy(config);
        ExposureHistory history = new ExposureHistory();
        long slots = 0;
        long given = 0;
        for (int i = 0; i < 10_000; i++) {
            Pool pool = Pools.random(random, 60, 0.3);
            for (int c = 0; c < pool.size(); c++) {
                pool.value()[c] *= pool.newSeller()[c] ? 20 : 1;
            }
            Slate slate = policy.slate(pool, 20, false, policy.window(history), random);
            int to = (int) IntStream.of(slate.candidates())
                    .filter(c -> pool.newSeller()[c])
                    .count();
            history.record(slate.size(), to, policy.owed(slate), 0);
            slots += slate.size();
            given += to;
        }
        assertEquals(SHARE + 0.0025, (double) given / slots, 0.005);
    }
}
