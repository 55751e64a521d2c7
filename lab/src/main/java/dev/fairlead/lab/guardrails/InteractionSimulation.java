package dev.fairlead.lab.guardrails;

import dev.fairlead.experiment.Multiplicity;
import dev.fairlead.experiment.inference.Interactions;
import dev.fairlead.experiment.inference.Metric;
import dev.fairlead.experiment.validity.RejectionRate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Pairs of launches on the same units, each with an effect of its own on three metrics: a rate, a skewed mean, and a ratio. Where an
 * interaction is planted, units in both treatments have a mean that is higher by {@value #PLANTED} standard deviations.
 */
final class InteractionSimulation {
    static final double ALPHA = 0.05;
    static final int UNITS = 4_000;
    private static final double PLANTED = 0.3;

    private InteractionSimulation() {}

    /** How many pairs had an interaction reported, at {@link #ALPHA} over all metrics together. */
    static RejectionRate run(boolean planted, int pairs, long seed) {
        long reported = IntStream.range(0, pairs)
                .parallel()
                .filter(pair -> reported(planted, new SplittableRandom(seed * 1_000_003 + pair)))
                .count();
        return new RejectionRate(reported, pairs);
    }

    private static boolean reported(boolean planted, SplittableRandom random) {
        Interactions interactions = new Interactions(
                List.of("control", "treatment"),
                List.of("control", "treatment"),
                List.of(
                        new Interactions.Measured("rate", new Metric.Mean(0)),
                        new Interactions.Measured("mean", new Metric.Mean(0)),
                        new Interactions.Measured("ratio", new Metric.Ratio(0, 1))));
        for (int unit = 0; unit < UNITS; unit++) {
            int a = random.nextInt(2);
            int b = random.nextInt(2);
            double mean = random.nextExponential() + 1 + 0.2 * a + 0.1 * b + (planted ? PLANTED * a * b : 0);
            int views = 1 + random.nextInt(10);
            int clicks = 0;
            for (int view = 0; view < views; view++) {
                clicks += random.nextDouble() < 0.1 + 0.02 * a + 0.01 * b ? 1 : 0;
            }
            interactions.accept(0, a, b, random.nextDouble() < 0.1 + 0.03 * a + 0.02 * b ? 1 : 0, 1);
            interactions.accept(1, a, b, mean, 1);
            interactions.accept(2, a, b, clicks, views);
        }
        return interactions.found(Multiplicity.HOLM).stream().anyMatch(found -> found.adjusted() <= ALPHA);
    }
}
