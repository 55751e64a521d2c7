package dev.fairlead.experiment.design;

import dev.fairlead.experiment.distribution.Normal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A design of two or more arms, the first of which is control; each other arm is compared with it.
 *
 * @param errors kept by the whole experiment; alpha is shared by the comparisons
 * @param shares of the units that each arm gets, above 0; taken relative to their sum
 * @param attrition share of units that will not be measured, from 0 to below 1
 * @param correlation of the metric with its covariates (CUPED): the variance left is 1 − correlation²
 * @param clusters in which units are assigned
 * @param inflation how many times the units are needed because of interim looks, at least 1
 */
public record Design(
        Errors errors, List<Double> shares, double attrition, double correlation, Clusters clusters, double inflation) {
    public Design {
        shares = List.copyOf(shares);
        Check.that(shares.size() >= 2, "a design has at least two arms, not " + shares.size());
        shares.forEach(share -> Check.positive(share, "an arm's share"));
        Check.that(attrition >= 0 && attrition < 1, "attrition is from 0 to below 1, not " + attrition);
        Check.that(
                Math.abs(correlation) < 1,
                "the correlation with the covariates is between -1 and 1, not " + correlation);
        Check.that(
                inflation >= 1 && Double.isFinite(inflation),
                "looks need at least as many units as none: the inflation is at least 1, not " + inflation);
    }

    /** Two equal arms and nothing else. */
    public static Design equal(Errors errors) {
        return new Design(errors, List.of(1.0, 1.0), 0, 0, Clusters.none(), 1);
    }

    /**
     * What a design asks for.
     *
     * @param perArm units to assign to each arm, rounded up
     * @param total of all arms
     * @param formula by which
     * @param warnings of what is easily misread
     */
    public record Size(List<Long> perArm, long total, String formula, List<String> warnings) {}

    /** Units needed to detect an effect in the comparison that needs most. */
    public Size size(Effect effect) {
        double total = 0;
        for (int arm = 1; arm < shares.size(); arm++) {
            total = Math.max(total, total(effect, arm));
        }
        return size(effect, total, "n = (zα + zβ)² · (σ₀²/w₀ + σ₁²/w₁) / δ², unpooled");
    }

    /**
     * Units needed to detect a difference of two proportions by one of the formulas in use.
     *
     * @throws IllegalArgumentException if the arms are not equal, which is all that those formulas know
     */
    public Size size(Effect.Proportions effect, Formula formula) {
        return size(effect, needed(effect, formula), "n = " + formula.text());
    }

    private double needed(Effect.Proportions effect, Formula formula) {
        requireEqual();
        return formula.perArm(effect, comparison()) * factor() * shares.size();
    }

    private void requireEqual() {
        Check.that(
                shares.stream().distinct().count() == 1,
                "the other formulas are for equal arms, not for shares of " + shares + "; use the unpooled one");
    }

    private Size size(Effect effect, double units, String formula) {
        List<Long> perArm = shares.stream()
                .map(share -> (long) Math.ceil(units * share / sum() - 1e-9))
                .toList();
        return new Size(
                perArm, perArm.stream().mapToLong(Long::longValue).sum(), with(formula), warnings(effect, perArm));
    }

    private double sum() {
        return shares.stream().mapToDouble(Double::doubleValue).sum();
    }

    private Errors comparison() {
        return errors.sharedBy(shares.size() - 1);
    }

    /** Units of all arms for one comparison, not rounded. */
    private double total(Effect effect, int arm) {
        double variance = variance(effect, arm);
        return Formula.square(comparison().distance()) * variance / Formula.square(effect.difference()) * factor();
    }

    /** The variance of the difference, times the units of all arms. */
    private double variance(Effect effect, int arm) {
        return sum() * (effect.controlVariance() / shares.get(0) + effect.treatmentVariance() / shares.get(arm));
    }

    private double factor() {
        return (1 - correlation * correlation) * clusters.designEffect() * inflation / (1 - attrition);
    }

    /** The probability to detect an effect with so many units in all arms, in the comparison that has least. */
    public double power(Effect effect, double total) {
        Check.positive(total, "the number of units");
        double least = 1;
        for (int arm = 1; arm < shares.size(); arm++) {
            double standardError = Math.sqrt(variance(effect, arm) * factor() / total);
            double z = Math.abs(effect.difference()) / standardError;
            double critical = comparison().critical();
            double power = Normal.upper(critical - z) + (errors.sides() == 2 ? Normal.cdf(-critical - z) : 0);
            least = Math.min(least, power);
        }
        return least;
    }

    /** The same by one of the formulas in use, the inverse of {@link #size(Effect.Proportions, Formula)}. */
    public double power(Effect.Proportions effect, Formula formula, double total) {
        Check.positive(total, "the number of units");
        requireEqual();
        return formula.power(effect, comparison(), total / factor() / shares.size());
    }

    /**
     * The smallest difference that so many units detect with the design's power, in the direction of the effect given.
     *
     * @throws IllegalArgumentException if no difference that the metric allows can be detected
     */
    public double minimumDetectableEffect(Effect effect, double total) {
        return minimumDetectableEffect(effect, total, this::needed);
    }

    /** The same by one of the formulas in use. */
    public double minimumDetectableEffect(Effect.Proportions effect, Formula formula, double total) {
        return minimumDetectableEffect(effect, total, each -> needed((Effect.Proportions) each, formula));
    }

    private double minimumDetectableEffect(Effect effect, double total, ToDoubleFunction<Effect> needed) {
        Check.positive(total, "the number of units");
        double sign = Math.signum(effect.difference());
        double most = effect instanceof Effect.Proportions p
                ? (sign > 0 ? 1 - p.control() : p.control()) * (1 - 1e-9)
                : 1e12 * Math.sqrt(effect.controlVariance());
        Check.that(
                needed.applyAsDouble(effect.with(sign * most)) <= total,
                "no difference can be detected with " + total + " units; more are needed");
        double low = 0;
        double high = most;
        for (int i = 0; i < 200; i++) {
            double middle = (low + high) / 2;
            if (middle == low || middle == high) {
                break;
            }
            if (needed.applyAsDouble(effect.with(sign * middle)) > total) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return sign * high;
    }

    private double needed(Effect effect) {
        double total = 0;
        for (int arm = 1; arm < shares.size(); arm++) {
            total = Math.max(total, total(effect, arm));
        }
        return total;
    }

    /**
     * Whole days until the units are in.
     *
     * @param unitsPerDay new units a day
     * @param coverage share of them that enters the experiment, above 0 up to 1
     */
    public static long days(long total, double unitsPerDay, double coverage) {
        Check.positive(unitsPerDay, "the traffic a day");
        Check.that(coverage > 0 && coverage <= 1, "coverage is above 0 and at most 1, not " + coverage);
        return (long) Math.ceil(total / (unitsPerDay * coverage));
    }

    private String with(String plain) {
        var formula = new StringBuilder(plain);
        if (shares.size() > 2) {
            formula.append(", α/").append(shares.size() - 1).append(" a comparison (Bonferroni)");
        }
        if (correlation != 0) {
            formula.append(", · (1 − ρ²) for the covariates");
        }
        if (clusters.designEffect() != 1) {
            formula.append(", · 1 + ((cv² + 1) m − 1) ICC for clusters");
        }
        if (inflation != 1) {
            formula.append(", · inflation for looks");
        }
        if (attrition != 0) {
            formula.append(", / (1 − attrition)");
        }
        return formula.toString();
    }

    private List<String> warnings(Effect effect, List<Long> perArm) {
        var warnings = new ArrayList<String>();
        if (effect instanceof Effect.Proportions) {
            warnings.add("the formula 2 (zα + zβ)² (p₁q₁ + p₂q₂) / δ² gives the total of two equal arms, not one arm's"
                    + " units");
        }
        if (errors.sides() == 1) {
            warnings.add("one-sided: a deterioration is never significant; guardrails must watch for it");
        }
        long least = perArm.stream().mapToLong(Long::longValue).min().orElse(0);
        if (effect instanceof Effect.Proportions p && least * Math.min(p.control(), 1 - p.control()) < 10) {
            warnings.add(
                    "fewer than 10 expected events in an arm: the normal approximation is poor, use an exact test");
        }
        double[] sorted =
                shares.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted[sorted.length - 1] > 3 * sorted[0]) {
            warnings.add("unequal arms need more units in all: equal ones would need "
                    + Math.round(100 * equalShare(effect)) + " % of these");
        }
        return List.copyOf(warnings);
    }

    private double equalShare(Effect effect) {
        var equal = new Double[shares.size()];
        Arrays.fill(equal, 1.0);
        var design = new Design(errors, List.of(equal), attrition, correlation, clusters, inflation);
        return design.needed(effect) / needed(effect);
    }
}
