package dev.fairlead.experiment.validity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Refused;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExposureTest {
    @Test
    void unitsInSeveralArmsAreCountedOnce() {
        var random = new Random(1);
        var fold = new MultipleExposure.Fold();
        Map<String, Set<Integer>> naive = new HashMap<>();
        for (int i = 0; i < 3000; i++) {
            String unit = "u" + random.nextInt(1000);
            int arm = random.nextDouble() < 0.95 ? 63 : random.nextInt(64);
            fold.accept(unit, arm);
            naive.computeIfAbsent(unit, each -> new HashSet<>()).add(arm);
        }
        long several = naive.values().stream().filter(arms -> arms.size() > 1).count();
        assertEquals(new MultipleExposure(several, naive.size()), fold.result());
    }

    @Test
    void alarmsBeyondTheThreshold() {
        assertEquals(
                Finding.Severity.FINE, new MultipleExposure(0, 100).finding(0).severity());
        assertEquals(
                Finding.Severity.FINE,
                new MultipleExposure(5, 10_000).finding(0.001).severity());
        assertEquals(
                Finding.Severity.WARNING,
                new MultipleExposure(12, 10_000).finding(0.001).severity());
        Finding alarm = new MultipleExposure(40, 10_000).finding(0.001);
        assertTrue(alarm.blocks());
        assertEquals("exposure: 40 of 10000 units (0.400 %) saw several arms; 0.100 % are tolerated", alarm.sentence());
    }

    /** Watched after every unit: while the plan holds, at most 5 % of experiments are ever blocked; 40 % in an arm of half are found. */
    @Test
    void sampleRatioWatchedUnitByUnit() {
        var random = new Random(2);
        int runs = 400;
        long blocked = 0;
        long found = 0;
        for (int run = 0; run < runs; run++) {
            blocked += watched(random, 0.5).finding(0.05).blocks() ? 1 : 0;
            found += watched(random, 0.4).finding(0.05).blocks() ? 1 : 0;
        }
        assertTrue(new RejectionRate(blocked, runs).atMost(0.05), "blocked " + blocked);
        assertTrue(found > 0.9 * runs, "found " + found);
    }

    private static RunningSampleRatio watched(Random random, double share) {
        var running = new RunningSampleRatio(new SampleRatio(new double[] {1, 1}), 100);
        for (int i = 0; i < 1000; i++) {
            running.accept(random.nextDouble() < share ? 0 : 1);
        }
        return running;
    }

    @Test
    void theEvidenceIsNotForgotten() {
        var running = new RunningSampleRatio(new SampleRatio(new double[] {1, 1}), 10);
        double least = 1;
        for (int i = 0; i < 60; i++) {
            running.accept(i < 30 ? 0 : 1);
            assertTrue(running.p() <= least);
            least = running.p();
        }
        assertArrayEquals(new long[] {30, 30}, running.counts());
        assertTrue(running.p() < 1e-3, "it stays as small as it was after thirty units");
    }

    @Test
    void refusesWhatCannotBe() {
        var plan = new SampleRatio(new double[] {1, 1});
        Refused.saying("concentration", () -> new RunningSampleRatio(plan, 0));
        Refused.saying("no arm 2", () -> new RunningSampleRatio(plan, 100).accept(2));
        Refused.saying("from 0 to 63", () -> new MultipleExposure.Fold().accept("u", 64));
        Refused.saying("cannot be 0 of 0", () -> new MultipleExposure.Fold().result());
        Refused.saying("tolerated share", () -> new MultipleExposure(0, 1).finding(1));
    }
}
