package dev.fairlead.calibration;

import static dev.fairlead.calibration.Looks.p;

import dev.fairlead.experiment.inference.CoMoments;
import dev.fairlead.experiment.inference.Cuped;
import dev.fairlead.experiment.inference.DesignMatrix;
import dev.fairlead.experiment.inference.InteractedAdjustment;
import dev.fairlead.experiment.inference.Moments;
import dev.fairlead.experiment.inference.Regression;
import dev.fairlead.experiment.inference.Robust;
import dev.fairlead.experiment.inference.Stratified;
import dev.fairlead.experiment.inference.Stratum;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Tests of means with covariates from before the experiment, and within strata. */
final class AdjustedTests {
    private AdjustedTests() {}

    static List<Study<?>> studies() {
        return List.of(moments(), regression(), strata());
    }

    /** A metric and three covariates that explain a part of it, from arms of one distribution. */
    static double[] unit(RandomGenerator random) {
        double a = random.nextGaussian();
        double b = random.nextGaussian();
        double c = random.nextDouble() < 0.3 ? 1 : 0;
        return new double[] {a + 0.5 * b + c + random.nextGaussian(), a, b, c};
    }

    private static final class Adjusted implements Growing {
        private static final int UNITS = 40;
        private final CoMoments[] one = {new CoMoments(2), new CoMoments(2)};
        private final CoMoments[] three = {new CoMoments(4), new CoMoments(4)};

        @Override
        public void grow(RandomGenerator random) {
            for (int i = 0; i < 2 * UNITS; i++) {
                double[] unit = unit(random);
                one[i % 2].accept(unit[0], unit[1]);
                three[i % 2].accept(unit);
            }
        }
    }

    private static double p(Cuped cuped) {
        return cuped.comparison().difference().p(0);
    }

    private static double lin(CoMoments[] arms) {
        return InteractedAdjustment.of(arms[0], arms[1]).difference().p(0);
    }

    private static Study<?> moments() {
        return Looks.study(
                "metric with covariates, 200 units per arm",
                Adjusted::new,
                Looks.<Adjusted>p("CUPED, one covariate", data -> p(Cuped.pooledWithin(data.one[0], data.one[1]))),
                Looks.<Adjusted>p(
                        "CUPED, three covariates", data -> p(Cuped.pooledWithin(data.three[0], data.three[1]))),
                Looks.<Adjusted>p(
                        "CUPED, pooled over arms", data -> p(Cuped.pooledOverall(data.three[0], data.three[1]))),
                Looks.<Adjusted>p("Lin, one covariate", data -> lin(data.one)),
                Looks.<Adjusted>p("Lin, three covariates", data -> lin(data.three)));
    }

    /** An arm and a covariate; the error grows with the covariate. */
    private static final class Rows implements Growing {
        private static final int UNITS = 30;
        private final List<double[]> rows = new ArrayList<>();
        private final List<Double> values = new ArrayList<>();

        @Override
        public void grow(RandomGenerator random) {
            for (int i = 0; i < 2 * UNITS; i++) {
                double covariate = random.nextGaussian();
                rows.add(new double[] {1, i % 2, covariate});
                values.add(covariate + (1 + Math.abs(covariate)) * random.nextGaussian());
            }
        }

        Regression fit() {
            var design = new DesignMatrix(List.of("one", "arm", "covariate"), rows.toArray(double[][]::new));
            return Regression.fit(
                    design, values.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }

    private static Study<?> regression() {
        return Looks.study(
                "metric whose spread depends on a covariate, 150 units per arm",
                Rows::new,
                Rows::fit,
                Looks.<Regression>p(
                        "regression, classical", fit -> fit.classical("arm").p(0)),
                robust(Robust.HC0),
                robust(Robust.HC1),
                robust(Robust.HC2),
                robust(Robust.HC3));
    }

    private static Looks.Test<Regression> robust(Robust robust) {
        return Looks.p(
                "regression, " + robust, fit -> fit.estimate("arm", robust).p(0));
    }

    /** Three strata of different means and sizes. */
    private static final class Strata implements Growing {
        private static final int[] SIZES = {8, 12, 20};
        private final List<Stratum> strata = IntStream.range(0, SIZES.length)
                .mapToObj(_ -> new Stratum(new Moments(), new Moments()))
                .toList();

        @Override
        public void grow(RandomGenerator random) {
            for (int s = 0; s < SIZES.length; s++) {
                for (int i = 0; i < SIZES[s]; i++) {
                    strata.get(s).control().accept(2 * s + random.nextGaussian());
                    strata.get(s).treatment().accept(2 * s + random.nextGaussian());
                }
            }
        }

        Stratified stratified() {
            return new Stratified(strata);
        }
    }

    private static Study<?> strata() {
        return Looks.study(
                "three strata of different means, 200 units per arm",
                Strata::new,
                Looks.<Strata>p("blocked", data -> data.stratified().blocked().p(0)),
                Looks.<Strata>p(
                        "post-stratified",
                        data -> data.stratified().postStratified(0.3, 0.3, 0.4).p(0)));
    }
}
