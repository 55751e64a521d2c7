package dev.fairlead.experiment.bayes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.Refused;
import dev.fairlead.experiment.distribution.Beta;
import dev.fairlead.experiment.distribution.Normal;
import dev.fairlead.experiment.distribution.SpecialFunctions;
import dev.fairlead.experiment.validity.AaCheck;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static RatePosterior rate(double a, double b) {
        return new RatePosterior(new Beta(a, b));
    }

    private static MeanPosterior normal(double location, double scale) {
        return new MeanPosterior(location, scale, Double.POSITIVE_INFINITY);
    }

    /** P(B &gt; A) of whole shapes, as a finite sum over B's first shape (Cook 2003). */
    private static double sum(Beta a, Beta b) {
        double sum = 0;
        for (int i = 0; i < b.a(); i++) {
            sum += Math.exp(SpecialFunctions.logBeta(a.a() + i, a.b() + b.b())
                    - Math.log(b.b() + i)
                    - SpecialFunctions.logBeta(1.0 + i, b.b())
                    - SpecialFunctions.logBeta(a.a(), a.b()));
        }
        return sum;
    }

    @Test
    void ratesAsByTheFiniteSum() {
        double[][] shapes = {{1, 1, 1, 1}, {1, 50, 4, 47}, {30, 2, 5, 1}, {800, 9200, 840, 9160}, {3, 4, 900, 1000}};
        for (double[] s : shapes) {
            var a = new Beta(s[0], s[1]);
            var b = new Beta(s[2], s[3]);
            double found = new Comparison(new RatePosterior(a), new RatePosterior(b)).treatmentBetter();
            assertEquals(sum(a, b), found, 1e-11);
        }
    }

    @Test
    void lossesDifferByTheDifference() {
        for (double shape : new double[] {0.05, 0.3, 1, 7.5, 1e4}) {
            var comparison = new Comparison(rate(shape, 3 * shape), rate(2 * shape, 2.5));
            double losses = comparison.lossOfControl() - comparison.lossOfTreatment();
            assertEquals(comparison.difference(), losses, 1e-11, "shape " + shape);
            var same = new Comparison(rate(shape, 2), rate(shape, 2));
            assertEquals(0.5, same.treatmentBetter(), 1e-9);
            assertTrue(same.lossOfTreatment() >= 0);
        }
    }

    /** The difference of uniforms is triangular; of their ratio, P(B / A ≤ r) = r / 2 up to 1 and 1 − 1 / 2r beyond. */
    @Test
    void uniformRates() {
        var comparison = new Comparison(rate(1, 1), rate(1, 1));
        Interval difference = comparison.difference(0.9);
        assertEquals(-1 + Math.sqrt(0.1), difference.low(), 1e-7);
        assertEquals(1 - Math.sqrt(0.1), difference.high(), 1e-7);
        Interval lift = comparison.lift(0.9);
        assertEquals(0.1 - 1, lift.low(), 1e-7);
        assertEquals(10 - 1, lift.high(), 1e-5);
        assertEquals(1 / 6.0, comparison.lossOfTreatment(), 1e-12);
    }

    @Test
    void normalsInClosedForm() {
        var comparison = new Comparison(normal(10, 0.3), normal(10.5, 0.4));
        assertEquals(Normal.cdf(1), comparison.treatmentBetter(), 1e-12);
        assertEquals(0.5 * (Normal.density(1) - Normal.upper(1)), comparison.lossOfTreatment(), 1e-12);
        Interval expected = Estimate.normal(0.5, 0.5).interval(0.95);
        assertEquals(expected.low(), comparison.difference(0.95).low(), 1e-9);
        assertEquals(expected.high(), comparison.difference(0.95).high(), 1e-9);
        // Fieller: the lift r for which 10.5 − (1 + r) 10 is 1.96 of its standard deviations from 0.
        double r = comparison.lift(0.95).high();
        double z = (10.5 - (1 + r) * 10) / Math.hypot(0.4, (1 + r) * 0.3);
        assertEquals(Normal.quantile(0.025), z, 1e-7);
    }

    @Test
    void studentsAsMixturesOfNormals() {
        var random = new Random(1);
        var control = new MeanPosterior(1, 0.5, 4);
        var treatment = new MeanPosterior(1.4, 0.3, 6);
        int n = 400_000;
        double better = 0;
        double loss = 0;
        for (int i = 0; i < n; i++) {
            double difference = draw(random, treatment) - draw(random, control);
            better += difference > 0 ? 1.0 / n : 0;
            loss += Math.max(0, -difference) / n;
        }
        var comparison = new Comparison(control, treatment);
        assertEquals(better, comparison.treatmentBetter(), 4 * Math.sqrt(0.2 / n));
        assertEquals(loss, comparison.lossOfTreatment(), 4 * 0.4 / Math.sqrt(n));
        assertEquals(0.4, comparison.lossOfControl() - comparison.lossOfTreatment(), 1e-9);
    }

    private static double draw(Random random, MeanPosterior posterior) {
        double squares = 0;
        for (int i = 0; i < posterior.df(); i++) {
            squares += Math.pow(random.nextGaussian(), 2);
        }
        return posterior.location() + posterior.scale() * random.nextGaussian() / Math.sqrt(squares / posterior.df());
    }

    /** Where rates are drawn from the prior, the posterior's probability of what lies below the truth is uniform. */
    @Test
    void differencesAndLiftsOfRatesAreCalibrated() {
        var random = new Random(2);
        var prior = new Beta(2, 3);
        int runs = 400;
        var differences = new double[runs];
        var lifts = new double[runs];
        for (int run = 0; run < runs; run++) {
            double a = prior.quantile(random.nextDouble());
            double b = prior.quantile(random.nextDouble());
            var comparison = new Comparison(seen(random, prior, a, 40), seen(random, prior, b, 60));
            differences[run] = comparison.differenceUpTo(b - a);
            lifts[run] = comparison.liftUpTo(b / a - 1);
        }
        assertTrue(AaCheck.of(differences, 0.05).holds());
        assertTrue(AaCheck.of(lifts, 0.05).holds());
    }

    private static RatePosterior seen(Random random, Beta prior, double rate, int trials) {
        long successes = random.doubles(trials).filter(u -> u < rate).count();
        return RatePosterior.of(prior, successes, trials);
    }

    /** The same of means and variances drawn from a normal inverse gamma. */
    @Test
    void differencesOfMeansAreCalibrated() {
        var random = new Random(3);
        var prior = new NormalInverseGammaPrior(5, 2, 3, 4);
        int runs = 400;
        var differences = new double[runs];
        for (int run = 0; run < runs; run++) {
            double[] truths = new double[2];
            var posteriors = new MeanPosterior[2];
            for (int arm = 0; arm < 2; arm++) {
                double variance = 4 / gamma3(random);
                truths[arm] = 5 + Math.sqrt(variance / 2) * random.nextGaussian();
                posteriors[arm] = seen(random, prior, truths[arm], Math.sqrt(variance), 6 + 4 * arm);
            }
            differences[run] = new Comparison(posteriors[0], posteriors[1]).differenceUpTo(truths[1] - truths[0]);
        }
        assertTrue(AaCheck.of(differences, 0.05).holds());
    }

    /** A gamma of shape 3 and rate 1. */
    private static double gamma3(Random random) {
        return random.doubles(3).map(u -> -Math.log1p(-u)).sum();
    }

    private static MeanPosterior seen(
            Random random, NormalInverseGammaPrior prior, double mean, double deviation, int units) {
        double[] values = random.doubles(units)
                .map(u -> mean + deviation * Normal.quantile(u))
                .toArray();
        double average = Arrays.stream(values).average().orElseThrow();
        double squares =
                Arrays.stream(values).map(v -> (v - average) * (v - average)).sum();
        return prior.updated(units, average, squares / (units - 1)).marginal();
    }

    @Test
    void oneByOneIsAllAtOnce() {
        var prior = new NormalInverseGammaPrior(1, 0.5, 2, 3);
        NormalInverseGammaPrior onebyone =
                prior.updated(1, 4, 0).updated(1, 7, 0).updated(1, 1, 0);
        NormalInverseGammaPrior atOnce = prior.updated(3, 4, 9);
        assertEquals(atOnce.mean(), onebyone.mean(), 1e-12);
        assertEquals(atOnce.rate(), onebyone.rate(), 1e-12);
        assertEquals(atOnce.shape(), onebyone.shape(), 1e-12);
        var wide = new NormalPrior(0, Double.POSITIVE_INFINITY).posterior(25, 3, 10);
        assertEquals(3, wide.mean(), 1e-12);
        assertEquals(2, wide.scale(), 1e-12);
        assertEquals(1.5, new NormalPrior(0, 2).posterior(25, 3, 10).mean(), 1e-12);
    }

    @Test
    void refusesWhatCannotBe() {
        Refused.saying("successes", () -> RatePosterior.of(new Beta(1, 1), 3, 2));
        Refused.saying("shapes of a beta", () -> RatePosterior.of(new Beta(0, 1), 1, 2));
        Refused.saying("no lift", () -> new Comparison(normal(0, 1), normal(1, 1)).lift(0.95));
        Refused.saying("such as 0.95", () -> rate(1, 1).credible(95));
        Refused.saying("degrees of freedom", () -> new MeanPosterior(0, 1, 1));
        Refused.saying("no units", () -> new NormalPrior(0, 1).posterior(0, 0, 1));
        Refused.saying("above 0", () -> new NormalInverseGammaPrior(0, 0, 1, 1));
        Refused.saying("a variance cannot be", () -> new NormalInverseGammaPrior(0, 1, 1, 1).updated(2, 1, -1));
    }
}
