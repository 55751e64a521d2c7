package dev.fairlead.experiment.sequential;

import static dev.fairlead.experiment.Vectors.get;
import static dev.fairlead.experiment.Vectors.list;
import static dev.fairlead.experiment.Vectors.number;
import static dev.fairlead.experiment.Vectors.numbers;
import static dev.fairlead.experiment.Vectors.text;

import dev.fairlead.experiment.Reproduced;
import dev.fairlead.experiment.Vectors;
import dev.fairlead.experiment.distribution.Normal;
import dev.fairlead.experiment.json.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Boundaries computed by rpact, whose own integration is good to about 1e-7, and always-valid numbers by their formulas. */
@Tag("conformance")
class ConformanceTest {
    private static final double RPACT = 2e-6;

    @Test
    void boundaries() {
        var reproduced = new Reproduced("group-sequential/boundaries.json");
        for (Json row : list(Vectors.read("group-sequential/boundaries.json"))) {
            if (text(row, "kind").equals("beta_spending")) {
                futility(row, reproduced);
            } else {
                boundaries(row, reproduced);
            }
        }
        reproduced.print();
    }

    private static void boundaries(Json row, Reproduced reproduced) {
        boolean twoSided = text(row, "kind").equals("lan_demets_sided2");
        double alpha = number(row, "alpha_two_sided") / (twoSided ? 1 : 2);
        Boundaries found = design(row, alpha, numbers(row, "info"), twoSided);
        double[] z = numbers(row, "z");
        double[] spent = numbers(row, twoSided ? "cum_alpha_spent" : "cum_alpha_spent_one_sided");
        for (int k = 0; k < z.length; k++) {
            String where = row + ", look " + k;
            if (Double.isInfinite(z[k])) {
                // The reference gives up below 1e-11 or so; the exact bounds of these rows start at 6.99.
                reproduced.same(true, found.upper()[k] > 6.9, where);
            } else if (z[k] > 4) {
                // rpact's own tail probabilities are differences from 1 there, good to about 1e-9.
                reproduced.number(0, Normal.upper(z[k]) - Normal.upper(found.upper()[k]), 2e-6, where);
            } else {
                reproduced.number(z[k], found.upper()[k], RPACT, where);
            }
            reproduced.number(spent[k], found.spent()[k], 2e-5, where);
        }
    }

    private static Boundaries design(Json row, double alpha, double[] information, boolean twoSided) {
        return switch (text(row, "kind")) {
            case "equal_information" ->
                text(row, "type").equals("Pocock")
                        ? Boundaries.pocock(alpha, information, twoSided)
                        : Boundaries.obrienFleming(alpha, information, twoSided);
            case "kim_demets_power" ->
                Boundaries.spending(new Spending.KimDeMets(number(row, "rho")), alpha, information, twoSided);
            case "hwang_shih_decani" ->
                Boundaries.spending(new Spending.HwangShihDeCani(number(row, "gamma")), alpha, information, twoSided);
            default ->
                Boundaries.spending(
                        text(row, "type").contains("OF") ? new Spending.ObrienFlemingType() : new Spending.PocockType(),
                        alpha,
                        information,
                        twoSided);
        };
    }

    private static void futility(Json row, Reproduced reproduced) {
        var spending = new Spending.ObrienFlemingType();
        var found = Futility.design(
                spending,
                number(row, "alpha_one_sided"),
                spending,
                number(row, "beta"),
                numbers(row, "info"),
                Json.of(true).equals(get(row, "binding")));
        double[] upper = numbers(row, "z");
        double[] lower = numbers(row, "futility_z");
        for (int k = 0; k < upper.length; k++) {
            reproduced.number(upper[k], found.upper()[k], 1e-5, row + ", look " + k);
        }
        for (int k = 0; k < lower.length; k++) {
            reproduced.number(lower[k], found.lower()[k], 1e-4, row + ", futility at look " + k);
        }
    }

    @Test
    void inflation() {
        var reproduced = new Reproduced("group-sequential/sample_size_inflation.json");
        for (Json row : list(Vectors.read("group-sequential/sample_size_inflation.json"))) {
            double alpha = number(row, "alpha_two_sided") / 2;
            double[] information = Boundaries.equalInformation((int) number(row, "K"));
            Boundaries design = text(row, "type").equals("P")
                    ? Boundaries.pocock(alpha, information, false)
                    : Boundaries.obrienFleming(alpha, information, false);
            double power = number(row, "power");
            double inflation = design.inflation(alpha, power);
            reproduced.number(number(row, "inflationFactor"), inflation, 1e-6, row.toString());
            reproduced.number(
                    number(row, "avgSampleSizeFactorH1"),
                    inflation * design.expectedInformation(design.drift(power)),
                    1e-6,
                    row.toString());
            reproduced.number(number(row, "avgH0"), inflation * design.expectedInformation(0), 1e-6, row.toString());
        }
        reproduced.print();
    }

    @Test
    void naivePeeking() {
        var reproduced = new Reproduced("group-sequential/naive_peeking_type1.json");
        for (Json row : list(Vectors.read("group-sequential/naive_peeking_type1.json"))) {
            reproduced.number(
                    number(row, "type1_two_sided_05"),
                    Boundaries.peeking(0.05, (int) number(row, "looks")),
                    2e-4,
                    row.toString());
        }
        reproduced.print();
    }

    @Test
    void alwaysValid() {
        var reproduced = new Reproduced("always-valid");
        for (Json row : list(Vectors.read("always-valid/msprt_normal.json"))) {
            var test = new MixtureSprt(number(row, "tau2"));
            double n = number(row, "n_per_arm");
            double variance = number(row, "variance_of_pair_difference");
            reproduced.number(
                    number(row, "Lambda"), test.likelihoodRatio(n, number(row, "diff"), variance), 1e-10, "" + row);
            reproduced.number(
                    number(row, "p_always_valid_single_look"),
                    test.p(1, n, number(row, "diff"), variance),
                    1e-10,
                    "" + row);
            reproduced.number(number(row, "ci_half_width_alpha05"), test.halfWidth(0.05, n, variance), 1e-10, "" + row);
        }
        for (Json row : list(Vectors.read("always-valid/asymptotic_cs.json"))) {
            double alpha = number(row, "alpha");
            double n = number(row, "n");
            var sequence = ConfidenceSequence.narrowestAt(number(row, "n_star"), alpha);
            reproduced.number(number(row, "rho"), sequence.rho(), 1e-10, "" + row);
            reproduced.number(number(row, "unit_variance_half_width"), sequence.halfWidth(n, alpha), 1e-10, "" + row);
            reproduced.number(number(row, "ratio_to_fixed_n"), sequence.ratioToFixed(n, alpha), 1e-8, "" + row);
        }
        reproduced.print();
    }
}
