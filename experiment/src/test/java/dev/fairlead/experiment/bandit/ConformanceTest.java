package dev.fairlead.experiment.bandit;

import static dev.fairlead.experiment.Vectors.get;
import static dev.fairlead.experiment.Vectors.list;
import static dev.fairlead.experiment.Vectors.number;
import static dev.fairlead.experiment.Vectors.numbers;

import dev.fairlead.experiment.Reproduced;
import dev.fairlead.experiment.Vectors;
import dev.fairlead.experiment.distribution.Beta;
import dev.fairlead.experiment.json.Json;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("conformance")
class ConformanceTest {
    @Test
    void epsilonGreedy() {
        var reproduced = new Reproduced("bandits/epsilon_greedy_propensities.json");
        for (Json row : list(Vectors.read("bandits/epsilon_greedy_propensities.json"))) {
            var values = new double[(int) number(row, "n_arms")];
            values[1] = 1;
            double[] found = UniformExploration.greedy(number(row, "epsilon")).probabilities(values);
            reproduced.number(number(row, "greedy_prob"), found[1], 1e-14, "" + row);
            reproduced.number(number(row, "other_prob"), found[0], 1e-14, "" + row);
        }
        reproduced.print();
    }

    @Test
    void thompson() {
        var reproduced = new Reproduced("bandits/thompson_selection_probabilities.json");
        for (Json row : list(Vectors.read("bandits/thompson_selection_probabilities.json"))) {
            List<Beta> arms = list(get(row, "arms")).stream()
                    .map(Vectors::list)
                    .map(shapes -> new Beta(number(shapes.get(0)), number(shapes.get(1))))
                    .toList();
            double[] found = new Thompson().probabilities(arms);
            double[] expected = numbers(row, "prob_best");
            for (int arm = 0; arm < expected.length; arm++) {
                reproduced.number(expected[arm], found[arm], 1e-9, row + ", arm " + arm);
            }
        }
        reproduced.print();
    }

    @Test
    void linUcb() {
        var reproduced = new Reproduced("bandits/linucb_disjoint_trace.json");
        Json file = Vectors.read("bandits/linucb_disjoint_trace.json");
        var policy = new LinUcb(3, 3, number(file, "alpha"), number(file, "ridge"));
        for (Json row : list(get(file, "trace"))) {
            double[] x = numbers(row, "x");
            double[] expected = numbers(row, "ucb");
            double[] bounds = policy.bounds(x);
            int first = 0;
            for (int arm = 0; arm < expected.length; arm++) {
                reproduced.number(expected[arm], bounds[arm], 1e-12, row + ", arm " + arm);
                first = bounds[arm] > bounds[first] ? arm : first;
            }
            int chosen = (int) number(row, "chosen");
            reproduced.same(chosen, first, "" + row);
            reproduced.same(true, policy.probabilities(x)[chosen] > 0, "" + row);
            policy.accept(chosen, x, number(row, "reward"));
        }
        for (int arm = 0; arm < 3; arm++) {
            double[] expected = list(list(get(file, "final_theta")).get(arm)).stream()
                    .mapToDouble(Vectors::number)
                    .toArray();
            for (int i = 0; i < expected.length; i++) {
                reproduced.number(expected[i], policy.coefficients(arm)[i], 1e-12, "theta of arm " + arm);
            }
        }
        reproduced.print();
    }
}
