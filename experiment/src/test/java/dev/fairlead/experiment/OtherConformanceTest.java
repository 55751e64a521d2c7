package dev.fairlead.experiment;

import static dev.fairlead.experiment.Vectors.get;
import static dev.fairlead.experiment.Vectors.list;
import static dev.fairlead.experiment.Vectors.number;
import static dev.fairlead.experiment.Vectors.numbers;

import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.validity.SampleRatio;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("conformance")
class OtherConformanceTest {
    private static final Map<String, Multiplicity> METHODS = Map.of(
            "bonferroni", Multiplicity.BONFERRONI,
            "holm", Multiplicity.HOLM,
            "hochberg", Multiplicity.HOCHBERG,
            "hommel", Multiplicity.HOMMEL,
            "BH", Multiplicity.BENJAMINI_HOCHBERG,
            "BY", Multiplicity.BENJAMINI_YEKUTIELI,
            "sidak", Multiplicity.SIDAK);

    @Test
    void multipleTesting() {
        var reproduced = new Reproduced("multiple-testing/p_adjust.json");
        ((Json.Obj) Vectors.read("multiple-testing/p_adjust.json"))
                .members()
                .forEach((name, example) -> METHODS.forEach((key, method) -> {
                    double[] expected = numbers(example, key);
                    double[] found = method.adjust(numbers(example, "p"));
                    for (int i = 0; i < expected.length; i++) {
                        reproduced.number(expected[i], found[i], 1e-12, name + " " + key + " " + i);
                    }
                }));
        reproduced.print();
    }

    @Test
    void sampleRatio() {
        var reproduced = new Reproduced("srm/srm_chi2.json");
        for (Json row : list(Vectors.read("srm/srm_chi2.json"))) {
            long[] counts = Arrays.stream(numbers(row, "observed"))
                    .mapToLong(count -> (long) count)
                    .toArray();
            double p = new SampleRatio(numbers(row, "weights")).p(counts);
            reproduced.number(
                    number(row, "p_value"), p, 1e-9, get(row, "observed").toString());
        }
        reproduced.print();
    }
}
