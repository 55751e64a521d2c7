package dev.fairlead.experiment.bandit;

/**
 * Probabilities in proportion to exp(value / temperature), also called Boltzmann exploration.
 *
 * @param temperature in the unit of the values, above 0: towards 0 it is greedy, towards infinity uniform
 */
public record Softmax(double temperature) implements Policy<double[]> {
    public Softmax {
        Check.that(
                temperature > 0 && Double.isFinite(temperature),
                "a temperature must be above 0 and finite, not " + temperature);
    }

    @Override
    public double[] probabilities(double[] values) {
        Check.values(values);
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            most = Math.max(most, value);
        }
        var probabilities = new double[values.length];
        double sum = 0;
        for (int action = 0; action < values.length; action++) {
            probabilities[action] = Math.exp((values[action] - most) / temperature);
            sum += probabilities[action];
        }
        for (int action = 0; action < values.length; action++) {
            probabilities[action] /= sum;
        }
        return probabilities;
    }
}
