package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.inference.ArmEstimate;
import dev.fairlead.experiment.inference.Comparison;
import dev.fairlead.experiment.inference.SmallCounts;
import dev.fairlead.experiment.nonparametric.ClusteredSample;
import dev.fairlead.experiment.nonparametric.QuantileEffect;
import dev.fairlead.experiment.nonparametric.QuantileEstimate;
import dev.fairlead.experiment.plan.MetricKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An arm beside control in one metric, before anything is said about looks.
 *
 * @param arms both, adjusted as the method says
 * @param units of control and treatment in which the metric was measured; clusters where there are clusters
 * @param method such as {@code welch+cuped}
 * @param varianceReduction the share of the difference's variance that adjustment took away; below 0 if it added some
 * @param small of proportions where the normal approximation is poor: what is tested and read, without adjustment
 */
record Contrast(Comparison arms, long[] units, String method, double varianceReduction, Optional<SmallCounts> small) {
    /** Compares two arms of a group. */
    static Contrast of(Group group, int metric, MetricKind kind, int control, int treatment) {
        List<List<MetricFold[]>> periods = group.byPeriod(metric);
        List<MetricFold[]> strata = group.of(metric);
        if (strata.isEmpty()) {
            throw new IllegalArgumentException("no unit has a value");
        }
        if (kind instanceof MetricKind.Quantile(var _, double level)) {
            return quantile(strata, level, control, treatment);
        }
        List<List<Stratum>> pairs = periods.stream()
                .map(period -> period.stream()
                        .map(arms -> Stratum.of(arms, control, treatment))
                        .toList())
                .toList();
        return new Adjustment(kind, strata.stream().anyMatch(Contrast::clustered), pairs).contrast();
    }

    private static boolean clustered(MetricFold[] arms) {
        return arms[0] instanceof MetricFold.Clusters;
    }

    private static Contrast quantile(List<MetricFold[]> strata, double level, int control, int treatment) {
        MetricFold.Sample fold = all(strata, control);
        ClusteredSample c = fold.sample();
        ClusteredSample t = all(strata, treatment).sample();
        var effect = QuantileEffect.of(c, t, level, CONFIDENCE);
        effect.estimate();
        return new Contrast(
                new Comparison(normal(effect.control()), normal(effect.treatment())),
                new long[] {c.clusters(), t.clusters()},
                fold instanceof MetricFold.Exact ? "quantile+cluster-robust" : "quantile",
                0,
                Optional.empty());
    }

    /** At which the interval is read that becomes the standard error. */
    private static final double CONFIDENCE = 0.95;

    private static MetricFold.Sample all(List<MetricFold[]> strata, int arm) {
        MetricFold.Sample all =
                strata.getFirst()[arm] instanceof MetricFold.Exact ? new MetricFold.Exact() : new MetricFold.Sketch();
        strata.forEach(arms -> all.merge(arms[arm]));
        return all;
    }

    /** With the standard error of the interval's half-width (Liu et al. 2019). */
    private static ArmEstimate normal(QuantileEstimate arm) {
        double error = (arm.interval().high() - arm.interval().low()) / (2 * arm.halfWidths());
        return new ArmEstimate(arm.value(), error * error, Double.POSITIVE_INFINITY);
    }

    Estimate difference() {
        return arms.difference();
    }

    /** The difference by which there is a p-value: less a correction for continuity where counts are small. */
    Estimate tested() {
        return small.map(SmallCounts::corrected).orElseGet(this::difference);
    }

    long smaller() {
        return Math.min(units[0], units[1]);
    }

    static String method(List<String> parts) {
        return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining("+"));
    }
}
