package dev.fairlead.experiment.bayes;

import static dev.fairlead.experiment.Vectors.list;
import static dev.fairlead.experiment.Vectors.number;
import static dev.fairlead.experiment.Vectors.numbers;

import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.Reproduced;
import dev.fairlead.experiment.Vectors;
import dev.fairlead.experiment.distribution.Beta;
import dev.fairlead.experiment.json.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("conformance")
class ConformanceTest {
    @Test
    void betaBinomial() {
        var reproduced = new Reproduced("bayesian/beta_binomial.json");
        for (Json row : list(Vectors.read("bayesian/beta_binomial.json"))) {
            String where = row.toString();
            RatePosterior treatment = posterior(row, "treatment");
            var comparison = new Comparison(posterior(row, "control"), treatment);
            reproduced.number(number(row, "prob_treatment_better_quad"), comparison.treatmentBetter(), 1e-9, where);
            reproduced.number(number(row, "expected_loss_choose_treatment"), comparison.lossOfTreatment(), 1e-9, where);
            reproduced.number(number(row, "expected_loss_choose_control"), comparison.lossOfControl(), 1e-9, where);
            Interval credible = treatment.credible(0.95);
            reproduced.number(numbers(row, "cred95_treatment")[0], credible.low(), 1e-10, where);
            reproduced.number(numbers(row, "cred95_treatment")[1], credible.high(), 1e-10, where);
            reproduced.number(number(row, "mean_diff"), comparison.difference(), 1e-12, where);
        }
        reproduced.print();
    }

    private static RatePosterior posterior(Json row, String arm) {
        double[] prior = numbers(row, "prior");
        double[] data = numbers(row, arm);
        return RatePosterior.of(new Beta(prior[0], prior[1]), (long) data[0], (long) data[1]);
    }
}
