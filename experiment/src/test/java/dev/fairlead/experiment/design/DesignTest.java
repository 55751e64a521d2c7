package dev.fairlead.experiment.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class DesignTest {
    private static final Effect.Proportions EFFECT = new Effect.Proportions(0.080, 0.084);

    @Test
    void theExampleOfEightToEightPointFourPercent() {
        Design.Size size = Design.equal(Errors.usual()).size(EFFECT);
        assertEquals(List.of(73_851L, 73_851L), size.perArm());
        assertEquals(147_702, size.total());
    }

    @Test
    void powerOfTheSizeIsThePowerAskedFor() {
        var design = new Design(
                new Errors(0.05, 2, 0.9), List.of(2.0, 1.0, 1.0), 0.1, 0.6, new Clusters(8, 0.03, 0.5), 1.03);
        Design.Size size = design.size(EFFECT);
        assertEquals(0.9, design.power(EFFECT, size.total()), 1e-4);
        assertEquals(0.004, design.minimumDetectableEffect(EFFECT, size.total()), 1e-6);
        var down = new Effect.Proportions(0.080, 0.076);
        assertEquals(
                -0.004, design.minimumDetectableEffect(down, design.size(down).total()), 1e-6);
    }

    @Test
    void theOtherFormulasCountTheSameFactors() {
        var plain = Design.equal(Errors.usual());
        for (Formula formula : Formula.values()) {
            double exact = formula.perArm(EFFECT, Errors.usual());
            assertEquals(
                    (long) Math.ceil(exact),
                    plain.size(EFFECT, formula).perArm().get(0),
                    formula.toString());
        }
        var design = new Design(Errors.usual(), List.of(1.0, 1.0, 1.0), 0.1, 0.6, new Clusters(8, 0.03, 0.5), 1.03);
        assertEquals(
                design.size(EFFECT).total(),
                design.size(EFFECT, Formula.UNPOOLED).total());
        assertTrue(design.size(EFFECT, Formula.ARCSINE).formula().contains("asin √p₂ − 2 asin √p₁, α/2 a comparison"));
        var unequal = new Design(Errors.usual(), List.of(2.0, 1.0), 0, 0, Clusters.none(), 1);
        refused("for equal arms", () -> unequal.size(EFFECT, Formula.POOLED));
    }

    /** His calculator says 1,030 for a baseline of 20 % and a difference of 5 points; units are rounded up here. */
    @Test
    void evanMillersThousandAndThirty() {
        var effect = new Effect.Proportions(0.2, 0.25);
        assertEquals(1030, Math.round(Formula.BASELINE_NULL.perArm(effect, Errors.usual())));
        assertEquals(
                List.of(1031L, 1031L),
                Design.equal(Errors.usual()).size(effect, Formula.BASELINE_NULL).perArm());
    }

    @Test
    void powerIsTheInverseOfEachFormula() {
        var design = new Design(
                new Errors(0.02, 2, 0.9), List.of(1.0, 1.0, 1.0), 0.1, 0.6, new Clusters(8, 0.03, 0.5), 1.03);
        for (Effect.Proportions effect : List.of(EFFECT, new Effect.Proportions(0.3, 0.2))) {
            for (Formula formula : Formula.values()) {
                double total = design.size(effect, formula).total();
                if (formula == Formula.RULE_OF_16) {
                    refused("rule of 16", () -> design.power(effect, formula, total));
                } else {
                    assertEquals(0.9, design.power(effect, formula, total), 1e-3, formula.toString());
                }
                double detected = design.minimumDetectableEffect(effect, formula, total);
                assertTrue(
                        Math.abs(detected) <= Math.abs(effect.difference()) * (1 + 1e-9),
                        () -> formula + " detects " + detected);
                assertEquals(effect.difference(), detected, 2e-3 * Math.abs(effect.difference()), formula.toString());
            }
        }
    }

    @Test
    void effectsByStudentsTAreTheInverseOfItsUnits() {
        for (int sides = 1; sides <= 2; sides++) {
            var errors = new Errors(0.05, sides, 0.8);
            double perArm = ExactT.perArm(new Effect.Means(1.5, 2), errors);
            assertEquals(1.5, ExactT.minimumDetectableEffect(2, errors, perArm), 1e-9);
        }
        double few = ExactT.minimumDetectableEffect(1, Errors.usual(), 3);
        assertEquals(0.8, ExactT.power(new Effect.Means(few, 1), Errors.usual(), 3), 1e-9);
    }

    /** The share of simulated experiments of the size asked for whose z test rejects. */
    @Test
    void simulatedPowerIsThePowerAskedFor() {
        var random = new Random(1);
        var effect = new Effect.Means(0.5, 2);
        int n = (int) (long) Design.equal(Errors.usual()).size(effect).perArm().get(0);
        int rejected = 0;
        int runs = 4000;
        for (int run = 0; run < runs; run++) {
            double difference = 0;
            for (int i = 0; i < n; i++) {
                difference += (0.5 + 2 * random.nextGaussian() - 2 * random.nextGaussian()) / n;
            }
            rejected += Math.abs(difference) > 1.959963984540054 * 2 * Math.sqrt(2.0 / n) ? 1 : 0;
        }
        assertEquals(0.8, rejected / (double) runs, 4 * Math.sqrt(0.16 / runs));
    }

    @Test
    void ratiosByTheDeltaMethod() {
        var constantDenominator = new Effect.Ratios(0.1, 3, 2, 16, 0, 0);
        assertEquals(4, constantDenominator.controlVariance(), 1e-12);
        var random = new Random(2);
        int n = 200_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double d = 1 + random.nextInt(3);
            double y = 3 * d + random.nextGaussian();
            double linear = (y - 3 * d) / 2;
            sum += linear;
            squares += linear * linear;
        }
        double simulated = squares / n - sum / n * sum / n;
        double variance = 2.0 / 3;
        assertEquals(
                simulated,
                new Effect.Ratios(0.1, 6, 2, 9 * variance + 1, variance, 3 * variance).controlVariance(),
                0.01);
    }

    @Test
    void durationIsWholeDays() {
        assertEquals(15, Design.days(147_702, 10_000, 1));
        assertEquals(30, Design.days(147_702, 10_000, 0.5));
    }

    @Test
    void refusesWhatCannotBe() {
        refused("alpha is between 0 and 1", () -> new Errors(5, 2, 0.8));
        refused("no difference to detect", () -> new Effect.Proportions(0.1, 0.1));
        refused("standard deviation must be above 0", () -> new Effect.Means(1, 0));
        refused("at least two arms", () -> new Design(Errors.usual(), List.of(1.0), 0, 0, Clusters.none(), 1));
        refused("share must be above 0", () -> new Design(Errors.usual(), List.of(1.0, 0.0), 0, 0, Clusters.none(), 1));
        refused("attrition", () -> new Design(Errors.usual(), List.of(1.0, 1.0), 1, 0, Clusters.none(), 1));
        refused(
                "no difference can be detected",
                () -> Design.equal(Errors.usual()).minimumDetectableEffect(EFFECT, 1));
        refused("above alpha", () -> new Errors(0.5, 2, 0.1));
    }

    private static void refused(String saying, Executable what) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, what).getMessage());
        assertTrue(message.contains(saying), message);
    }
}
