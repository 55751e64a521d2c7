package dev.fairlead.calibration;

import static dev.fairlead.calibration.Looks.oneSided;
import static dev.fairlead.calibration.Looks.p;

import dev.fairlead.experiment.inference.Better;
import dev.fairlead.experiment.inference.CoMoments;
import dev.fairlead.experiment.inference.Comparison;
import dev.fairlead.experiment.inference.Metric;
import dev.fairlead.experiment.inference.Moments;
import dev.fairlead.experiment.inference.NonInferiority;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** Tests of means and of ratios of means. */
final class MeanTests {
    private static final ToDoubleFunction<RandomGenerator> NORMAL = RandomGenerator::nextGaussian;
    private static final String HEAVY = "not on heavy tails with few units: cap the metric, or wait";
    private static final double MARGIN = 0.2;

    private MeanTests() {}

    static List<Study<?>> studies() {
        return List.of(normal(), unequal(), revenue(), ramp(), nonInferiority(), ratio());
    }

    /** Moments of two arms, each with a distribution and a number of units per look of its own. */
    private record Arms(
            Moments control,
            ToDoubleFunction<RandomGenerator> c,
            int cs,
            Moments treatment,
            ToDoubleFunction<RandomGenerator> t,
            int ts)
            implements Growing {
        Arms(ToDoubleFunction<RandomGenerator> c, int cs, ToDoubleFunction<RandomGenerator> t, int ts) {
            this(new Moments(), c, cs, new Moments(), t, ts);
        }

        @Override
        public void grow(RandomGenerator random) {
            for (int i = 0; i < cs; i++) {
                control.accept(c.applyAsDouble(random));
            }
            for (int i = 0; i < ts; i++) {
                treatment.accept(t.applyAsDouble(random));
            }
        }

        Comparison comparison() {
            return Comparison.of(control, treatment);
        }

        double welch() {
            return comparison().difference().p(0);
        }
    }

    private static Study<?> normal() {
        return Looks.study(
                "normal values, 100 units per arm",
                () -> new Arms(NORMAL, 20, NORMAL, 20),
                p(
                        "Student t",
                        data -> Comparison.pooled(data.control(), data.treatment())
                                .p(0)),
                p("Welch t", Arms::welch));
    }

    private static Study<?> unequal() {
        return Looks.study(
                "normal values, 50 units of deviation 4 and 200 of deviation 1",
                () -> new Arms(random -> 4 * random.nextGaussian(), 10, NORMAL, 40),
                p("Welch t", Arms::welch));
    }

    private static Study<?> revenue() {
        return Looks.study(
                "revenue of 10 % buyers, lognormal, 1000 units per arm",
                () -> new Arms(Revenue.USUAL::draw, 200, Revenue.USUAL::draw, 200),
                p("Welch t", Arms::welch),
                Looks.<Arms>p(
                                "lift, delta method",
                                data -> data.comparison().lift().estimate().p(0))
                        .limited(0.15, HEAVY),
                Looks.<Arms>test(
                                "lift, logarithm",
                                data -> Rejection.outside(data.comparison().lift()::logInterval))
                        .limited(0.15, HEAVY));
    }

    private static Study<?> ramp() {
        return Looks.study(
                "revenue of 10 % buyers, lognormal, 900 and 100 units",
                () -> new Arms(Revenue.USUAL::draw, 180, Revenue.USUAL::draw, 20),
                Looks.<Arms>p("Welch t", Arms::welch).limited(0.25, HEAVY));
    }

    private static Study<?> nonInferiority() {
        return Looks.study(
                "normal values, worse by the margin, 100 units per arm",
                () -> new Arms(NORMAL, 20, random -> random.nextGaussian() - MARGIN, 20),
                oneSided(
                        "non-inferiority at α/2",
                        data -> new NonInferiority(data.comparison().difference(), MARGIN, Better.HIGHER).p()));
    }

    /** Clicks and impressions of users, who differ in how many they have and how they click. */
    static void clicks(CoMoments arm, RandomGenerator random, int users, double factor) {
        for (int i = 0; i < users; i++) {
            int impressions = 1 + random.nextInt(8);
            double taste = factor * (0.1 + 0.4 * random.nextDouble());
            arm.accept(Conversions.successes(random, impressions, taste), impressions);
        }
    }

    private record Clicks(CoMoments control, CoMoments treatment) implements Growing {
        Clicks() {
            this(new CoMoments(2), new CoMoments(2));
        }

        @Override
        public void grow(RandomGenerator random) {
            clicks(control, random, 60, 1);
            clicks(treatment, random, 60, 1);
        }
    }

    private static Study<?> ratio() {
        return Looks.study(
                "clicks per impression, 300 users per arm",
                Clicks::new,
                p(
                        "ratio, delta method",
                        data -> Comparison.of(new Metric.Ratio(0, 1), data.control(), data.treatment())
                                .difference()
                                .p(0)));
    }
}
