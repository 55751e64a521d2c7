package dev.fairlead.calibration;

import dev.fairlead.experiment.bayes.Comparison;
import dev.fairlead.experiment.bayes.NormalPrior;
import dev.fairlead.experiment.bayes.RatePosterior;
import dev.fairlead.experiment.distribution.Beta;
import dev.fairlead.experiment.inference.Moments;
import dev.fairlead.experiment.inference.TwoProportions;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** Decisions by the probability that treatment is better, above 97.5 % or below 2.5 %. They promise no type I error. */
final class BayesTests {
    private static final String NO_PROMISE = "what is believed promises no error rate";

    private BayesTests() {}

    static List<Study<?>> studies() {
        return List.of(
                study(
                        "Beta(1, 1) prior, 20 % convert, 500 units per arm",
                        () -> new Conversions(0.2, 100), data -> better(data.arms())),
                study("flat prior, normal values, 500 units per arm", Normals::new, Normals::better));
    }

    private static double better(TwoProportions arms) {
        var prior = new Beta(1, 1);
        return new Comparison(
                        RatePosterior.of(
                                prior,
                                arms.control().successes(),
                                arms.control().n()),
                        RatePosterior.of(
                                prior,
                                arms.treatment().successes(),
                                arms.treatment().n()))
                .treatmentBetter();
    }

    private static final class Normals implements Growing {
        private static final NormalPrior FLAT = new NormalPrior(0, Double.POSITIVE_INFINITY);
        private final Moments control = new Moments();
        private final Moments treatment = new Moments();

        @Override
        public void grow(RandomGenerator random) {
            for (int i = 0; i < 100; i++) {
                control.accept(random.nextGaussian());
                treatment.accept(random.nextGaussian());
            }
        }

        double better() {
            return new Comparison(
                            FLAT.posterior(control.n(), control.mean(), 1),
                            FLAT.posterior(treatment.n(), treatment.mean(), 1))
                    .treatmentBetter();
        }
    }

    private static <S extends Growing> Study<?> study(String world, Supplier<S> start, ToDoubleFunction<S> better) {
        return Study.of(
                world,
                random -> beyond(random, start.get(), better),
                Claim.<boolean[]>rejects("probability to be better", looks -> looks[Looks.LOOKS - 1])
                        .limited(0.1, NO_PROMISE),
                Claim.<boolean[]>rejects("probability to be better, naive peeking", looks -> any(looks))
                        .limited(0.3, NO_PROMISE + ", least of all at five looks"));
    }

    private static <S extends Growing> boolean[] beyond(RandomGenerator random, S data, ToDoubleFunction<S> better) {
        var looks = new boolean[Looks.LOOKS];
        for (int look = 0; look < looks.length; look++) {
            data.grow(random);
            double probability = better.applyAsDouble(data);
            looks[look] = Math.min(probability, 1 - probability) <= Claim.ALPHA / 2;
        }
        return looks;
    }

    private static boolean any(boolean[] looks) {
        for (boolean look : looks) {
            if (look) {
                return true;
            }
        }
        return false;
    }
}
