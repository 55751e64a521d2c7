package dev.fairlead.experiment.inference;

import static dev.fairlead.experiment.Vectors.get;
import static dev.fairlead.experiment.Vectors.numbers;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.Reproduced;
import dev.fairlead.experiment.Vectors;
import dev.fairlead.experiment.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

@Tag("conformance")
class ConformanceTest {
    private static final double EXACT = 1e-10;

    private final Dataset data = Dataset.read();
    private final Json file = Vectors.read("tests-reference/expected_R.json");
    private final Reproduced reproduced;

    ConformanceTest(TestInfo test) {
        reproduced = new Reproduced("tests-reference/expected_R.json, " + test.getDisplayName());
    }

    @AfterEach
    void print() {
        reproduced.print();
    }

    private void number(String section, String name, double found) {
        number(section, name, found, EXACT);
    }

    private void number(String section, String name, double found, double tolerance) {
        Json object = section.isEmpty() ? file : get(file, section);
        reproduced.number(Vectors.number(object, name), found, tolerance, section + " " + name);
    }

    private void interval(String section, String name, Interval found) {
        double[] expected = numbers(section.isEmpty() ? file : get(file, section), name);
        reproduced.number(expected[0], found.low(), EXACT, section + " " + name);
        reproduced.number(expected[1], found.high(), EXACT, section + " " + name);
    }

    private void vector(String section, String name, double[] found, double tolerance) {
        double[] expected = numbers(get(file, section), name);
        reproduced.same(expected.length, found.length, name);
        for (int i = 0; i < expected.length; i++) {
            reproduced.number(expected[i], found[i], tolerance, section + " " + name + " " + i);
        }
    }

    @Test
    void means() {
        Moments control = data.moments("treat", 0, "y").moments(0);
        Moments treatment = data.moments("treat", 1, "y").moments(0);
        Estimate welch = Comparison.of(control, treatment).difference();
        number("welch_t", "diff_t_minus_c", welch.value());
        number("welch_t", "t", welch.statistic(0));
        number("welch_t", "df", welch.df());
        number("welch_t", "p", welch.p(0));
        interval("welch_t", "ci_t_minus_c", welch.interval(0.95));
        vector("welch_t", "means", new double[] {control.mean(), treatment.mean()}, EXACT);
        vector("welch_t", "vars", new double[] {control.variance(), treatment.variance()}, EXACT);
        vector("welch_t", "n", new double[] {control.n(), treatment.n()}, EXACT);
        Estimate pooled = Comparison.pooled(control, treatment);
        number("pooled_t", "t", pooled.statistic(0));
        number("pooled_t", "df", pooled.df());
        number("pooled_t", "p", pooled.p(0));
    }

    @Test
    void proportions() {
        var both = new TwoProportions(data.clicks(0), data.clicks(1));
        number("two_prop", "x1", both.treatment().successes());
        number("two_prop", "n1", both.treatment().n());
        number("two_prop", "x0", both.control().successes());
        number("two_prop", "n0", both.control().n());
        number("two_prop", "z_pooled", both.pooled().statistic(0));
        number("two_prop", "p_pooled", both.pooled().p(0));
        Estimate wald = both.comparison().difference();
        number("two_prop", "z_unpooled", wald.statistic(0));
        number("two_prop", "p_unpooled", wald.p(0));
        interval("two_prop", "wald_ci", wald.interval(0.95));
        number("two_prop", "prop.test_chisq", both.pearson().statistic());
        number("two_prop", "prop.test_p", both.pearson().p());
        number("two_prop", "prop.test_yates_chisq", both.yates().statistic());
        number("two_prop", "prop.test_yates_p", both.yates().p());
        number("two_prop", "fisher_p", both.fisher());
        interval("", "newcombe_hybrid_ci", both.newcombe(0.95));
        interval("wilson", "treat", both.treatment().wilson(0.95));
        interval("wilson", "control", both.control().wilson(0.95));
    }

    @Test
    void nonInferiority() {
        Json row = get(file, "noninferiority");
        long n = (long) Vectors.number(row, "n1");
        var both = new TwoProportions(
                new Proportion(Math.round(n * Vectors.number(row, "p0")), n),
                new Proportion(Math.round(n * Vectors.number(row, "p1")), n));
        var test = new NonInferiority(both.comparison().difference(), -Vectors.number(row, "margin"), Better.HIGHER);
        number("noninferiority", "z", test.statistic());
        number("noninferiority", "p", test.p());
    }

    @Test
    void strata() {
        var clicks = new TreeMap<Double, Counts[]>();
        var means = new TreeMap<Double, Moments[]>();
        for (int i = 0; i < data.rows().size(); i++) {
            int arm = (int) data.column("treat")[i];
            double stratum = data.column("stratum")[i];
            clicks.computeIfAbsent(stratum, s -> new Counts[] {new Counts(), new Counts()})[arm].accept(
                    data.column("click")[i] == 1);
            means.computeIfAbsent(stratum, s -> new Moments[] {new Moments(), new Moments()})[arm].accept(
                    data.column("y")[i]);
        }
        var tables = new MantelHaenszel(clicks.values().stream()
                .map(arms -> new TwoProportions(arms[0].proportion(), arms[1].proportion()))
                .toList());
        number("cochran_mantel_haenszel", "chisq", tables.test(false).statistic());
        number("cochran_mantel_haenszel", "p", tables.test(false).p());
        number("cochran_mantel_haenszel", "common_or", tables.oddsRatio());
        var strata = new Stratified(means.values().stream()
                .map(arms -> new Stratum(arms[0], arms[1]))
                .toList());
        number("blocked_difference_in_means", "est", strata.blocked().value());
        number("blocked_difference_in_means", "se", strata.blocked().standardError());
        number("blocked_difference_in_means", "df", strata.blocked().df());
        number("blocked_difference_in_means", "p", strata.blocked().p(0));
        double[] sizes = strata.strata().stream().mapToDouble(Stratum::n).toArray();
        vector("post_stratified", "n", sizes, EXACT);
        vector(
                "post_stratified",
                "per_stratum",
                strata.strata().stream()
                        .mapToDouble(s -> s.comparison().difference().value())
                        .toArray(),
                EXACT);
        number("post_stratified", "est", strata.postStratified(sizes).value());
    }

    @Test
    void covariates() {
        CoMoments control = data.moments("treat", 0, "y", "pre");
        CoMoments treatment = data.moments("treat", 1, "y", "pre");
        Cuped cuped = Cuped.pooledOverall(control, treatment);
        Estimate difference = cuped.comparison().difference();
        number("cuped", "theta_pooled_overall", cuped.theta()[0]);
        number(
                "cuped",
                "theta_pooled_within",
                Cuped.pooledWithin(control, treatment).theta()[0]);
        number("cuped", "diff", difference.value());
        number("cuped", "se", difference.standardError());
        number("cuped", "df", difference.df());
        number("cuped", "p", difference.p(0));
        number("cuped", "var_reduction", cuped.varianceReduction());
        number("cuped", "cor2", cuped.varianceReduction());
        Estimate raw = Comparison.of(new Metric.Mean(0), control, treatment).difference();
        number("cuped", "raw_se", raw.standardError());
        number(
                "lin_interacted_HC2",
                "est",
                InteractedAdjustment.of(control, treatment).difference().value());
        Estimate lin = regression("y", "treat", "pre", "treat*pre").estimate("treat", Robust.HC2);
        number("lin_interacted_HC2", "est", lin.value());
        number("lin_interacted_HC2", "se", lin.standardError());
        number("lin_interacted_HC2", "p", lin.p(0));
        Estimate ancova = regression("y", "treat", "pre").estimate("treat", Robust.HC2);
        number("ancova_HC2", "est", ancova.value());
        number("ancova_HC2", "se", ancova.standardError());
    }

    private Regression regression(String y, String... columns) {
        return Regression.fit(design(columns), data.column(y));
    }

    /** An intercept and columns: of the file, centred if it is the covariate, or stratum=level. */
    private DesignMatrix design(String... columns) {
        var names = new ArrayList<>(List.of("(Intercept)"));
        names.addAll(List.of(columns));
        double[] pre = data.column("pre");
        boolean centred = List.of(columns).contains("treat*pre");
        double mean = centred ? Moments.of(pre).mean() : 0;
        var rows = new double[pre.length][names.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i][0] = 1;
            for (int j = 1; j < names.size(); j++) {
                rows[i][j] = switch (names.get(j)) {
                    case "pre" -> pre[i] - mean;
                    case "treat*pre" -> data.column("treat")[i] * (pre[i] - mean);
                    case "stratum2", "stratum3", "stratum4" ->
                        ("stratum" + (int) data.column("stratum")[i]).equals(names.get(j)) ? 1 : 0;
                    default -> data.column(names.get(j))[i];
                };
            }
        }
        return new DesignMatrix(names, rows);
    }

    @Test
    void clusters() {
        Regression fit = regression("yc", "treat_c");
        number("cluster_ols", "est", fit.coefficients()[1]);
        number("cluster_ols", "naive_se", fit.classical("treat_c").standardError());
        for (Robust robust : Robust.values()) {
            number("cluster_ols", robust.name(), fit.estimate("treat_c", robust).standardError());
        }
        var table = new ClusterRegression(List.of("treat_c"));
        var streamed = new StreamedRegression(List.of("treat_c"));
        var correlation = new IntraclassCorrelation();
        var arms = new ClusterMoments[] {new ClusterMoments(1), new ClusterMoments(1)};
        for (int i = 0; i < data.clusters().length; i++) {
            long cluster = data.clusters()[i];
            double y = data.column("yc")[i];
            double treated = data.column("treat_c")[i];
            table.accept(cluster, y, treated);
            streamed.accept(cluster, y, treated);
            correlation.accept(cluster, y);
            arms[(int) treated].accept(cluster, y);
        }
        for (ClusterCorrection correction : ClusterCorrection.values()) {
            String name = correction.name();
            number(
                    "cluster_ols",
                    name,
                    fit.clustered(data.clusters())
                            .estimate("treat_c", correction)
                            .standardError());
            number(
                    "cluster_ols",
                    name,
                    table.fit().estimate("treat_c", correction).standardError());
            if (correction != ClusterCorrection.CR2) {
                number(
                        "cluster_ols",
                        name,
                        streamed.fit().estimate("treat_c", correction).standardError());
            }
        }
        ClusterMeans means = ClusterMeans.of(arms[0], arms[1]);
        number("cluster_ols", "CR0", means.sandwich(ClusterCorrection.CR0).standardError());
        number("cluster_ols", "CR1", means.sandwich(ClusterCorrection.CR1).standardError());
        satterthwaite(table.fit().estimate("treat_c", ClusterCorrection.CR2));
        number("", "icc_anova", correlation.anova());
    }

    private void satterthwaite(Estimate found) {
        Json expected = get(get(file, "cluster_ols"), "CR2_satterthwaite");
        reproduced.number(Vectors.number(expected, "beta"), found.value(), EXACT, "beta");
        reproduced.number(Vectors.number(expected, "SE"), found.standardError(), EXACT, "SE");
        reproduced.number(Vectors.number(expected, "tstat"), found.statistic(0), EXACT, "tstat");
        reproduced.number(Vectors.number(expected, "df_Satt"), found.df(), EXACT, "df_Satt");
        reproduced.number(Vectors.number(expected, "p_Satt"), found.p(0), EXACT, "p_Satt");
        number("cluster_difference_in_means", "est", found.value());
        number("cluster_difference_in_means", "se", found.standardError());
        number("cluster_difference_in_means", "df", found.df());
        number("cluster_difference_in_means", "p", found.p(0));
    }

    @Test
    void ratios() {
        CoMoments control = data.moments("treat", 0, "clk", "imps");
        CoMoments treatment = data.moments("treat", 1, "clk", "imps");
        Comparison arms =
                Comparison.of(new Metric.Ratio(0, 1), control, treatment).normal();
        Estimate difference = arms.difference();
        number("ratio_delta", "R1", arms.treatment().value());
        number("ratio_delta", "R0", arms.control().value());
        number("ratio_delta", "diff", difference.value());
        number("ratio_delta", "se", difference.standardError());
        number("ratio_delta", "z", difference.statistic(0));
        number("ratio_delta", "p", difference.p(0));
        number("ratio_delta", "se_rel", arms.lift().estimate().standardError());
        number("ratio_delta", "naive_binomial_se", naive(control, treatment));
        ClusterMeans clusters = ClusterMeans.of(impressions(0), impressions(1));
        for (String name : List.of("CR0", "CR1")) {
            Estimate sandwich = clusters.sandwich(ClusterCorrection.valueOf(name));
            number("ratio_impression_level_cluster", name, sandwich.standardError());
            number("ratio_impression_level_cluster", "est", sandwich.value());
        }
    }

    /** The error if impressions were independent, which they are not. */
    private static double naive(CoMoments control, CoMoments treatment) {
        return new TwoProportions(impressions(control), impressions(treatment))
                .comparison()
                .difference()
                .standardError();
    }

    private static Proportion impressions(CoMoments arm) {
        return new Proportion(Math.round(arm.mean(0) * arm.n()), Math.round(arm.mean(1) * arm.n()));
    }

    private ClusterMoments impressions(double arm) {
        var moments = new ClusterMoments(1);
        for (int i = 0; i < data.rows().size(); i++) {
            if (data.column("treat")[i] == arm) {
                moments.acceptCluster((long) data.column("imps")[i], data.column("clk")[i]);
            }
        }
        return moments;
    }

    /**
     * R ends Fisher scoring when the deviance settles, and takes errors from the weights before the last step. Those are
     * found again by {@link #scored}; the errors at the maximum itself differ from them by what is allowed here.
     */
    @Test
    void logistic() {
        DesignMatrix alone = design("treat");
        logistic("logistic_unadjusted", Logistic.fit(alone, clicked()), alone, 4, 1e-5);
        DesignMatrix adjusted = design("treat", "pre", "stratum2", "stratum3", "stratum4");
        Logistic fit = Logistic.fit(adjusted, clicked());
        logistic("logistic_adjusted", fit, adjusted, 5, 1e-7);
        vector("logistic_adjusted", "HC0_se", errors(adjusted, fit::robust), 1e-7);
        ClusterRobust clustered = fit.clustered(data.clusters());
        double[] errors = errors(adjusted, name -> clustered.estimate(name, ClusterCorrection.CR0));
        vector("logistic_adjusted", "cluster_CR0_se_by_cluster", errors, 1e-7);
        number("logistic_adjusted", "loglik", fit.logLikelihood());
        number("", "gcomp_risk_difference", fit.riskDifference("treat").value());
    }

    private boolean[] clicked() {
        double[] click = data.column("click");
        var clicked = new boolean[click.length];
        for (int i = 0; i < click.length; i++) {
            clicked[i] = click[i] == 1;
        }
        return clicked;
    }

    private void logistic(String section, Logistic fit, DesignMatrix design, int steps, double tolerance) {
        vector(section, "coef", fit.coefficients(), EXACT);
        double[] errors = errors(design, fit::estimate);
        vector(section, "se", errors, tolerance);
        double[] scored = scored(design, clicked(), steps);
        vector(section, "se", scored, EXACT);
        double[] p = new double[scored.length];
        Arrays.setAll(p, i -> Estimate.normal(fit.coefficients()[i], scored[i]).p(0));
        vector(section, "p", p, 1e-9);
        number(section, "deviance", fit.deviance());
    }

    /** Standard errors from the weights before the last of some steps of Fisher scoring, which begins at (y + 1/2) / 2. */
    private static double[] scored(DesignMatrix design, boolean[] y, int steps) {
        int k = design.size();
        var linear = new double[y.length];
        Arrays.setAll(linear, i -> (y[i] ? 1 : -1) * Math.log(3));
        double[][] inverse = new double[0][];
        for (int step = 0; step < steps; step++) {
            var information = new double[k][k];
            var right = new double[k];
            for (int i = 0; i < y.length; i++) {
                double p = Logistic.probability(linear[i]);
                double[] row = design.rows()[i];
                Matrix.addOuter(information, p * (1 - p), row, row);
                for (int j = 0; j < k; j++) {
                    right[j] += row[j] * (p * (1 - p) * linear[i] + (y[i] ? 1 : 0) - p);
                }
            }
            Cholesky cholesky = Cholesky.of(information, design.names()::get);
            inverse = cholesky.inverse();
            linear = Matrix.multiply(design.rows(), cholesky.solve(right));
        }
        double[][] covariance = inverse;
        var errors = new double[k];
        Arrays.setAll(errors, j -> Math.sqrt(covariance[j][j]));
        return errors;
    }

    private static double[] errors(DesignMatrix design, Function<String, Estimate> estimate) {
        return design.names().stream()
                .mapToDouble(name -> estimate.apply(name).standardError())
                .toArray();
    }
}
