package dev.fairlead.calibration;

import static dev.fairlead.calibration.Looks.p;

import dev.fairlead.experiment.inference.DesignMatrix;
import dev.fairlead.experiment.inference.Logistic;
import dev.fairlead.experiment.inference.MantelHaenszel;
import dev.fairlead.experiment.inference.TwoProportions;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Tests of shares of units. */
final class ProportionTests {
    private static final String DISCRETE = "the test is exact, and tables are few";
    private static final String CONTINUITY = "the correction for continuity is on the safe side";

    private ProportionTests() {}

    static List<Study<?>> studies() {
        return List.of(
                ofRate("20 % convert, 500 units per arm", 0.2),
                ofRate("5 % convert, 500 units per arm", 0.05),
                strata(),
                logistic());
    }

    private static Study<?> ofRate(String world, double rate) {
        return Looks.study(
                world,
                () -> new Conversions(rate, 100),
                Looks.<Conversions>p("two-proportion z, pooled", data -> pooled(data.arms())),
                Looks.<Conversions>p("two-proportion z, Yates", data -> yates(data.arms()))
                        .safe(CONTINUITY),
                Looks.<Conversions>p("Fisher exact", data -> data.arms().fisher())
                        .safe(DISCRETE),
                Looks.<Conversions>test("Newcombe interval", data -> Rejection.outside(data.arms()::newcombe))
                        .safe("with few successes the score interval is wide"));
    }

    /** 1 where nobody converted, or everybody: then the arms do not differ. */
    private static double pooled(TwoProportions arms) {
        return varies(arms) ? arms.pooled().p(0) : 1;
    }

    private static double yates(TwoProportions arms) {
        return varies(arms) ? arms.yates().p() : 1;
    }

    private static boolean varies(TwoProportions arms) {
        long successes = arms.control().successes() + arms.treatment().successes();
        return successes > 0
                && successes < arms.control().n() + arms.treatment().n();
    }

    /** Three groups that convert at different rates. */
    private static final class Groups implements Growing {
        private final List<Conversions> groups =
                List.of(new Conversions(0.1, 50), new Conversions(0.2, 40), new Conversions(0.4, 30));

        @Override
        public void grow(RandomGenerator random) {
            groups.forEach(group -> group.grow(random));
        }

        MantelHaenszel strata() {
            return new MantelHaenszel(groups.stream().map(Conversions::arms).toList());
        }
    }

    private static Study<?> strata() {
        return Looks.study(
                "three strata convert at 10, 20, 40 %, 600 units per arm",
                Groups::new,
                Looks.<Groups>p(
                        "Cochran-Mantel-Haenszel",
                        data -> data.strata().test(false).p()),
                Looks.<Groups>p(
                                "Cochran-Mantel-Haenszel, corrected",
                                data -> data.strata().test(true).p())
                        .safe(CONTINUITY),
                Looks.<Groups>p(
                        "Mantel-Haenszel odds ratio",
                        data -> data.strata().logOddsRatio().p(0)));
    }

    /** Rows of an intercept, an arm and a covariate that moves the odds. */
    private static final class Rows implements Growing {
        private static final int UNITS = 40;
        private final List<double[]> rows = new ArrayList<>();
        private final List<Boolean> converted = new ArrayList<>();

        @Override
        public void grow(RandomGenerator random) {
            for (int i = 0; i < 2 * UNITS; i++) {
                double covariate = random.nextGaussian();
                rows.add(new double[] {1, i % 2, covariate});
                converted.add(random.nextDouble() < 1 / (1 + Math.exp(0.8 - 0.7 * covariate)));
            }
        }

        Logistic fit() {
            var outcomes = new boolean[converted.size()];
            for (int i = 0; i < outcomes.length; i++) {
                outcomes[i] = converted.get(i);
            }
            var design = new DesignMatrix(List.of("one", "arm", "covariate"), rows.toArray(double[][]::new));
            return Logistic.fit(design, outcomes);
        }
    }

    private static Study<?> logistic() {
        return Looks.study(
                "conversion depends on a covariate, 200 units per arm",
                Rows::new,
                Rows::fit,
                p("logistic regression", fit -> fit.estimate("arm").p(0)),
                p("logistic regression, robust", fit -> fit.robust("arm").p(0)),
                p(
                        "logistic regression, risk difference",
                        fit -> fit.riskDifference("arm").p(0)));
    }
}
