package dev.fairlead.policy;

/**
 * What the slate is ordered by: the named weights over what a candidate is worth, how likely and how pleasing it is, and whether its seller is new; less
 * for what the user dislikes.
 */
final class Utility {
    private Utility() {}

    /** One number a candidate, higher is better; never NaN. */
    static double[] of(Pool pool, PolicyConfig.Weights weights) {
        double[] worth = weighed(pool, weights);
        lower(worth, pool.lowered());
        return worth;
    }

    /** By a share of what lies between the highest and the lowest, which is taken to be 1 where all are equal. */
    private static void lower(double[] worth, double[] shares) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (double one : worth) {
            if (one != Double.NEGATIVE_INFINITY) {
                lowest = Math.min(lowest, one);
                highest = Math.max(highest, one);
            }
        }
        double range = highest > lowest ? highest - lowest : 1;
        for (int i = 0; i < worth.length; i++) {
            worth[i] -= shares[i] == 0 ? 0 : shares[i] * range;
        }
    }

    private static double[] weighed(Pool pool, PolicyConfig.Weights weights) {
        double[] worth = new double[pool.size()];
        if (weights.valueAlone()) {
            for (int i = 0; i < worth.length; i++) {
                worth[i] = Double.isNaN(pool.value()[i]) ? Double.NEGATIVE_INFINITY : pool.value()[i];
            }
            return worth;
        }
        double[] value = standardised(pool.value());
        double[] probability = standardised(pool.probability());
        double[] satisfaction = standardised(pool.satisfaction());
        for (int i = 0; i < worth.length; i++) {
            worth[i] = weights.gmv() * value[i]
                    + weights.conversion() * probability[i]
                    + weights.satisfaction() * satisfaction[i]
                    + weights.fairness() * (pool.newSeller()[i] ? 1 : 0);
        }
        return worth;
    }

    /** In standard deviations from the mean; 0 for what is not known. */
    private static double[] standardised(double[] values) {
        double sum = 0;
        double squares = 0;
        int known = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                sum += value;
                known++;
            }
        }
        double mean = known == 0 ? 0 : sum / known;
        for (double value : values) {
            squares += Double.isNaN(value) ? 0 : (value - mean) * (value - mean);
        }
        double spread = squares > 0 ? Math.sqrt(squares / known) : 1;
        double[] standardised = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            standardised[i] = Double.isNaN(values[i]) ? 0 : (values[i] - mean) / spread;
        }
        return standardised;
    }
}
