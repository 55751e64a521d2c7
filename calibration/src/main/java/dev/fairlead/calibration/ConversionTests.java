package dev.fairlead.calibration;

import dev.fairlead.experiment.inference.CoMoments;
import dev.fairlead.experiment.inference.Comparison;
import dev.fairlead.experiment.inference.Metric;
import dev.fairlead.experiment.inference.Moments;
import dev.fairlead.experiment.inference.Proportion;
import dev.fairlead.experiment.inference.SmallCounts;
import dev.fairlead.experiment.inference.TwoProportions;
import java.util.List;
import java.util.random.RandomGenerator;

/** Tests of few conversions, of the steps of a funnel, of retention, and of relative changes. */
final class ConversionTests {
    static final String EXACT = "the test is exact, and tables are few";

    private ConversionTests() {}

    static List<Study<?>> studies() {
        return List.of(
                few("1 % convert, 500 units per arm", 0.01, 500, 500, 0.1),
                few("2 % convert, 500 units per arm", 0.02, 500, 500, 0.1),
                few("0.5 % convert, 1800 units of control and 200 of treatment", 0.005, 1800, 200, 0.5),
                funnel(),
                lift());
    }

    private static Study<TwoProportions> few(String world, double rate, int control, int treatment, double worst) {
        return Study.of(
                world,
                random -> new TwoProportions(
                        Conversions.draw(random, control, rate), Conversions.draw(random, treatment, rate)),
                Claim.<TwoProportions>rejects("small counts, exact", arms -> exact(arms) <= Claim.ALPHA)
                        .safe(EXACT),
                Claim.<TwoProportions>rejects(
                                "small counts, interval",
                                arms -> !new SmallCounts(arms.control(), arms.treatment())
                                        .difference(QuantileTests.Z)
                                        .contains(0))
                        .safe(EXACT),
                Claim.<TwoProportions>rejects("proportion as analysed", arms -> analysed(arms) <= Claim.ALPHA)
                        .safe("few conversions are tested exactly, and tables are few"),
                Claim.<TwoProportions>rejects("two-proportion z, unpooled", arms -> wald(arms) <= Claim.ALPHA)
                        .limited(worst, "not where few units convert: analyses take the exact test"));
    }

    static double exact(TwoProportions arms) {
        return new SmallCounts(arms.control(), arms.treatment()).p();
    }

    /** By the rule that analyses follow. */
    static double analysed(TwoProportions arms) {
        return SmallCounts.apply(arms.control(), arms.treatment()) ? exact(arms) : wald(arms);
    }

    /** 1 where nobody converted: then there is no error. */
    private static double wald(TwoProportions arms) {
        return arms.control().successes() + arms.treatment().successes() == 0
                ? 1
                : arms.comparison().difference().p(0);
    }

    /** People who put something into the cart, buy it within a window, and are back in the second week. */
    static final class Funnel implements Growing {
        private final int units;
        private final double more;
        private final CoMoments[] arms = {new CoMoments(3), new CoMoments(3)};

        /**
         * @param units of an arm that come in with each look
         * @param more by which factor people of treatment buy what is in the cart more often
         */
        Funnel(int units, double more) {
            this.units = units;
            this.more = more;
        }

        @Override
        public void grow(RandomGenerator random) {
            for (int i = 0; i < 2 * units; i++) {
                double taste = random.nextDouble();
                boolean cart = random.nextDouble() < 0.2 + 0.4 * taste;
                boolean bought = cart && random.nextDouble() < (0.3 + 0.2 * taste) * (i % 2 == 0 ? 1 : more);
                boolean back = random.nextDouble() < 0.1 + 0.3 * taste;
                arms[i % 2].accept(cart ? 1 : 0, bought ? 1 : 0, back ? 1 : 0);
            }
        }

        Funnel grown(RandomGenerator random) {
            grow(random);
            return this;
        }

        TwoProportions share(int step) {
            return new TwoProportions(share(arms[0], step), share(arms[1], step));
        }

        private static Proportion share(CoMoments arm, int step) {
            return new Proportion(Math.round(arm.mean(step) * arm.n()), arm.n());
        }

        /** Of those with something in the cart, by the delta method, as units are people. */
        Comparison step() {
            return Comparison.of(new Metric.Ratio(1, 0), arms[0], arms[1]);
        }
    }

    private static Study<?> funnel() {
        return Looks.study(
                "a funnel and its retention, 400 people per arm",
                () -> new Funnel(80, 1),
                Looks.<Funnel>p("purchase within a window", data -> analysed(data.share(1))),
                Looks.<Funnel>p(
                        "step from cart to purchase, delta ratio",
                        data -> data.step().difference().p(0)),
                Looks.<Funnel>p("retention in days 8 to 14", data -> analysed(data.share(2))));
    }

    /** What people spend, skewed. */
    private static final class Spend implements Growing {
        private final Moments control = new Moments();
        private final Moments treatment = new Moments();

        @Override
        public void grow(RandomGenerator random) {
            for (int i = 0; i < 80; i++) {
                control.accept(Math.exp(0.7 * random.nextGaussian()));
                treatment.accept(Math.exp(0.7 * random.nextGaussian()));
            }
        }

        Comparison arms() {
            return Comparison.of(control, treatment);
        }
    }

    private static Study<?> lift() {
        return Looks.study(
                "skewed spend of 400 people per arm",
                Spend::new,
                Looks.<Spend>p(
                        "lift, delta method",
                        data -> data.arms().lift().estimate().p(0)),
                Looks.<Spend>p(
                        "lift, logarithm", data -> data.arms().lift().log().p(0)));
    }
}
