package dev.fairlead.experiment.analysis;

import static dev.fairlead.experiment.analysis.Plans.primary;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A covariate that is missing for a tenth of the units. */
class MissingCovariatesTest {
    private static final String COVARIATE = ", \"covariates\": [\"before\"]";

    private final List<double[]> rows = new ArrayList<>();

    /** Who has no history spends less. */
    private Table shop() {
        var random = new Random(1);
        Table table = new Table("unit,arm,spend,before,visits");
        for (int i = 0; i < 1000; i++) {
            int arm = i % 2;
            boolean known = random.nextInt(10) > 0;
            double before = 100 + 3 * random.nextGaussian();
            double spend = (known ? 0.5 * before : 20) + 0.4 * arm + random.nextGaussian();
            rows.add(new double[] {arm, spend, known ? before : Double.NaN});
            table.row(i, arm == 0 ? "a" : "b", spend, known ? before : "", known ? i % 5 : "");
        }
        return table;
    }

    private static Plan plan(String more) {
        return Plans.two(500, primary("spend", "mean"), more);
    }

    private double mean(int arm, int column, boolean knownOnly) {
        return rows.stream()
                .filter(row -> row[0] == arm && (!knownOnly || !Double.isNaN(row[2])))
                .mapToDouble(row -> row[column])
                .average()
                .orElseThrow();
    }

    /**
     * Least squares of spend on the covariate and the indicator, both from the means of each arm, by the two normal equations;
     * missing ones are at any constant, here at 0.
     */
    @Test
    void isFilledAndAnIndicatorIsTheSecondCovariate() {
        Table table = shop();
        double[][] sums = new double[3][3];
        var means = new double[2][3];
        for (double[] row : rows) {
            double[] v = values(row);
            for (int i = 0; i < 3; i++) {
                means[(int) row[0]][i] += v[i] / 500;
            }
        }
        for (double[] row : rows) {
            double[] v = values(row);
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    sums[i][j] += (v[i] - means[(int) row[0]][i]) * (v[j] - means[(int) row[0]][j]);
                }
            }
        }
        double determinant = sums[1][1] * sums[2][2] - sums[1][2] * sums[1][2];
        double one = (sums[0][1] * sums[2][2] - sums[0][2] * sums[1][2]) / determinant;
        double two = (sums[0][2] * sums[1][1] - sums[0][1] * sums[1][2]) / determinant;
        double expected =
                means[1][0] - means[0][0] - one * (means[1][1] - means[0][1]) - two * (means[1][2] - means[0][2]);
        var variance = new double[2];
        for (double[] row : rows) {
            double[] v = values(row);
            double[] m = means[(int) row[0]];
            double residual = v[0] - m[0] - one * (v[1] - m[1]) - two * (v[2] - m[2]);
            variance[(int) row[0]] += residual * residual / 499 / 500;
        }
        Readout readout = table.read(plan(COVARIATE), table.source(), AnalysisOptions.unlocked(), 3);
        Effect effect = readout.effects().getFirst();
        assertEquals(expected, effect.reading().value(), 1e-9);
        assertEquals(Math.sqrt(variance[0] + variance[1]), effect.reading().standardError(), 1e-9);
        assertTrue(effect.varianceReduction() > 0.8, "reduced by " + effect.varianceReduction());
        assertEquals(1000, effect.units()[0] + effect.units()[1]);
        assertTrue(readout.health().notes().get(1).contains("before is missing in"));
    }

    private static double[] values(double[] row) {
        boolean missing = Double.isNaN(row[2]);
        return new double[] {row[1], missing ? 0 : row[2], missing ? 1 : 0};
    }

    /** Two that are always missing together have one indicator. */
    @Test
    void severalMayBeMissingTogether() {
        Readout readout = shop().read(plan(", \"covariates\": [\"before\", \"visits\"]"));
        assertTrue(readout.unreadable().isEmpty());
        assertEquals("welch+cuped", readout.effects().getFirst().method());
    }

    @Test
    void unitsAreLeftOutWhereThePlanSaysSo() {
        Table table = shop();
        Readout readout = table.read(plan(COVARIATE + ", \"missingCovariates\": \"drop\""));
        long known = rows.stream().filter(row -> !Double.isNaN(row[2])).count();
        Effect effect = readout.effects().getFirst();
        assertEquals(known, effect.units()[0] + effect.units()[1]);
        assertEquals(
                1000,
                readout.health().arms().stream()
                        .mapToLong(Health.ArmUnits::units)
                        .sum());
        assertTrue(readout.health().losses().isEmpty());
        assertEquals(1, readout.health().information(), 1e-12);
        double plain = mean(1, 1, true) - mean(0, 1, true);
        assertEquals(plain, effect.reading().value(), 3 * effect.reading().standardError());
    }

    /** Plans from before have their hashes. */
    @Test
    void theKeyIsWrittenWhereItSaysSomethingElse() {
        assertTrue(!plan(COVARIATE).json().canonical().contains("missingCovariates"));
        assertEquals(
                plan(COVARIATE).hash(),
                plan(COVARIATE + ", \"missingCovariates\": \"indicator\"").hash());
        Plan drop = plan(COVARIATE + ", \"missingCovariates\": \"drop\"");
        assertEquals(drop, Plan.of(drop.json()));
    }
}
