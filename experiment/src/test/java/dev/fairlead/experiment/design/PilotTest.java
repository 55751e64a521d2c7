package dev.fairlead.experiment.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Worlds whose design is known. */
class PilotTest {
    @Test
    void aProportion() {
        var pilot = new Pilot(false, 0);
        for (int i = 0; i < 1000; i++) {
            pilot.accept(i % 5 == 0 ? 1 : 0);
        }
        Pilot.Found found = pilot.found();
        assertEquals(0.2, found.level(), 1e-12);
        assertEquals(
                0.2, assertInstanceOf(Effect.Proportions.class, found.metric()).control(), 1e-12);
        assertEquals(1, found.clusters().designEffect());
        assertEquals(1000, found.groups());
    }

    /** y = 3 + 2 a − b + noise of variance 4: the covariates explain 5 of 9. */
    @Test
    void aMeanWithCovariates() {
        var random = new Random(1);
        var pilot = new Pilot(false, 3);
        for (int i = 0; i < 200_000; i++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            pilot.accept(3 + 2 * a - b + 2 * random.nextGaussian(), a, b, 7);
        }
        Pilot.Found found = pilot.found();
        assertEquals(3, found.level(), 0.03);
        assertEquals(9, found.metric().controlVariance(), 0.1);
        assertEquals(5 / 9.0, found.correlation() * found.correlation(), 0.01);
    }

    /** Ten units of a cluster share a part of variance 0.2 of 1. */
    @Test
    void clusters() {
        var random = new Random(2);
        var pilot = new Pilot(false, 0);
        for (int cluster = 0; cluster < 20_000; cluster++) {
            double shared = Math.sqrt(0.2) * random.nextGaussian();
            for (int i = 0; i < 10; i++) {
                pilot.acceptInCluster(cluster, shared + Math.sqrt(0.8) * random.nextGaussian());
            }
        }
        Pilot.Found found = pilot.found();
        assertEquals(10, found.clusters().size());
        assertEquals(0, found.clusters().variation());
        assertEquals(0.2, found.clusters().correlation(), 0.01);
        assertEquals(2.8, found.clusters().designEffect(), 0.1);
        assertEquals(20_000, found.groups());
    }

    /** The covariate says nothing of units, and half of what clusters share. */
    @Test
    void covariatesOfClusters() {
        var random = new Random(3);
        var pilot = new Pilot(false, 1);
        for (int cluster = 0; cluster < 20_000; cluster++) {
            double known = random.nextGaussian();
            double shared = known + random.nextGaussian();
            for (int i = 0; i < 4; i++) {
                pilot.acceptInCluster(cluster, shared + 2 * random.nextGaussian(), known);
            }
        }
        double correlation = pilot.found().correlation();
        assertEquals(1 / 3.0, correlation * correlation, 0.02);
    }

    @Test
    void aRatio() {
        var random = new Random(4);
        var pilot = new Pilot(true, 0);
        for (int i = 0; i < 100_000; i++) {
            double below = 1 + random.nextInt(3);
            pilot.accept(3 * below + random.nextGaussian(), below);
        }
        Pilot.Found found = pilot.found();
        assertEquals(3, found.level(), 0.01);
        assertEquals(0.25, found.metric().controlVariance(), 0.01);
    }

    @Test
    void nothingToDetect() {
        var pilot = new Pilot(false, 0);
        for (int i = 0; i < 10; i++) {
            pilot.accept(4);
        }
        assertThrows(IllegalArgumentException.class, pilot::found);
    }
}
