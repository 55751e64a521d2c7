package dev.fairlead.experiment.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Refused;
import dev.fairlead.experiment.validity.RejectionRate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FewClustersTest {
    /** Clusters whose rows share a part as large as a row's own. */
    private static FewClusters.Found draw(Random random, int perArm, double effect, long seed) {
        var fold = new FewClusters();
        for (int cluster = 0; cluster < 2 * perArm; cluster++) {
            double shared = random.nextGaussian();
            boolean treated = cluster % 2 == 1;
            for (int row = 0; row < 20; row++) {
                fold.accept("c" + cluster, treated, (treated ? effect : 0) + shared + random.nextGaussian());
            }
        }
        return fold.found(new Random(seed), 199);
    }

    @Test
    void allThreeTestsKeepTheirLevelWithFiveClustersPerArm() {
        var random = new Random(1);
        int runs = 1000;
        long cr2 = 0;
        long permutation = 0;
        long wild = 0;
        for (int run = 0; run < runs; run++) {
            FewClusters.Found found = draw(random, 5, 0, run);
            cr2 += found.difference().p(0) <= 0.05 ? 1 : 0;
            permutation += found.permutation().p() <= 0.05 ? 1 : 0;
            wild += found.wild().p() <= 0.05 ? 1 : 0;
        }
        assertTrue(new RejectionRate(cr2, runs).within(0.05), "CR2 " + cr2);
        assertTrue(new RejectionRate(permutation, runs).within(0.05), "permutation " + permutation);
        assertTrue(new RejectionRate(wild, runs).within(0.05), "wild bootstrap " + wild);
    }

    @Test
    void aLargeEffectIsFound() {
        FewClusters.Found found = draw(new Random(2), 8, 4, 1);
        assertEquals(4, found.difference().value(), 1.5);
        assertTrue(found.difference().p(0) < 0.001, found::toString);
        assertTrue(found.permutation().p() <= 0.01 && found.wild().p() <= 0.02, found::toString);
        assertEquals(320, found.rows());
    }

    /** Three clusters in each arm: of 20 assignments the most extreme are two, and of 64 sign changes too. */
    @Test
    void fewClustersHaveFewAssignments() {
        var fold = new FewClusters();
        for (int cluster = 0; cluster < 6; cluster++) {
            fold.accept("c" + cluster, cluster >= 3, cluster);
        }
        FewClusters.Found found = fold.found(new Random(1), 99);
        assertEquals(0.1, found.permutation().p(), 1e-12);
        assertEquals(0.1, found.leastP(), 1e-12);
        assertEquals(64, found.wild().draws());
        assertEquals(
                naive(new double[] {0, 1, 2}, new double[] {3, 4, 5}),
                found.wild().p(),
                1e-12);
    }

    /** All signs, with a two-sample z on clusters of one row. */
    private static double naive(double[] control, double[] treatment) {
        double[] all = {control[0], control[1], control[2], treatment[0], treatment[1], treatment[2]};
        double observed = Math.abs(z(all));
        int asLarge = 0;
        for (int signs = 0; signs < 64; signs++) {
            var drawn = new double[6];
            for (int i = 0; i < 6; i++) {
                drawn[i] = 2.5 + ((signs >> i & 1) == 1 ? 1 : -1) * (all[i] - 2.5);
            }
            asLarge += Math.abs(z(drawn)) >= observed - 1e-9 ? 1 : 0;
        }
        return asLarge / 64.0;
    }

    private static double z(double[] all) {
        double c = (all[0] + all[1] + all[2]) / 3;
        double t = (all[3] + all[4] + all[5]) / 3;
        double squares = 0;
        for (int i = 0; i < 6; i++) {
            squares += Math.pow(all[i] - (i < 3 ? c : t), 2);
        }
        return t == c ? 0 : (t - c) / Math.sqrt(squares / 9);
    }

    @Test
    void whatIsNotClusteredIsRefused() {
        var fold = new FewClusters();
        fold.accept("a", true, 1);
        Refused.saying("both arms", () -> fold.accept("a", false, 1));
        Refused.saying("at least 2 clusters", () -> fold.found(new Random(1), 99));
        Refused.saying("at least 99", () -> WildBootstrap.of(List.of(new ClusterTotal(true, 1, 1)), new Random(1), 5));
    }
}
