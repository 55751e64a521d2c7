package dev.fairlead.calibration;

import static dev.fairlead.calibration.Claim.CONFIDENCE;
import static dev.fairlead.calibration.Claim.covers;

import dev.fairlead.experiment.bayes.Comparison;
import dev.fairlead.experiment.bayes.MeanPosterior;
import dev.fairlead.experiment.bayes.NormalInverseGammaPrior;
import dev.fairlead.experiment.bayes.NormalPrior;
import dev.fairlead.experiment.bayes.Posterior;
import dev.fairlead.experiment.bayes.RatePosterior;
import dev.fairlead.experiment.distribution.Beta;
import dev.fairlead.experiment.inference.Moments;
import java.util.List;
import java.util.random.RandomGenerator;

/** Credible intervals, where truths are drawn from the prior: then, and only then, they cover as often as they say. */
final class BayesIntervals {
    private BayesIntervals() {}

    static List<Study<?>> studies() {
        return List.of(rates(), means(), unknownVariance(), differences());
    }

    private record Believed(Posterior posterior, double truth) {
        boolean covers() {
            return posterior.credible(CONFIDENCE).contains(truth);
        }
    }

    private static Believed rate(RandomGenerator random) {
        double rate = random.nextDouble();
        return new Believed(RatePosterior.of(new Beta(1, 1), Conversions.successes(random, 100, rate), 100), rate);
    }

    private static Study<?> rates() {
        return Study.of(
                "rate from its prior, Beta(1, 1), 100 units",
                BayesIntervals::rate,
                covers("rate, credible", Believed::covers));
    }

    private static MeanPosterior posterior(RandomGenerator random, double truth) {
        Moments units = MeanIntervals.draw(random, 30, r -> truth + 2 * r.nextGaussian());
        return new NormalPrior(1, 0.5).posterior(units.n(), units.mean(), 2);
    }

    private static double mean(RandomGenerator random) {
        return 1 + 0.5 * random.nextGaussian();
    }

    private static Study<?> means() {
        return Study.of(
                "mean from its prior, known variance, 30 units",
                random -> {
                    double truth = mean(random);
                    return new Believed(posterior(random, truth), truth);
                },
                covers("mean, credible", Believed::covers));
    }

    /** σ² = rate / gamma of the shape 2, a sum of two exponentials. */
    private static Believed unknownVariance(RandomGenerator random) {
        var prior = new NormalInverseGammaPrior(5, 4, 2, 3);
        double variance = prior.rate() / (random.nextExponential() + random.nextExponential());
        double truth = prior.mean() + Math.sqrt(variance / prior.weight()) * random.nextGaussian();
        Moments units = MeanIntervals.draw(random, 10, r -> truth + Math.sqrt(variance) * r.nextGaussian());
        return new Believed(
                prior.updated(units.n(), units.mean(), units.variance()).marginal(), truth);
    }

    private static Study<?> unknownVariance() {
        return Study.of(
                "mean and variance from their prior, 10 units",
                BayesIntervals::unknownVariance,
                covers("mean, unknown variance, credible", Believed::covers));
    }

    private record Pair(Comparison believed, double difference, double lift) {}

    private static Pair pair(RandomGenerator random) {
        double control = 3 + 0.2 * random.nextGaussian();
        double treatment = 3 + 0.2 * random.nextGaussian();
        var prior = new NormalPrior(3, 0.2);
        return new Pair(
                new Comparison(
                        prior.posterior(30, control + random.nextGaussian() / Math.sqrt(30), 1),
                        prior.posterior(30, treatment + random.nextGaussian() / Math.sqrt(30), 1)),
                treatment - control,
                treatment / control - 1);
    }

    private static Study<?> differences() {
        return Study.of(
                "two means from their priors, known variance, 30 units per arm",
                BayesIntervals::pair,
                covers(
                        "difference, credible",
                        pair -> pair.believed().difference(CONFIDENCE).contains(pair.difference())),
                covers(
                        "lift, credible",
                        pair -> pair.believed().lift(CONFIDENCE).contains(pair.lift())));
    }
}
