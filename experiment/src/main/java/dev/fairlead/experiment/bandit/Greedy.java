package dev.fairlead.experiment.bandit;

/** The action of the highest value; those that tie share the probability. */
public record Greedy() implements Policy<double[]> {
    @Override
    public double[] probabilities(double[] values) {
        Check.values(values);
        double best = Double.NEGATIVE_INFINITY;
        int ties = 0;
        for (double value : values) {
            ties = value > best ? 1 : ties + (value == best ? 1 : 0);
            best = Math.max(best, value);
        }
        var probabilities = new double[values.length];
        for (int action = 0; action < values.length; action++) {
            probabilities[action] = values[action] == best ? 1.0 / ties : 0;
        }
        return probabilities;
    }
}
