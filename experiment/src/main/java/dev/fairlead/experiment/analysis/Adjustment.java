package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.inference.ArmEstimate;
import dev.fairlead.experiment.inference.CoMoments;
import dev.fairlead.experiment.inference.Comparison;
import dev.fairlead.experiment.inference.Cuped;
import dev.fairlead.experiment.inference.Metric;
import dev.fairlead.experiment.inference.Proportion;
import dev.fairlead.experiment.inference.SmallCounts;
import dev.fairlead.experiment.inference.TwoProportions;
import dev.fairlead.experiment.plan.MetricKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares means and ratios, less what covariates explain (CUPED) and within strata (post-stratification, Miratrix, Sekhon
 * and Yu 2013). A ratio is first replaced by its tangent at the arm's means. Covariates and strata together: θ is from
 * deviations from the means of each stratum and arm. Covariates that do not vary, or that others determine, are left out.
 */
final class Adjustment {
    private final MetricKind kind;
    private final boolean clustered;

    /** Counts of times of other weights are not put together, however small. */
    private final boolean periods;

    private final List<Stratum> strata;
    private final Stratum all;
    private final List<Metric> linear = new ArrayList<>();

    /** @param periods the strata of each time of constant weights */
    Adjustment(MetricKind kind, boolean clustered, List<List<Stratum>> periods) {
        this.kind = kind;
        this.clustered = clustered;
        this.periods = periods.size() > 1;
        this.all = Stratum.all(periods.stream().flatMap(List::stream).toList());
        require(all.control(), "control");
        require(all.treatment(), "the other arm");
        this.strata = Stratum.collapsed(periods);
        int size = kind.columns().size();
        linear.add(size == 2 ? new Metric.Ratio(0, 1) : new Metric.Mean(0));
        for (int covariate : Collinearity.independent(all, size)) {
            linear.add(new Metric.Mean(covariate));
        }
    }

    private static void require(CoMoments arm, String name) {
        if (arm.n() < 2) {
            throw new IllegalArgumentException(
                    name + " has " + arm.n() + (arm.n() == 1 ? " unit" : " units") + " with a value, and 2 are needed");
        }
    }

    private boolean covariates() {
        return linear.size() > 1;
    }

    Contrast contrast() {
        Comparison plain = plain();
        var units = new long[] {all.control().n(), all.treatment().n()};
        if (kind instanceof MetricKind.Proportion && !clustered && !periods) {
            Proportion control = proportion(all.control());
            Proportion treatment = proportion(all.treatment());
            if (SmallCounts.apply(control, treatment)) {
                return new Contrast(
                        plain, units, SmallCounts.METHOD, 0, Optional.of(new SmallCounts(control, treatment)));
            }
        }
        Comparison adjusted = strata.size() > 1 ? postStratified() : covariates() ? cuped() : plain;
        double before = plain.control().variance() + plain.treatment().variance();
        double after = adjusted.control().variance() + adjusted.treatment().variance();
        return new Contrast(adjusted, units, method(), before > 0 ? 1 - after / before : 0, Optional.empty());
    }

    private String method() {
        String test = switch (kind) {
            case MetricKind.Proportion _ -> clustered ? "mean" : "two-proportion";
            case MetricKind.Ratio _ -> "delta-ratio";
            default -> "welch";
        };
        return Contrast.method(List.of(
                test,
                clustered ? "cluster-robust" : "",
                covariates() ? "cuped" : "",
                strata.size() > 1 ? "post-stratified" : ""));
    }

    private Comparison plain() {
        if (kind instanceof MetricKind.Proportion && !clustered) {
            return new TwoProportions(proportion(all.control()), proportion(all.treatment())).comparison();
        }
        return Comparison.of(linear.getFirst(), all.control(), all.treatment());
    }

    private static Proportion proportion(CoMoments arm) {
        return new Proportion(Math.round(arm.mean(0) * arm.n()), arm.n());
    }

    private Comparison cuped() {
        return Cuped.pooledWithin(Metric.linearize(all.control(), linear), Metric.linearize(all.treatment(), linear))
                .comparison();
    }

    private Comparison postStratified() {
        List<CoMoments> control =
                strata.stream().map(s -> tangent(s.control(), all.control())).toList();
        List<CoMoments> treatment = strata.stream()
                .map(s -> tangent(s.treatment(), all.treatment()))
                .toList();
        double[] slopes = covariates()
                ? Cuped.pooledWithin(within(control), within(treatment)).theta()
                : new double[0];
        return new Comparison(averaged(control, slopes), averaged(treatment, slopes));
    }

    /** The arm's linear functions, with gradients and values at the means of the whole arm, in one stratum. */
    private CoMoments tangent(CoMoments stratum, CoMoments arm) {
        var gradients = new double[linear.size()][];
        var at = new double[linear.size()];
        for (int i = 0; i < at.length; i++) {
            gradients[i] = linear.get(i).gradient(arm);
            at[i] = linear.get(i).value(arm);
            for (int j = 0; j < arm.size(); j++) {
                at[i] += gradients[i][j] * (stratum.mean(j) - arm.mean(j));
            }
        }
        return stratum.linear(gradients, at);
    }

    /** All strata, each moved so that its means are 0. */
    private CoMoments within(List<CoMoments> arm) {
        int size = linear.size();
        var identity = new double[size][size];
        for (int i = 0; i < size; i++) {
            identity[i][i] = 1;
        }
        var within = new CoMoments(size);
        arm.forEach(stratum -> within.merge(stratum.linear(identity, new double[size])));
        return within;
    }

    /** The strata's adjusted means, weighted by the strata's units; its variance is conditional on these. */
    private ArmEstimate averaged(List<CoMoments> arm, double[] slopes) {
        double units = strata.stream().mapToDouble(Stratum::weight).sum();
        double value = 0;
        double variance = 0;
        long n = 0;
        for (int s = 0; s < arm.size(); s++) {
            ArmEstimate stratum = adjusted(arm.get(s), slopes);
            double weight = strata.get(s).weight() / units;
            value += weight * stratum.value();
            variance += weight * weight * stratum.variance();
            n += arm.get(s).n();
        }
        return new ArmEstimate(value, variance, n - (double) arm.size());
    }

    private ArmEstimate adjusted(CoMoments stratum, double[] slopes) {
        var weights = new double[slopes.length + 1];
        weights[0] = 1;
        double at = stratum.mean(0);
        for (int i = 0; i < slopes.length; i++) {
            weights[i + 1] = -slopes[i];
            at -= slopes[i] * (stratum.mean(i + 1) - centre(i));
        }
        return stratum.linear(new double[][] {weights}, new double[] {at})
                .moments(0)
                .estimate();
    }

    /** The mean of a covariate over both arms. */
    private double centre(int covariate) {
        Metric mean = linear.get(covariate + 1);
        double c = all.control().n();
        double t = all.treatment().n();
        return (c * mean.value(all.control()) + t * mean.value(all.treatment())) / (c + t);
    }
}
