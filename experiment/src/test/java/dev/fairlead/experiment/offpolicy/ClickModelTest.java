package dev.fairlead.experiment.offpolicy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ClickModelTest {
    private static final double[] THETA = {1, 0.7, 0.45, 0.3};

    /** Impressions of 12 items by a ranker that mostly shows the relevant ones on top. */
    private static void simulate(RegressionEm em, double[] gamma, int impressions, Random random) {
        for (int item = 0; item < gamma.length; item++) {
            for (int slot = 0; slot < THETA.length; slot++) {
                boolean usual = slot == THETA.length - 1 - item * THETA.length / gamma.length;
                int n = usual ? impressions : impressions / 10;
                int clicks = 0;
                for (int i = 0; i < n; i++) {
                    clicks += random.nextDouble() < THETA[slot] * gamma[item] ? 1 : 0;
                }
                em.accept(item, slot, n, clicks);
            }
        }
    }

    @Test
    void emRecoversExaminationByItem() {
        var gamma = new double[12];
        for (int item = 0; item < gamma.length; item++) {
            gamma[item] = 0.05 + 0.05 * item;
        }
        var em = new RegressionEm(THETA.length, new TabularRelevance(gamma.length));
        simulate(em, gamma, 20_000, new Random(1));
        RegressionEm.Fit fit = em.fit(5000, 1e-12);
        assertTrue(fit.converged());
        // Four standard errors of a ratio of rates here are about 0.05.
        assertArrayEquals(THETA, fit.examination(), 0.05);
    }

    @Test
    void emRecoversExaminationByFeatures() {
        var random = new Random(2);
        var features = new double[12][2];
        var gamma = new double[12];
        for (int item = 0; item < gamma.length; item++) {
            features[item][0] = item / 6.0 - 1;
            features[item][1] = random.nextGaussian();
            gamma[item] = 1 / (1 + Math.exp(1 - 1.5 * features[item][0] - 0.5 * features[item][1]));
        }
        var relevance = new LogisticRelevance(features, 1e-3);
        var em = new RegressionEm(THETA.length, relevance);
        simulate(em, gamma, 20_000, random);
        RegressionEm.Fit fit = em.fit(20_000, 1e-10);
        assertTrue(fit.converged());
        assertArrayEquals(THETA, fit.examination(), 0.05);
        assertArrayEquals(new double[] {-1, 1.5, 0.5}, relevance.coefficients(), 0.15);
    }

    @Test
    void likelihoodNeverFalls() {
        double before = Double.NEGATIVE_INFINITY;
        for (int iterations = 1; iterations < 40; iterations += 3) {
            var em = new RegressionEm(THETA.length, new TabularRelevance(3));
            simulate(em, new double[] {0.1, 0.3, 0.6}, 500, new Random(3));
            RegressionEm.Fit fit = em.fit(iterations, 0);
            assertTrue(fit.logLikelihood() >= before, () -> fit + " is less likely");
            assertEquals(iterations, fit.iterations());
            before = fit.logLikelihood();
        }
    }

    @Test
    void stoppingEarlyIsSaid() {
        var em = new RegressionEm(THETA.length, new TabularRelevance(3));
        simulate(em, new double[] {0.1, 0.3, 0.6}, 500, new Random(3));
        assertFalse(em.fit(2, 1e-12).converged());
    }

    @Test
    void randomisedSlots() {
        var slots = new SlotClicks(new long[] {1000, 600, 350}, new long[] {20_000, 20_000, 20_000});
        assertArrayEquals(new double[] {1, 0.6, 0.35}, slots.examination(), 1e-15);
        double error = Math.sqrt(1.0 / 600 - 1.0 / 20_000 + 1.0 / 1000 - 1.0 / 20_000);
        assertEquals(
                0.6 * Math.exp(-1.959963984540054 * error),
                slots.examination(1, 0.95).low(),
                1e-12);
        assertEquals(
                0.6 * Math.exp(1.959963984540054 * error),
                slots.examination(1, 0.95).high(),
                1e-12);
        // Two slots: the square of the pooled z statistic of two proportions.
        var two = new SlotClicks(new long[] {30, 50}, new long[] {100, 100});
        assertEquals(0.2 * 0.2 / (0.4 * 0.6 * 2 / 100), two.chiSquared(), 1e-12);
        assertEquals(0.003892, two.p(), 1e-5);
    }

    @Test
    void randomisedSlotsCoverTheirExamination() {
        var random = new Random(4);
        int covered = 0;
        int runs = 300;
        for (int run = 0; run < runs; run++) {
            var clicks = new long[2];
            for (int i = 0; i < 2000; i++) {
                clicks[0] += random.nextDouble() < 0.1 ? 1 : 0;
                clicks[1] += random.nextDouble() < 0.05 ? 1 : 0;
            }
            covered += new SlotClicks(clicks, new long[] {2000, 2000})
                            .examination(1, 0.95)
                            .contains(0.5)
                    ? 1
                    : 0;
        }
        assertEquals(0.95, covered / (double) runs, 4 * Math.sqrt(0.95 * 0.05 / runs));
    }

    @Test
    void cascadeByDrawing() {
        var model = new CascadeModel(new double[] {0.3, 0.2, 0.5});
        var random = new Random(5);
        var seen = new int[3];
        var clicked = new int[3];
        int any = 0;
        int runs = 40_000;
        for (int run = 0; run < runs; run++) {
            boolean stopped = false;
            for (int slot = 0; slot < 3 && !stopped; slot++) {
                seen[slot]++;
                stopped = random.nextDouble() < model.attraction()[slot];
                clicked[slot] += stopped ? 1 : 0;
            }
            any += stopped ? 1 : 0;
        }
        for (int slot = 0; slot < 3; slot++) {
            assertEquals(model.examination()[slot], seen[slot] / (double) runs, 4 * 0.5 / Math.sqrt(runs));
            assertEquals(model.clicks()[slot], clicked[slot] / (double) runs, 4 * 0.5 / Math.sqrt(runs));
        }
        assertEquals(model.anyClick(), any / (double) runs, 4 * 0.5 / Math.sqrt(runs));
    }

    @Test
    void refusesWhatCannotBe() {
        var apart = new RegressionEm(2, new TabularRelevance(2));
        apart.accept(0, 0, 100, 10);
        refused("slot 1 has no impressions", () -> apart.fit(10, 0));
        apart.accept(1, 1, 100, 0);
        refused("slot 1 has no click", () -> apart.fit(10, 0));
        apart.accept(1, 1, 100, 10);
        refused("no chain of items", () -> apart.fit(10, 0));
        refused("11 clicks on 10", () -> apart.accept(0, 0, 10, 11));
        refused("no item 2", () -> apart.accept(2, 0, 10, 1));
        refused("no slot 2", () -> apart.accept(0, 2, 10, 1));
        refused("at least 2 slots", () -> new RegressionEm(1, new TabularRelevance(2)));
        refused("as many features", () -> new LogisticRelevance(new double[][] {{1}, {1, 2}}, 1));
        refused("ridge", () -> new LogisticRelevance(new double[][] {{1}}, 0));
        refused("finite", () -> new LogisticRelevance(new double[][] {{Double.NaN}}, 1));
        refused("from 0 to 1, not 1.5", () -> new CascadeModel(new double[] {1.5}));
        refused("cannot have 3 clicks on 2", () -> new SlotClicks(new long[] {3, 1}, new long[] {2, 2}));
        var empty = new SlotClicks(new long[] {0, 0}, new long[] {2, 2});
        refused("slot 0 has no click", empty::examination);
        refused("tell nothing of slots", empty::chiSquared);
        refused("slots to compare", () -> empty.examination(0, 0.95));
    }

    private static void refused(String saying, Executable what) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, what).getMessage());
        assertTrue(message.contains(saying), message);
    }
}
