package dev.fairlead.experiment.bandit;

import dev.fairlead.experiment.distribution.Beta;
import java.util.random.RandomGenerator;

/** Draws from beta distributions as X / (X + Y) of two gammas. */
final class BetaSampler {
    private BetaSampler() {}

    /** The log odds of a draw, which do not round to 0 or 1 as the draw itself may. */
    static double logOdds(Beta beta, RandomGenerator random) {
        return logGammaDraw(beta.a(), random) - logGammaDraw(beta.b(), random);
    }

    /**
     * The logarithm of a gamma draw of unit scale: the rejection method of Marsaglia and Tsang (2000); a shape below 1 is
     * raised by 1 and the draw multiplied by U^(1/shape).
     */
    private static double logGammaDraw(double shape, RandomGenerator random) {
        if (shape < 1) {
            return logGammaDraw(shape + 1, random) + Math.log1p(-random.nextDouble()) / shape;
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double z = random.nextGaussian();
            double root = 1 + c * z;
            if (root > 0) {
                double v = root * root * root;
                if (Math.log1p(-random.nextDouble()) < z * z / 2 + d - d * v + d * Math.log(v)) {
                    return Math.log(d * v);
                }
            }
        }
    }
}
