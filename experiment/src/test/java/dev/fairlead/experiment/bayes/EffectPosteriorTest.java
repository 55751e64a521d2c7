package dev.fairlead.experiment.bayes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.Refused;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EffectPosteriorTest {
    /** A prior of deviation 1 around 0 and an estimate of 2 with error 1: half way, with deviation √½. */
    @Test
    void priorAndEstimateOfOneWeight() {
        var posterior = new EffectPosterior(new NormalPrior(0, 1), Estimate.normal(2, 1));
        assertEquals(1, posterior.mean(), 1e-12);
        Interval interval = posterior.credible(0.95);
        assertEquals(1.959963984540054 * Math.sqrt(0.5), interval.high() - 1, 1e-9);
        assertEquals(0.5, posterior.above(1), 1e-12);
    }

    /** Losses beside draws. */
    @Test
    void lossesAreExpectations() {
        var posterior = new EffectPosterior(new NormalPrior(0.1, 0.5), Estimate.normal(-0.2, 0.3));
        double deviation = Math.sqrt(1 / (1 / 0.25 + 1 / 0.09));
        var random = new Random(1);
        double treatment = 0;
        double control = 0;
        int draws = 1_000_000;
        for (int i = 0; i < draws; i++) {
            double difference = posterior.mean() + deviation * random.nextGaussian();
            treatment += Math.max(0, -difference) / draws;
            control += Math.max(0, difference) / draws;
        }
        assertEquals(treatment, posterior.lossOfTreatment(), 1e-3);
        assertEquals(control, posterior.lossOfControl(), 1e-3);
    }

    @Test
    void aFlatPriorLeavesTheEstimate() {
        var estimate = new Estimate(3, 2, 50);
        var posterior = new EffectPosterior(new NormalPrior(0, Double.POSITIVE_INFINITY), estimate);
        assertEquals(estimate.interval(0.95).low(), posterior.credible(0.95).low(), 1e-9);
        assertTrue(posterior.above(0) > 0.9);
        Refused.saying("not normal", () -> new EffectPosterior(new NormalPrior(0, 1), new Estimate(1, 1, 5)));
    }
}
