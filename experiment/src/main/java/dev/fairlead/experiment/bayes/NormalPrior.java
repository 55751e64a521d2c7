package dev.fairlead.experiment.bayes;

/**
 * What is believed of a mean before seeing data, when units' variance is known.
 *
 * @param mean the centre
 * @param deviation above 0: how far off the mean may be; infinite if nothing is believed
 */
public record NormalPrior(double mean, double deviation) {
    public NormalPrior {
        Check.finite(mean, "the prior's mean");
        Check.that(deviation > 0, "the prior's standard deviation must be above 0, not " + deviation);
    }

    /**
     * After seeing units: precisions add up.
     *
     * @param units at least 1
     * @param average of their values
     * @param unitDeviation their known standard deviation, above 0
     */
    public MeanPosterior posterior(long units, double average, double unitDeviation) {
        Check.that(units >= 1, "there are no units to learn from");
        Check.finite(average, "the average");
        Check.positive(unitDeviation, "the standard deviation of units");
        double before = 1 / (deviation * deviation);
        double data = units / (unitDeviation * unitDeviation);
        return new MeanPosterior(
                (before * mean + data * average) / (before + data),
                Math.sqrt(1 / (before + data)),
                Double.POSITIVE_INFINITY);
    }
}
