package dev.fairlead.experiment.validity;

import static dev.fairlead.experiment.Vectors.get;
import static dev.fairlead.experiment.Vectors.list;
import static dev.fairlead.experiment.Vectors.number;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.experiment.Dataset600;
import dev.fairlead.experiment.Reproduced;
import dev.fairlead.experiment.Vectors;
import dev.fairlead.experiment.json.Json;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("conformance")
class ConformanceTest {
    private static final String FILE = "tests-reference/expected_R.json";

    @Test
    void attrition() {
        var reproduced = new Reproduced(FILE + " (differential_attrition)");
        Json expected = get(Vectors.read(FILE), "differential_attrition");
        var found = new Attrition(arm(expected, 0), arm(expected, 1));
        reproduced.number(number(expected, "chisq"), found.chiSquared(), 1e-12, "chi squared");
        reproduced.number(number(expected, "p"), found.p(), 1e-11, "p");
        reproduced.print();
    }

    private static Attrition.Arm arm(Json expected, int row) {
        double[] counts = list(list(get(expected, "table")).get(row)).stream()
                .mapToDouble(Vectors::number)
                .toArray();
        return new Attrition.Arm((long) (counts[0] + counts[1]), (long) counts[0]);
    }

    @Test
    void leeBounds() {
        var reproduced = new Reproduced(FILE + " (lee_bounds_trim)");
        Json expected = get(Vectors.read(FILE), "lee_bounds_trim");
        var data = new Dataset600();
        var found = LeeBounds.of(data.column("y", false), 0.85, data.column("y", true), 0.90);
        reproduced.number(number(expected, "trim"), found.trim(), 1e-12, "trim");
        reproduced.same((int) number(expected, "k"), found.trimmed(), "k");
        reproduced.number(number(expected, "lower"), found.bounds().low(), 1e-11, "lower");
        reproduced.number(number(expected, "upper"), found.bounds().high(), 1e-11, "upper");
        reproduced.print();
    }

    /**
     * The data say who was assigned but not who received: by the compliance, 209 of treatment and none of control. The HC0
     * error depends on these units by the sum of their outcomes alone, so it cannot be reproduced, and is not counted; but the
     * sum that it implies must be whole in millionths, as the outcomes are.
     */
    @Test
    void complierEffect() {
        var reproduced = new Reproduced(FILE + " (cace)");
        Json expected = get(Vectors.read(FILE), "cace");
        ComplierEffect found = found();
        double effect = found.complierAverage().value();
        reproduced.number(number(expected, "itt"), found.outcome(), 1e-12, "itt");
        reproduced.number(number(expected, "compliance"), found.compliance(), 1e-12, "compliance");
        reproduced.number(number(expected, "cace"), effect, 1e-12, "cace");
        double implied = sum(found, number(expected, "se_HC0") * found.compliance());
        assertEquals(Math.rint(implied * 1e6) / 1e6, implied, 1e-9);
        var withSum = new ComplierEffect(
                found.outcome(),
                found.compliance(),
                found.outcomeVariance(),
                found.complianceVariance(),
                covariance(implied));
        assertEquals(number(expected, "se_HC0"), withSum.complierAverage().standardError(), 1e-12);
        reproduced.print();
    }

    private static final double RECEIVED = 209;

    private static double covariance(double sum) {
        double[] treated = new Dataset600().column("y", true);
        return (sum / treated.length - RECEIVED * mean(treated) / treated.length) / treated.length;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    /** The sum of the outcomes of those who received, for which outcome − effect · received has an error. */
    private static double sum(ComplierEffect any, double error) {
        double effect = any.complierAverage().value();
        double covariance =
                (any.outcomeVariance() + effect * effect * any.complianceVariance() - error * error) / (2 * effect);
        double[] treated = new Dataset600().column("y", true);
        return covariance * treated.length * treated.length + RECEIVED * mean(treated);
    }

    /** As if the first 209 of treatment had received. */
    private static ComplierEffect found() {
        var data = new Dataset600();
        var control = new Uptake();
        Arrays.stream(data.column("y", false)).forEach(y -> control.add(false, y));
        double[] treated = data.column("y", true);
        var treatment = new Uptake();
        for (int i = 0; i < treated.length; i++) {
            treatment.add(i < RECEIVED, treated[i]);
        }
        return ComplierEffect.of(control, treatment);
    }
}
