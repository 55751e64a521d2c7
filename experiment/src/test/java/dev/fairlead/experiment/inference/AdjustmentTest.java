package dev.fairlead.experiment.inference;

import static dev.fairlead.experiment.inference.Refusal.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Estimate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdjustmentTest {
    private static final int N = 80;

    private final double[][] rows = new double[N][];
    private final double[] y = new double[N];
    private final CoMoments[] arms = {new CoMoments(3), new CoMoments(3)};

    AdjustmentTest() {
        var random = new Random(5);
        for (int i = 0; i < N; i++) {
            int arm = random.nextInt(3) == 0 ? 1 : 0;
            double a = 50 + random.nextGaussian();
            double b = a + random.nextGaussian();
            rows[i] = new double[] {1, arm, a, b};
            y[i] = arm * (1 + 0.5 * (a - 50)) + 2 * a - b + random.nextGaussian();
            arms[arm].accept(y[i], a, b);
        }
    }

    /** With θ from within the arms, CUPED's difference is the coefficient of the analysis of covariance (Frisch and Waugh). */
    @Test
    void withinArmsItIsTheAnalysisOfCovariance() {
        Cuped cuped = Cuped.pooledWithin(arms[0], arms[1]);
        double[] ancova = Regression.fit(new DesignMatrix(List.of("one", "t", "a", "b"), rows), y)
                .coefficients();
        assertEquals(ancova[1], cuped.comparison().difference().value(), 1e-9);
        assertEquals(ancova[2], cuped.theta()[0], 1e-9);
        assertEquals(ancova[3], cuped.theta()[1], 1e-9);
    }

    /** The adjusted arms are the means of y − θ'(x − x̄), unit by unit. */
    @Test
    void adjustedMeansUnitByUnit() {
        Cuped cuped = Cuped.pooledOverall(arms[0], arms[1]);
        CoMoments all = Cuped.merged(arms[0], arms[1]);
        var adjusted = new Moments[] {new Moments(), new Moments()};
        for (int i = 0; i < N; i++) {
            adjusted[(int) rows[i][1]].accept(y[i]
                    - cuped.theta()[0] * (rows[i][2] - all.mean(1))
                    - cuped.theta()[1] * (rows[i][3] - all.mean(2)));
        }
        Estimate naive = Comparison.of(adjusted[0], adjusted[1]).difference();
        Estimate found = cuped.comparison().difference();
        assertEquals(naive.value(), found.value(), 1e-9);
        assertEquals(naive.standardError(), found.standardError(), 1e-9);
        assertEquals(naive.df(), found.df(), 1e-7);
        assertEquals(adjusted[1].mean(), cuped.treatment().value(), 1e-9);
        adjusted[0].merge(adjusted[1]);
        assertEquals(adjusted[0].variance() / all.covariance(0, 0), 1 - cuped.varianceReduction(), 1e-9);
    }

    /** The regression on rows with products of treatment and centred covariates. */
    @Test
    void interactedIsTheRegressionWithProducts() {
        CoMoments all = Cuped.merged(arms[0], arms[1]);
        var products = new double[N][];
        for (int i = 0; i < N; i++) {
            double a = rows[i][2] - all.mean(1);
            double b = rows[i][3] - all.mean(2);
            double t = rows[i][1];
            products[i] = new double[] {1, t, a, b, t * a, t * b};
        }
        Estimate hc2 = Regression.fit(new DesignMatrix(List.of("one", "t", "a", "b", "ta", "tb"), products), y)
                .estimate("t", Robust.HC2);
        InteractedAdjustment lin = InteractedAdjustment.of(arms[0], arms[1]);
        assertEquals(hc2.value(), lin.difference().value(), 1e-9);
        double conditional =
                Math.sqrt(lin.control().variance() + lin.treatment().variance());
        assertEquals(hc2.standardError(), conditional, 0.2 * conditional);
        assertTrue(lin.difference().standardError() > conditional);
    }

    @Test
    void linearizedRatiosAreAdjustedLikeMeans() {
        var random = new Random(6);
        var ratio = new CoMoments[] {new CoMoments(4), new CoMoments(4)};
        for (int i = 0; i < 400; i++) {
            double taste = random.nextGaussian();
            double before = 1 + random.nextInt(5);
            double now = 1 + random.nextInt(5);
            ratio[i % 2].accept(now * (2 + taste), now, before * (2 + taste), before);
        }
        List<Metric> metrics = List.of(new Metric.Ratio(0, 1), new Metric.Ratio(2, 3));
        Cuped cuped = Cuped.pooledWithin(Metric.linearize(ratio[0], metrics), Metric.linearize(ratio[1], metrics));
        Estimate raw = Comparison.of(metrics.get(0), ratio[0], ratio[1]).difference();
        Estimate adjusted = cuped.comparison().difference();
        double saved = 1 - Math.pow(adjusted.standardError() / raw.standardError(), 2);
        assertEquals(cuped.varianceReduction(), saved, 0.02);
        assertTrue(saved > 0.4, "saved " + saved);
    }

    @Test
    void refusesWhatCannotBe() {
        refused("the treatment arm has no unit", () -> Cuped.pooledWithin(arms[0], new CoMoments(3)));
        refused("at least one covariate", () -> Cuped.pooledWithin(new CoMoments(1), new CoMoments(1)));
        var flat = new CoMoments[] {new CoMoments(2), new CoMoments(2)};
        var twice = new CoMoments[] {new CoMoments(3), new CoMoments(3)};
        var dull = new CoMoments[] {new CoMoments(2), new CoMoments(2)};
        for (int i = 0; i < 10; i++) {
            flat[i % 2].accept(i * i, 4);
            twice[i % 2].accept(i * i, i, 3 - 2 * i);
            dull[i % 2].accept(7, i);
        }
        refused("covariate 1 does not vary", () -> Cuped.pooledWithin(flat[0], flat[1]));
        refused("covariate 2 is a linear function", () -> Cuped.pooledOverall(twice[0], twice[1]));
        refused("in treatment, covariate 2", () -> InteractedAdjustment.of(twice[0], twice[1]));
        refused("metric does not vary", () -> Cuped.pooledWithin(dull[0], dull[1]));
        var exact = new CoMoments[] {new CoMoments(2), new CoMoments(2)};
        for (int i = 0; i < 20; i++) {
            exact[i % 2].accept(i / 3.0, i);
        }
        refused(
                "does not vary",
                () -> Cuped.pooledWithin(exact[0], exact[1]).comparison().difference());
        refused(
                "does not vary",
                () -> InteractedAdjustment.of(exact[0], exact[1]).difference());
        var always = new Metric.Ratio(0, 1);
        refused("does not vary", () -> Comparison.of(always, exact[0], exact[1]).difference());
        var two = new CoMoments(2);
        two.accept(1, 2);
        two.accept(2, 1);
        refused("at least 3 are needed", () -> InteractedAdjustment.of(two, dull[1]));
    }
}
