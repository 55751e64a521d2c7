package dev.fairlead.experiment.nonparametric;

import static dev.fairlead.experiment.Vectors.get;
import static dev.fairlead.experiment.Vectors.number;
import static dev.fairlead.experiment.Vectors.numbers;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.fairlead.experiment.Dataset600;
import dev.fairlead.experiment.Reproduced;
import dev.fairlead.experiment.Vectors;
import dev.fairlead.experiment.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("conformance")
class ConformanceTest {
    private static final String FILE = "tests-reference/expected_R.json";

    @Test
    void permutationAndRanks() {
        var reproduced = new Reproduced(FILE + " (permutation_exact, wilcoxon_exact)");
        Json expected = get(Vectors.read(FILE), "permutation_exact");
        double[] a = numbers(expected, "a");
        double[] b = numbers(expected, "b");
        var test = PermutationTest.of(List.of(Stratum.of(b, a)), new Random(1), 99);
        reproduced.number(number(expected, "diff"), test.difference(), 1e-13, "difference");
        reproduced.number(number(expected, "p_two_sided"), test.p(), 1e-13, "p");
        reproduced.same((long) number(expected, "n_permutations"), test.permutations(), "permutations");
        Json wilcoxon = get(Vectors.read(FILE), "wilcoxon_exact");
        MannWhitney ranks = MannWhitney.of(b, a, 0.95);
        reproduced.number(number(wilcoxon, "W"), ranks.u(), 0, "W");
        reproduced.number(number(wilcoxon, "p"), ranks.p(), 1e-13, "p");
        reproduced.print();
    }

    @Test
    void quantilesOfLatency() {
        var reproduced = new Reproduced(FILE + " (latency_quantile)");
        var data = new Dataset600();
        ((Json.Obj) get(Vectors.read(FILE), "latency_quantile")).members().forEach((name, expected) -> {
            double[] latency = data.column("lat", name.startsWith("treat"));
            double p = Integer.parseInt(name.substring(name.indexOf("_p") + 2)) / 100.0;
            var found = OrderStatistics.of(latency, p, 0.95);
            reproduced.number(number(expected, "q"), found.value(), 0, name);
            reproduced.number(
                    number(expected, "q7"), OrderStatistics.interpolated(latency, p), 1e-12, name + " interpolated");
            reproduced.same((int) number(expected, "lower_rank"), found.lowerRank(), name);
            reproduced.same((int) number(expected, "upper_rank"), found.upperRank(), name);
            reproduced.number(number(expected, "lower"), found.interval().low(), 0, name);
            if (found.upperRank() <= latency.length) {
                reproduced.number(number(expected, "upper"), found.interval().high(), 0, name);
            } else {
                openEnd(number(expected, "upper"), found, latency);
            }
            reproduced.number(number(expected, "coverage"), found.coverage(), 1e-12, name);
        });
        reproduced.print();
    }

    /** The reference ends at the largest value where the rank is above all, but the coverage it states is that of an open end. */
    private static void openEnd(double expected, OrderStatistics found, double[] values) {
        assertEquals(expected, Arrays.stream(values).max().orElseThrow());
        assertEquals(Double.POSITIVE_INFINITY, found.interval().high());
    }
}
