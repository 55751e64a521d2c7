package dev.fairlead.experiment.design;

import static dev.fairlead.experiment.Vectors.get;
import static dev.fairlead.experiment.Vectors.list;
import static dev.fairlead.experiment.Vectors.number;

import dev.fairlead.experiment.Reproduced;
import dev.fairlead.experiment.Vectors;
import dev.fairlead.experiment.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("conformance")
class ConformanceTest {
    private static final Map<String, Formula> FORMULAS = Map.of(
            "unpooled_classical", Formula.UNPOOLED,
            "fleiss_pooled_null", Formula.POOLED_NULL,
            "fleiss_cc", Formula.CONTINUITY_CORRECTED,
            "pooled_var", Formula.POOLED,
            "baseline_var", Formula.BASELINE,
            "rule_of_16", Formula.RULE_OF_16,
            "cohen_h_arcsine", Formula.ARCSINE);

    @Test
    void sampleSizes() {
        Json file = Vectors.read("sample-size/sample_size.json");
        var reproduced = new Reproduced("sample-size/sample_size.json");
        for (Json row : list(get(file, "proportions"))) {
            var effect = new Effect.Proportions(number(row, "p1"), number(row, "p2"));
            var errors = new Errors(number(row, "alpha"), (int) number(row, "sided"), number(row, "power"));
            FORMULAS.forEach((name, formula) ->
                    reproduced.number(number(row, name), formula.perArm(effect, errors), 1e-9, name + " of " + row));
        }
        for (Json row : list(get(file, "means"))) {
            means(row, reproduced);
        }
        for (Json row : list(get(file, "design_effect"))) {
            var clusters = new Clusters(number(row, "m"), number(row, "icc"), number(row, "cv"));
            reproduced.number(number(row, "deff"), clusters.designEffect(), 1e-12, row.toString());
        }
        for (Json row : list(get(file, "unequal_allocation"))) {
            unequal(row, reproduced);
        }
        reproduced.print();
    }

    private static void means(Json row, Reproduced reproduced) {
        var effect = new Effect.Means(number(row, "delta"), number(row, "sd"));
        var errors = new Errors(number(row, "alpha"), 2, number(row, "power"));
        double n = number(row, "n_per_group_z");
        reproduced.number(n, total(effect, errors, 0) / 2, 1e-5, row.toString());
        reproduced.number(number(row, "n_per_group_exact_t"), ExactT.perArm(effect, errors), 1e-6, row.toString());
        reproduced.number(number(row, "n_cuped_rho_0_5"), total(effect, errors, 0.5) / 2, 1e-5, row.toString());
        reproduced.number(number(row, "n_cuped_rho_0_8"), total(effect, errors, 0.8) / 2, 1e-5, row.toString());
    }

    /** The design's whole numbers are finer when the difference is a hundredth. */
    private static double total(Effect.Means effect, Errors errors, double correlation) {
        var design = new Design(errors, List.of(1.0, 1.0), 0, correlation, Clusters.none(), 1);
        return design.size(effect.with(effect.difference() / 100)).total() / 1e4;
    }

    private static void unequal(Json row, Reproduced reproduced) {
        double ratio = number(row, "ratio_control_to_treatment");
        var design = new Design(Errors.usual(), List.of(ratio, 1.0), 0, 0, Clusters.none(), 1);
        Design.Size size = design.size(new Effect.Proportions(0.08, 0.084));
        reproduced.same(
                (long) Math.ceil(number(row, "n_control")), size.perArm().get(0), row.toString());
        reproduced.same(
                (long) Math.ceil(number(row, "n_treatment")), size.perArm().get(1), row.toString());
    }
}
