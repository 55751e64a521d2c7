package dev.fairlead.experiment.analysis;

import static dev.fairlead.experiment.analysis.Plans.primary;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.Multiplicity;
import dev.fairlead.experiment.distribution.Normal;
import dev.fairlead.experiment.inference.ClusterMeans;
import dev.fairlead.experiment.inference.ClusterTable;
import dev.fairlead.experiment.inference.Moments;
import dev.fairlead.experiment.inference.Stratified;
import dev.fairlead.experiment.inference.Stratum;
import dev.fairlead.experiment.nonparametric.ExactSample;
import dev.fairlead.experiment.nonparametric.QuantileEffect;
import dev.fairlead.experiment.plan.Plan;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Effects beside naive computations from all values. */
class EffectsTest {
    private static final String[] ARMS = {"a", "b", "c"};

    /** Units with a share, a skewed amount, orders, a covariate that explains some of the amount, and a stratum. */
    private static Table shop(int units, int arms, long seed) {
        var random = new Random(seed);
        Table table = new Table("unit,arm,bought,spend,returns,orders,before,country,house");
        for (int i = 0; i < units; i++) {
            int arm = random.nextInt(arms);
            double before = Math.exp(random.nextGaussian());
            double spend = 2 * before + 0.3 * arm + Math.exp(random.nextGaussian());
            int orders = 1 + random.nextInt(5);
            table.row(
                    "u" + i,
                    ARMS[arm],
                    random.nextInt(10) < 3 + arm,
                    spend,
                    random.nextInt(orders + 1),
                    orders,
                    before,
                    random.nextInt(3) == 0 ? "fr" : "de",
                    "h" + i / 3);
        }
        return table;
    }

    private static double mean(double[] values) {
        return DoubleStream.of(values).average().orElseThrow();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }

    private static Effect effect(Readout readout, String metric, String arm) {
        return readout.effects().stream()
                .filter(effect -> effect.name().equals(metric) && effect.arm().equals(arm))
                .findFirst()
                .orElseThrow();
    }

    /** Nobody differs, and still there is an interval. */
    @Test
    void aShareOfEverybody() {
        Table table = new Table("unit,arm,bought");
        for (int i = 0; i < 400; i++) {
            table.row(i, i % 2 == 0 ? "a" : "b", 1);
        }
        Effect effect = effect(table.read(Plans.two(200, primary("bought", "proportion"), "")), "bought", "b");
        assertEquals(1, effect.reading().p());
        assertEquals(0, effect.lift().orElseThrow().value());
        assertTrue(effect.reading().interval().low() < -0.01);
        assertTrue(effect.lift().orElseThrow().interval().high() > 0.01);
    }

    @Test
    void aShareIsComparedByCounts() {
        Table table = new Table("unit,arm,bought");
        for (int i = 0; i < 200; i++) {
            table.row(i, i % 2 == 0 ? "a" : "b", i % 2 == 0 ? i % 20 == 0 ? 1 : 0 : i % 10 == 1 ? 1 : 0);
        }
        Effect effect = effect(table.read(Plans.two(100, primary("bought", "proportion"), "")), "bought", "b");
        assertEquals(0.1, effect.control(), 1e-15);
        assertEquals(0.2, effect.treatment(), 1e-15);
        double error = Math.sqrt(0.1 * 0.9 / 100 + 0.2 * 0.8 / 100);
        assertEquals(
                0.1 + 1.959963984540054 * error, effect.reading().interval().high(), 1e-12);
        assertEquals("two-proportion", effect.method());
        assertEquals(1, effect.lift().orElseThrow().value(), 1e-12);
        assertArrayEquals(new long[] {100, 100}, effect.units());
    }

    @Test
    void aMeanIsComparedByWelchAndARatioByTheDeltaMethod() {
        Table table = shop(600, 3, 1);
        String ratio =
                "{\"name\": \"rate\", \"kind\": \"ratio\", \"numerator\": \"returns\", \"denominator\": \"orders\","
                        + " \"direction\": \"decrease\", \"windowDays\": 7, \"minimumDetectableEffect\": 0.1}";
        Plan plan = Plans.three(200, primary("spend", "mean") + "," + ratio, "");
        Readout readout = table.read(plan);
        double[] a = table.values("a", "spend");
        double[] c = table.values("c", "spend");
        Effect spend = effect(readout, "spend", "c");
        assertEquals(mean(c) - mean(a), spend.reading().value(), 1e-12);
        assertEquals(
                Math.sqrt(variance(a) / a.length + variance(c) / c.length),
                spend.reading().standardError(),
                1e-12);
        Effect rate = effect(readout, "rate", "b");
        assertEquals(ratio(table, "b")[0] - ratio(table, "a")[0], rate.reading().value(), 1e-12);
        assertEquals(
                Math.sqrt(ratio(table, "a")[1] + ratio(table, "b")[1]),
                rate.reading().standardError(),
                1e-12);
        assertEquals("delta-ratio", rate.method());
    }

    /** The ratio and its variance: that of the residuals' mean over the mean denominator. */
    private static double[] ratio(Table table, String arm) {
        double[] above = table.values(arm, "returns");
        double[] below = table.values(arm, "orders");
        double ratio = DoubleStream.of(above).sum() / DoubleStream.of(below).sum();
        var residuals = new double[above.length];
        Arrays.setAll(residuals, i -> (above[i] - ratio * below[i]) / mean(below));
        return new double[] {ratio, variance(residuals) / above.length};
    }

    @Test
    void covariatesTakeVarianceAway() {
        Table table = shop(800, 2, 2);
        Effect effect = effect(
                table.read(Plans.two(400, primary("spend", "mean"), ", \"covariates\": [\"before\"]")), "spend", "b");
        double[] ya = table.values("a", "spend");
        double[] yb = table.values("b", "spend");
        double[] xa = table.values("a", "before");
        double[] xb = table.values("b", "before");
        double slope = (products(xa, ya) + products(xb, yb)) / (products(xa, xa) + products(xb, xb));
        double[] ra = residuals(ya, xa, slope);
        double[] rb = residuals(yb, xb, slope);
        assertEquals(mean(rb) - mean(ra), effect.reading().value(), 1e-11);
        double error = Math.sqrt(variance(ra) / ra.length + variance(rb) / rb.length);
        assertEquals(error, effect.reading().standardError(), 1e-11);
        double plain = variance(ya) / ya.length + variance(yb) / yb.length;
        assertEquals(1 - error * error / plain, effect.varianceReduction(), 1e-11);
        assertTrue(effect.varianceReduction() > 0.3, () -> "reduced by " + effect.varianceReduction());
        assertEquals("welch+cuped", effect.method());
    }

    private static double products(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (x[i] - mean(x)) * (y[i] - mean(y));
        }
        return sum;
    }

    private static double[] residuals(double[] y, double[] x, double slope) {
        var residuals = new double[y.length];
        Arrays.setAll(residuals, i -> y[i] - slope * x[i]);
        return residuals;
    }

    @Test
    void strataAreComparedWithin() {
        Table table = new Table("unit,arm,spend,country");
        var random = new Random(3);
        var moments = new Moments[][] {{new Moments(), new Moments()}, {new Moments(), new Moments()}};
        for (int i = 0; i < 400; i++) {
            int country = random.nextInt(3) == 0 ? 1 : 0;
            int arm = random.nextInt(2);
            double spend = 5 * country + 0.2 * arm + random.nextGaussian();
            moments[country][arm].accept(spend);
            table.row(i, ARMS[arm], spend, "c" + country);
        }
        Effect effect = effect(
                table.read(Plans.two(200, primary("spend", "mean"), ", \"strata\": [\"country\"]")), "spend", "b");
        var strata = List.of(new Stratum(moments[0][0], moments[0][1]), new Stratum(moments[1][0], moments[1][1]));
        Estimate expected = new Stratified(strata)
                .postStratified(
                        moments[0][0].n() + (double) moments[0][1].n(), moments[1][0].n() + (double) moments[1][1].n());
        assertEquals(expected.value(), effect.reading().value(), 1e-12);
        assertEquals(expected.standardError(), effect.reading().standardError(), 1e-12);
        assertEquals("welch+post-stratified", effect.method());
        assertTrue(effect.varianceReduction() > 0.5);
    }

    /** Where a covariate differs between strata only, strata leave it nothing to explain: it is left out. */
    @Test
    void strataAndCovariatesTogetherReduceMoreThanEither() {
        Table table = shop(900, 2, 4);
        String metrics = primary("spend", "mean");
        double both = effect(
                        table.read(
                                Plans.two(450, metrics, ", \"covariates\": [\"before\"], \"strata\": [\"country\"]")),
                        "spend",
                        "b")
                .reading()
                .standardError();
        double one = effect(table.read(Plans.two(450, metrics, ", \"strata\": [\"country\"]")), "spend", "b")
                .reading()
                .standardError();
        assertTrue(both < 0.8 * one, () -> both + " of " + one);
    }

    @Test
    void aStratumWithTooFewUnitsIsMergedWithAnother() {
        Table table = shop(300, 2, 5);
        table.row("x", "a", true, 3, 0, 1, 1, "at", "h");
        table.row("y", "b", true, 3, 0, 1, 1, "ch", "h");
        table.row("z", "b", true, 3, 0, 1, 1, "ch", "h");
        Effect effect = effect(
                table.read(Plans.two(150, primary("spend", "mean"), ", \"strata\": [\"country\"]")), "spend", "b");
        assertEquals("welch+post-stratified", effect.method());
        assertEquals(303, effect.units()[0] + effect.units()[1]);
    }

    @Test
    void clustersAreUnitsWithMeansPerRow() {
        Table table = new Table("arm,spend,city");
        var random = new Random(6);
        var tables = new ClusterTable[] {new ClusterTable(1), new ClusterTable(1)};
        for (int city = 0; city < 40; city++) {
            double level = random.nextGaussian();
            for (int i = 0; i < 3 + random.nextInt(20); i++) {
                double spend = level + random.nextGaussian();
                tables[city % 2].accept(city, spend);
                table.row(ARMS[city % 2], spend, "city" + city);
            }
        }
        Readout readout =
                table.read(Plans.two(20, primary("spend", "mean"), ", \"unit\": \"cluster\", \"cluster\": \"city\""));
        Effect effect = effect(readout, "spend", "b");
        Estimate expected = ClusterMeans.of(tables[0].moments(), tables[1].moments())
                .comparison()
                .difference();
        assertEquals(expected.value(), effect.reading().value(), 1e-12);
        assertEquals(expected.p(0), effect.reading().p(), 1e-10);
        assertEquals("welch+cluster-robust", effect.method());
        assertArrayEquals(new long[] {20, 20}, effect.units());
        assertEquals(1, readout.health().information());
    }

    @Test
    void clustersAreAdjustedForStrata() {
        Table table = new Table("arm,spend,city,country");
        var random = new Random(7);
        for (int city = 0; city < 60; city++) {
            String country = city % 4 < 2 ? "de" : "fr";
            for (int i = 0; i < 5; i++) {
                table.row(ARMS[city % 2], (city % 4 < 2 ? 9 : 0) + random.nextGaussian(), "city" + city, country);
            }
        }
        Plan plan = Plans.two(
                30,
                primary("spend", "mean"),
                ", \"unit\": \"cluster\", \"cluster\": \"city\", \"strata\": [\"country\"]");
        Effect effect = effect(table.read(plan), "spend", "b");
        assertTrue(effect.varianceReduction() > 0.9, () -> "reduced by " + effect.varianceReduction());
    }

    @Test
    void quantilesAreThoseOfAllValues() {
        Table table = shop(3000, 2, 8);
        String metric = Plans.metric("spend", "quantile") + ", \"level\": 0.9, \"minimumDetectableEffect\": 0.1}";
        Effect effect = effect(table.read(Plans.two(1500, metric, "")), "spend", "b");
        QuantileEffect exact = QuantileEffect.of(
                ExactSample.ofRows(table.values("a", "spend")),
                ExactSample.ofRows(table.values("b", "spend")),
                0.9,
                0.95);
        assertEquals(exact.control().value(), effect.control(), 1e-12);
        double error = exact.estimate().standardError();
        assertEquals(error, effect.reading().standardError(), 1e-12);
        Effect clustered = effect(table.read(Plans.two(1500, metric, ", \"cluster\": \"house\"")), "spend", "b");
        assertEquals(exact.difference(), clustered.reading().value(), 1e-12);
        assertEquals("quantile+cluster-robust", clustered.method());
    }

    @Test
    void valuesAreCapped() {
        Table table = shop(1000, 2, 9);
        double[] a = table.values("a", "spend");
        double[] b = table.values("b", "spend");
        String capped = Plans.metric("spend", "mean") + ", \"cap\": 4, \"minimumDetectableEffect\": 0.1}";
        Effect at = effect(table.read(Plans.two(500, capped, "")), "spend", "b");
        assertEquals(meanUpTo(b, 4) - meanUpTo(a, 4), at.reading().value(), 1e-12);
        String quantile = Plans.metric("spend", "mean") + ", \"capQuantile\": 0.95, \"minimumDetectableEffect\": 0.1}";
        Effect atQuantile = effect(table.read(Plans.two(500, quantile, "")), "spend", "b");
        double cap = ExactSample.ofRows(DoubleStream.concat(DoubleStream.of(a), DoubleStream.of(b))
                        .toArray())
                .quantile(0.95);
        assertEquals(meanUpTo(b, cap), atQuantile.treatment(), 1e-12);
    }

    @Test
    void valuesAreWinsorizedAtBothEnds() {
        Table table = shop(1000, 2, 9);
        double[] a = table.values("a", "spend");
        double[] b = table.values("b", "spend");
        var all = ExactSample.ofRows(
                DoubleStream.concat(DoubleStream.of(a), DoubleStream.of(b)).toArray());
        double low = all.quantile(0.1);
        double high = all.quantile(0.9);
        assertTrue(low > 0, "it limits something");
        String winsorized =
                Plans.metric("spend", "mean") + ", \"winsorize\": [0.1, 0.9], \"minimumDetectableEffect\": 0.1}";
        Effect effect = effect(table.read(Plans.two(500, winsorized, "")), "spend", "b");
        double expected =
                DoubleStream.of(b).map(v -> Math.clamp(v, low, high)).average().orElseThrow();
        assertEquals(expected, effect.treatment(), 2e-3 * high, "the sketch's width");
        String none = Plans.metric("spend", "mean") + ", \"winsorize\": [0, 1], \"minimumDetectableEffect\": 0.1}";
        Effect whole = effect(table.read(Plans.two(500, none, "")), "spend", "b");
        assertEquals(DoubleStream.of(b).average().orElseThrow(), whole.treatment(), 1e-12);
    }

    private static double meanUpTo(double[] values, double cap) {
        return DoubleStream.of(values).map(v -> Math.min(v, cap)).average().orElseThrow();
    }

    @Test
    void partsMerge() {
        Table table = shop(500, 3, 10);
        String metrics = primary("bought", "proportion") + "," + primary("spend", "mean");
        Plan plan = Plans.three(
                166,
                metrics,
                ", \"covariates\": [\"before\"], \"strata\": [\"country\"], \"cluster\": \"house\", \"slices\":"
                        + " [{\"column\": \"country\"}]");
        Readout whole = table.read(plan, table.source(), AnalysisOptions.unlocked(), 1);
        Readout parts = table.read(plan, table.source(), AnalysisOptions.unlocked(), 3);
        for (int i = 0; i < whole.effects().size(); i++) {
            same(whole.effects().get(i), parts.effects().get(i));
        }
        assertEquals(whole.slices().size(), parts.slices().size());
        for (int i = 0; i < whole.slices().size(); i++) {
            same(
                    whole.slices().get(i).effect().orElseThrow(),
                    parts.slices().get(i).effect().orElseThrow());
        }
    }

    private static void same(Effect one, Effect other) {
        assertEquals(one.reading().value(), other.reading().value(), 1e-11);
        assertEquals(one.reading().standardError(), other.reading().standardError(), 1e-11);
        assertArrayEquals(one.units(), other.units());
    }

    @Test
    void primaryMetricsAreAdjustedOverMetricsAndArms() {
        Table table = shop(600, 3, 11);
        Readout readout =
                table.read(Plans.three(200, primary("bought", "proportion") + "," + primary("spend", "mean"), ""));
        double[] p = readout.effects().stream()
                .mapToDouble(effect -> effect.reading().p())
                .toArray();
        assertEquals(4, p.length);
        double[] adjusted = readout.effects().stream()
                .mapToDouble(effect -> effect.adjustedP().orElseThrow())
                .toArray();
        assertArrayEquals(Multiplicity.HOLM.adjust(p), adjusted);
    }

    @Test
    void oneSidedPlansHaveIntervalsOpenOnTheGoodSide() {
        Table table = shop(600, 2, 12);
        Effect two = effect(table.read(Plans.two(300, primary("spend", "mean"), "")), "spend", "b");
        Effect one = effect(
                table.read(Plans.two(300, primary("spend", "mean"), ", \"sides\": 1, \"alpha\": 0.025")), "spend", "b");
        Interval interval = one.reading().interval();
        assertEquals(two.reading().interval().low(), interval.low(), 1e-12);
        assertEquals(Double.POSITIVE_INFINITY, interval.high());
        double p = two.reading().value() > 0
                ? two.reading().p() / 2
                : 1 - two.reading().p() / 2;
        assertEquals(p, one.reading().p(), 1e-15);
    }

    @Test
    void slicesOfThePlanAreAdjustedForTheirNumberAndOthersAreNot() {
        Table table = shop(900, 2, 13);
        Plan plan = Plans.two(
                450, primary("spend", "mean"), ", \"slices\": [{\"column\": \"country\", \"values\": [\"de\"]}]");
        Readout readout = table.read(plan, table.source("orders"), AnalysisOptions.unlocked(), 1);
        for (SliceEffect slice : readout.slices()) {
            Effect effect = slice.effect().orElseThrow();
            assertEquals(slice.value().equals("de"), effect.adjustedP().isPresent(), slice.value());
        }
        assertEquals(2 + 5, readout.slices().size());
        double[] a = table.values("a", "spend");
        SliceEffect germany = readout.slices().getFirst();
        assertTrue(germany.effect().orElseThrow().units()[0] < a.length);
    }

    @Test
    void aSliceThatCannotBeEstimatedSaysWhy() {
        Table table = shop(100, 2, 14);
        table.row("x", "a", true, 3, 0, 9, 1, "de", "h");
        Readout readout = table.read(
                Plans.two(50, primary("spend", "mean"), ""), table.source("orders"), AnalysisOptions.unlocked(), 1);
        SliceEffect nine = readout.slices().stream()
                .filter(slice -> slice.value().equals("9"))
                .findFirst()
                .orElseThrow();
        assertTrue(nine.effect().isEmpty());
        assertTrue(nine.problem().contains("control has 1 unit"), nine.problem());
    }

    /** A cap on the numerator alone would say 5.79. */
    @Test
    void aCappedRatioOfBuyersWhoAllSpendTwentyAnOrderIsTwenty() {
        Table table = new Table("unit,arm,spend,orders");
        for (int i = 0; i < 200; i++) {
            int orders = 1 + i / 2 % 20;
            table.row(i, i % 2 == 0 ? "a" : "b", 20 * orders + (i % 2 == 0 ? 0 : 0.01 * orders * (i % 3)), orders);
        }
        for (String cap : List.of("\"cap\": 60", "\"capQuantile\": 0.5")) {
            Effect effect = effect(
                    table.read(Plans.two(
                            100,
                            "{\"name\": \"basket\", \"kind\": \"ratio\", \"numerator\": \"spend\","
                                    + " \"denominator\": \"orders\", \"direction\": \"increase\", \"windowDays\": 7, "
                                    + cap + ", \"minimumDetectableEffect\": 1}",
                            "")),
                    "basket",
                    "b");
            assertEquals(20, effect.control(), 1e-9);
            assertEquals(20.01, effect.treatment(), 0.01);
        }
    }

    /** The delta method's error of r is √(v₁ + r² v₀) / m₀, and that of ln r the same over r. */
    @Test
    void aLiftHasItsOwnPValueOnThePlansScale() {
        Table table = shop(600, 2, 9);
        double[] a = table.values("a", "spend");
        double[] b = table.values("b", "spend");
        double r = mean(b) / mean(a);
        double error = Math.sqrt(variance(b) / b.length + r * r * variance(a) / a.length) / mean(a);
        Effect.Lift delta = effect(table.read(Plans.two(300, primary("spend", "mean"), "")), "spend", "b")
                .lift()
                .orElseThrow();
        assertEquals(r - 1, delta.value(), 1e-12);
        assertEquals(2 * Normal.upper((r - 1) / error), delta.p(), 0.02 * delta.p());
        Plan plan = Plans.two(300, primary("spend", "mean"), ", \"lift\": \"log-delta\"");
        Effect effect = effect(table.read(plan), "spend", "b");
        Effect.Lift log = effect.lift().orElseThrow();
        assertEquals(r - 1, log.value(), 1e-12);
        assertEquals(r * Math.exp(1.96 * error / r) - 1, log.interval().high(), 1e-3);
        assertEquals(2 * Normal.upper(Math.log(r) * r / error), log.p(), 0.02 * log.p());
        assertTrue(log.p() != delta.p() && effect.reading().p() != delta.p());
        assertEquals(plan, Plan.of(plan.json()));
    }

    private static Table shifted(int seed) {
        var random = new Random(seed);
        Table table = new Table("unit,arm,spend");
        for (int i = 0; i < 200; i++) {
            table.row(i, i % 2 == 0 ? "a" : "b", 10 + 0.35 * (i % 2) + random.nextGaussian());
        }
        return table;
    }

    /** An interval that excludes 0 has a p-value below alpha, and only such a one, however results are monitored. */
    @Test
    void aLiftsPValueAgreesWithItsInterval() {
        for (String monitoring : List.of(
                "{\"type\": \"fixed-horizon\"}",
                "{\"type\": \"msprt\", \"tauSquared\": 0.1}",
                "{\"type\": \"confidence-sequence\", \"narrowestAt\": 100}",
                "{\"type\": \"group-sequential\", \"looks\": [0.5, 1], \"boundary\": \"pocock\"}")) {
            for (String scale : List.of("delta", "log-delta")) {
                int significant = 0;
                for (int seed = 0; seed < 40; seed++) {
                    Plan plan = Plans.two(
                            100,
                            primary("spend", "mean"),
                            ", \"monitoring\": " + monitoring + ", \"lift\": \"" + scale + "\"");
                    Effect.Lift lift = effect(shifted(seed).read(plan), "spend", "b")
                            .lift()
                            .orElseThrow();
                    assertEquals(!lift.interval().contains(0), lift.p() < 0.05, monitoring + scale + lift);
                    significant += lift.p() < 0.05 ? 1 : 0;
                }
                assertTrue(significant > 0 && significant < 40, monitoring + significant);
            }
        }
    }
}
