package dev.fairlead.experiment.validity;

import dev.fairlead.experiment.distribution.ChiSquared;
import dev.fairlead.experiment.distribution.SpecialFunctions;
import java.util.Arrays;

/**
 * Whether the arms have the units that their weights promised. A mismatch means that units were lost or assigned by
 * something else than chance, and no result of such an experiment holds (Fabijan et al., KDD 2019).
 *
 * @param expected planned share of each arm; at least two, positive, and taken relative to their sum
 */
public record SampleRatio(double[] expected) {
    public SampleRatio {
        if (expected.length < 2) {
            throw new IllegalArgumentException("a sample ratio needs at least two arms, not " + expected.length);
        }
        double sum = 0;
        for (double weight : expected) {
            if (!(weight > 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException("an arm's weight must be above 0, not " + weight);
            }
            sum += weight;
        }
        expected = expected.clone();
        for (int arm = 0; arm < expected.length; arm++) {
            expected[arm] /= sum;
        }
    }

    /**
     * Pearson's χ² test of the counts.
     *
     * @param counts units of each arm
     * @return the probability of a mismatch this large by chance
     */
    public double p(long... counts) {
        double chi = chiSquared(counts);
        return chi == 0 ? 1 : new ChiSquared(counts.length - 1).upper(chi);
    }

    /** Pearson's χ² of the counts, with one degree of freedom less than there are arms; 0 without units. */
    public double chiSquared(long... counts) {
        double total = total(counts);
        double chi = 0;
        for (int arm = 0; arm < counts.length && total > 0; arm++) {
            double planned = total * expected[arm];
            chi += (counts[arm] - planned) * (counts[arm] - planned) / planned;
        }
        return chi;
    }

    /** The planned units of the arm that has the fewest. */
    double leastExpected(long... counts) {
        return total(counts) * Arrays.stream(expected).min().orElse(0);
    }

    /**
     * The binomial test, exact however few the units are: twice the smaller tail. Of more than two arms each is tested
     * against all others, and the least p-value is taken times their number.
     */
    public double exact(long... counts) {
        double total = total(counts);
        if (counts.length == 2) {
            return tails(counts[0], total, expected[0]);
        }
        double least = 1;
        for (int arm = 0; arm < counts.length; arm++) {
            least = Math.min(least, tails(counts[arm], total, expected[arm]));
        }
        return Math.min(1, counts.length * least);
    }

    /** P(X ≤ x) is I(1 − p; n − x, x + 1), and P(X ≥ x) is I(p; x, n − x + 1) (Abramowitz and Stegun 26.5.24). */
    private static double tails(double x, double n, double p) {
        double lower = x == n ? 1 : SpecialFunctions.regularizedBeta(1 - p, n - x, x + 1);
        double upper = x == 0 ? 1 : SpecialFunctions.regularizedBeta(p, x, n - x + 1);
        return Math.min(1, 2 * Math.min(lower, upper));
    }

    /**
     * The evidence against the ratio that may be read after every unit: the Bayes factor of a Dirichlet mixture with
     * parameters {@code concentration · expected} against the plan (Lindon and Malek 2022, eq. 9). It exceeds 1/α at any
     * time with probability at most α while the plan holds, so {@code 1 / max} of it is an always-valid p-value.
     *
     * @param concentration how far from the plan a mismatch is sought, above 0: smaller is farther; 100 is a good start
     */
    public double bayesFactor(double concentration, long... counts) {
        double total = total(counts);
        double log = SpecialFunctions.logGamma(concentration) - SpecialFunctions.logGamma(concentration + total);
        for (int arm = 0; arm < counts.length; arm++) {
            double prior = concentration * expected[arm];
            log += SpecialFunctions.logGamma(prior + counts[arm])
                    - SpecialFunctions.logGamma(prior)
                    - counts[arm] * Math.log(expected[arm]);
        }
        return Math.exp(log);
    }

    private double total(long[] counts) {
        if (counts.length != expected.length) {
            throw new IllegalArgumentException(counts.length + " counts for " + expected.length
                    + " arms: each arm needs one, 0 if it has no unit");
        }
        double total = 0;
        for (long count : counts) {
            if (count < 0) {
                throw new IllegalArgumentException("an arm cannot have " + count + " units");
            }
            total += count;
        }
        return total;
    }
}
