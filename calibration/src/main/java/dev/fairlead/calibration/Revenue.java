package dev.fairlead.calibration;

import java.util.random.RandomGenerator;

/**
 * Revenue of a unit: nothing, or a lognormal amount.
 *
 * @param buyers share of the units that buy, 0 to 1
 * @param mu mean of the logarithm of what a buyer spends
 * @param sigma its standard deviation
 */
record Revenue(double buyers, double mu, double sigma) {
    /** Ten percent buy, for 20 in the median. */
    static final Revenue USUAL = new Revenue(0.1, 3, 1);

    double draw(RandomGenerator random) {
        return random.nextDouble() < buyers ? Math.exp(mu + sigma * random.nextGaussian()) : 0;
    }

    double[] draw(RandomGenerator random, int units) {
        var values = new double[units];
        for (int i = 0; i < units; i++) {
            values[i] = draw(random);
        }
        return values;
    }

    double mean() {
        return buyers * Math.exp(mu + sigma * sigma / 2);
    }

    /** Buyers spend more, by a factor. */
    Revenue times(double factor) {
        return new Revenue(buyers, mu + Math.log(factor), sigma);
    }
}
