package dev.fairlead.experiment.inference;

import static dev.fairlead.experiment.inference.Refusal.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.distribution.StudentT;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Moments CONTROL = Moments.of(4, 6, 5, 7, 3, 5);
    private static final Moments TREATMENT = Moments.of(8, 6, 9, 5);

    /** By hand: means 5 and 7, variances 2 and 10/3, so s² = 1/3 + 5/6 = 7/6. */
    @Test
    void welchByHand() {
        Estimate difference = Comparison.of(CONTROL, TREATMENT).difference();
        assertEquals(2, difference.value(), 1e-14);
        assertEquals(Math.sqrt(7 / 6.0), difference.standardError(), 1e-14);
        assertEquals(49 / 36.0 / (1 / 45.0 + 25 / 108.0), difference.df(), 1e-12);
    }

    @Test
    void pooledByHand() {
        Estimate difference = Comparison.pooled(CONTROL, TREATMENT);
        assertEquals(Math.sqrt(20 / 8.0 * (1 / 6.0 + 1 / 4.0)), difference.standardError(), 1e-14);
        assertEquals(8, difference.df());
    }

    @Test
    void anArmWithoutVarianceIsCompared() {
        Estimate difference = Comparison.of(Moments.of(0, 0, 0), TREATMENT).difference();
        assertEquals(Math.sqrt(5 / 6.0), difference.standardError(), 1e-14);
        assertEquals(3, difference.df(), 1e-12);
    }

    @Test
    void liftByTheDeltaMethod() {
        Estimate lift = Comparison.of(CONTROL, TREATMENT).lift().estimate();
        assertEquals(0.4, lift.value(), 1e-14);
        assertEquals(Math.sqrt(5 / 6.0 + 1.4 * 1.4 / 3) / 5, lift.standardError(), 1e-14);
        assertEquals(
                Double.POSITIVE_INFINITY,
                Comparison.of(CONTROL, TREATMENT).normal().lift().estimate().df());
    }

    /** At a bound l of Fieller's interval, m₁ − (1 + l) m₀ is exactly as far from 0 as the quantile allows. */
    @Test
    void fiellerInvertsTheTest() {
        Comparison arms = Comparison.of(CONTROL, TREATMENT);
        Interval interval = arms.lift().fieller(0.8);
        double q = new StudentT(arms.lift().estimate().df()).quantile(0.9);
        for (double l : new double[] {interval.low(), interval.high()}) {
            double error = Math.sqrt(arms.treatment().variance()
                    + (1 + l) * (1 + l) * arms.control().variance());
            assertEquals(q * error, Math.abs(7 - (1 + l) * 5), 1e-12);
        }
    }

    /** The difference of the arms' logarithms, each with the error σ / μ, is tested on the scale on which it is read. */
    @Test
    void liftOnTheScaleOfLogarithms() {
        Comparison arms = Comparison.of(CONTROL, TREATMENT);
        Estimate log = arms.lift().log();
        double ofControl = arms.control().variance() / Math.pow(arms.control().value(), 2);
        double ofTreatment =
                arms.treatment().variance() / Math.pow(arms.treatment().value(), 2);
        assertEquals(Math.log(1.4), log.value(), 1e-14);
        assertEquals(Math.sqrt(ofControl + ofTreatment), log.standardError(), 1e-14);
        for (Lift.Scale scale : Lift.Scale.values()) {
            Estimate estimate = scale.of(arms.lift());
            assertEquals(0.4, scale.lift(estimate.value()), 1e-14);
            Interval barely = estimate.interval(1 - estimate.p(0));
            assertEquals(0, scale.lift(barely.low()), 1e-9);
        }
        Interval interval = arms.lift().logInterval(0.9);
        assertEquals(Lift.Scale.LOG.lift(log.interval(0.9).high()), interval.high(), 1e-14);
    }

    @Test
    void intervalsOfTheLiftAgreeOnManyUnits() {
        Lift lift = Comparison.of(Moments.summarized(1_000_000, 10, 4), Moments.summarized(1_000_000, 10.2, 4))
                .lift();
        Interval delta = lift.estimate().interval(0.95);
        for (Interval other : List.of(lift.logInterval(0.95), lift.fieller(0.95))) {
            assertEquals(delta.low(), other.low(), 1e-6);
            assertEquals(delta.high(), other.high(), 1e-6);
        }
    }

    @Test
    void oneStratumIsWelch() {
        var one = new Stratified(List.of(new Stratum(CONTROL, TREATMENT)));
        Estimate welch = Comparison.of(CONTROL, TREATMENT).difference();
        assertEquals(welch.value(), one.blocked().value(), 1e-14);
        assertEquals(welch.standardError(), one.blocked().standardError(), 1e-14);
        assertEquals(8, one.blocked().df());
    }

    @Test
    void sharesOfThePopulationWeighStrata() {
        var strata = new Stratified(
                List.of(new Stratum(CONTROL, TREATMENT), new Stratum(Moments.of(1, 2), Moments.of(1, 3))));
        assertEquals(0.25 * 2 + 0.75 * 0.5, strata.postStratified(1, 3).value(), 1e-14);
        assertEquals(
                Math.sqrt(7 / 6.0 / 16 + 9 / 16.0 * (0.25 + 1)),
                strata.postStratified(1, 3).standardError(),
                1e-14);
        assertEquals((10 * 2 + 4 * 0.5) / 14, strata.blocked().value(), 1e-14);
    }

    @Test
    void noWorseByAMargin() {
        var difference = new Estimate(-0.1, 0.2, 30);
        var higher = new NonInferiority(difference, 0.5, Better.HIGHER);
        assertEquals(2, higher.statistic(), 1e-14);
        assertEquals(new StudentT(30).upper(2), higher.p(), 1e-14);
        var lower = new NonInferiority(new Estimate(0.1, 0.2, 30), 0.5, Better.LOWER);
        assertEquals(higher.p(), lower.p(), 1e-14);
        assertEquals(2, lower.statistic(), 1e-14);
        assertEquals(-higher.bound(0.975).low(), lower.bound(0.975).high(), 1e-14);
        assertTrue(higher.bound(1 - higher.p()).low() <= -0.5 + 1e-9);
        assertEquals(-0.5, higher.bound(1 - higher.p()).low(), 1e-9);
        assertEquals(Double.POSITIVE_INFINITY, higher.bound(0.9).high());
        assertEquals(Double.NEGATIVE_INFINITY, lower.bound(0.9).low());
    }

    @Test
    void capsComeFromAllArms() {
        Cap cap = Cap.aboveQuantile(0.75, new double[] {1, 9}, new double[] {5, 3, 100});
        assertEquals(9, cap.high(), 1e-14);
        assertEquals(9, cap.apply(100));
        assertEquals(-4, cap.apply(-4));
        assertEquals(
                7,
                Cap.aboveQuantile(0.625, new double[] {1, 9}, new double[] {5, 3, 100})
                        .high(),
                1e-14);
        assertEquals(0, new Cap(0, 1).apply(-1));
    }

    @Test
    void refusesWhatCannotBe() {
        refused("the control arm has no unit", () -> Comparison.of(new Moments(), TREATMENT));
        refused("the treatment arm has 1 units", () -> Comparison.of(CONTROL, Moments.of(3)));
        refused(
                "does not vary",
                () -> Comparison.of(Moments.of(1, 1), Moments.of(2, 2)).difference());
        refused(
                "does not vary",
                () -> Comparison.of(Moments.of(1, 1), Moments.of(2, 2)).lift().estimate());
        refused("nothing to estimate a variance", () -> Comparison.pooled(Moments.of(1), Moments.of(2)));
        refused(
                "both arms above 0",
                () -> Comparison.of(Moments.of(-1, -2), TREATMENT).lift().logInterval(0.9));
        refused(
                "not significantly different",
                () -> Comparison.of(Moments.of(-9, 10), TREATMENT).lift().fieller(0.9));
        refused("margin is how much worse", () -> new NonInferiority(new Estimate(0, 1, 9), -0.1, Better.HIGHER));
        refused("between 0.5 and 1", () -> new NonInferiority(new Estimate(0, 1, 9), 1, Better.LOWER).bound(0.05));
        refused("stratum 0 has 6 and 1 units", () -> new Stratified(List.of(new Stratum(CONTROL, Moments.of(1)))));
        var strata = new Stratified(List.of(new Stratum(CONTROL, TREATMENT)));
        refused("as many shares", () -> strata.postStratified(0.5, 0.5));
        refused("share must be at least 0", () -> strata.postStratified(-1));
        refused("all 0", () -> strata.postStratified(0));
        refused("bounds must rise", () -> new Cap(2, 1));
        refused("all arms together", () -> Cap.aboveQuantile(0.9, new double[] {1}));
        refused("such as 0.999", () -> Cap.aboveQuantile(99, new double[] {1}, new double[] {1}));
        refused("is NaN", () -> Cap.above(3).apply(Double.NaN));
        refused("must be at least 0, not -1", () -> new ArmEstimate(1, -1, 3));
    }
}
