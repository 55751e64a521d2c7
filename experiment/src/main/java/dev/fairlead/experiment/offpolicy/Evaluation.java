package dev.fairlead.experiment.offpolicy;

import dev.fairlead.experiment.Estimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Estimates the value of a policy, the mean reward per decision that it would have had, from the decisions of another. A
 * fold: its state is of fixed size, or holds a sum per unit if only those are independent.
 *
 * <p>Standard errors are the delta method's; by units they are those of cluster totals (as CR1 of a regression on a constant),
 * with Student's t of one degree of freedom less than units.
 *
 * @param <D> {@link Observation} for single actions, {@link LoggedSlate} for slates
 */
public final class Evaluation<D extends Logged> {
    private static final int FEW_UNITS = 30;

    private final Estimator<D> estimator;
    private final Sampling sampling;
    private final Requirements requirements;
    private final Draws draws;
    private final List<WeightFold> weights = new ArrayList<>();

    public Evaluation(Estimator<D> estimator, Sampling sampling, Requirements requirements) {
        this.estimator = estimator;
        this.sampling = sampling;
        this.requirements = requirements;
        draws = new Draws(sampling);
    }

    /** Adds a decision. */
    public void accept(D decision) {
        double[] terms = estimator.terms(decision);
        Weight[] weighed = estimator.weights(decision);
        draws.accept(decision.unit(), withWeights(terms, weighed));
        grow(weighed.length);
        for (int i = 0; i < weighed.length; i++) {
            weights.get(i).accept(weighed[i]);
        }
    }

    /** Adds the decisions of another part of the log. */
    public void merge(Evaluation<D> other) {
        Check.that(
                estimator.equals(other.estimator) && requirements.equals(other.requirements),
                "evaluations by " + estimator + " and " + other.estimator
                        + ", or by other requirements, cannot be merged");
        draws.merge(other.draws);
        grow(other.weights.size());
        for (int i = 0; i < other.weights.size(); i++) {
            weights.get(i).merge(other.weights.get(i));
        }
    }

    private void grow(int size) {
        while (weights.size() < size) {
            weights.add(new WeightFold(requirements.floor()));
        }
    }

    /** The estimator's terms, and each weight as a ratio of its own. */
    private static double[] withWeights(double[] terms, Weight[] weights) {
        var all = new double[terms.length + 2 * weights.length];
        System.arraycopy(terms, 0, all, 0, terms.length);
        for (int i = 0; i < weights.length; i++) {
            all[terms.length + 2 * i] = weights[i].value();
            all[terms.length + 2 * i + 1] = 1;
        }
        return all;
    }

    /** The value of the policy, if the log supports one. */
    public Result result() {
        return result(new Overlap(requirements.floor()));
    }

    /** The same, refused also if the policies overlap too little. */
    public Result result(Overlap overlap) {
        Optional<RatioMoments> moments = draws.moments();
        List<Diagnostics> logs = diagnostics(moments);
        Diagnostics worst = logs.stream()
                .min(Comparator.comparingDouble(Diagnostics::effectiveSampleSize))
                .orElseGet(() -> new WeightFold(0).read(0));
        var reasons = new ArrayList<>(requirements.reasons(overlap));
        reasons.addAll(requirements.reasons(worst));
        logs.stream().filter(log -> log != worst).forEach(log -> reasons.addAll(requirements.reasons(log)));
        return moments.isEmpty() || !reasons.isEmpty()
                ? new Result.Refused(reasons, worst)
                : estimated(moments.get(), logs, worst);
    }

    private List<Diagnostics> diagnostics(Optional<RatioMoments> moments) {
        return IntStream.range(0, weights.size())
                .mapToObj(i -> weights.get(i)
                        .read(moments.map(each ->
                                        each.standardError(firstWeight(each) + 2 * i, firstWeight(each) + 2 * i + 2))
                                .orElse(0.0)))
                .toList();
    }

    private int firstWeight(RatioMoments moments) {
        return moments.length() - 2 * weights.size();
    }

    private Result estimated(RatioMoments moments, List<Diagnostics> logs, Diagnostics worst) {
        double error = moments.n() < 2 ? 0 : moments.standardError(0, firstWeight(moments));
        if (error == 0) {
            return new Result.Refused(List.of(noError(moments.n())), worst);
        }
        double df = sampling == Sampling.UNITS ? moments.n() - 1 : Double.POSITIVE_INFINITY;
        var estimate = new Estimate(moments.value(0, firstWeight(moments)), error, df);
        List<String> warnings = warnings(moments.n(), logs, worst);
        return warnings.isEmpty() ? new Result.Sound(estimate, worst) : new Result.Doubtful(estimate, warnings, worst);
    }

    private String noError(long n) {
        return n < 2
                ? "one unit alone has no standard error; evaluate a log of more units"
                : "what is estimated does not vary, as when no decision had a reward: there is no standard error";
    }

    private List<String> warnings(long n, List<Diagnostics> logs, Diagnostics worst) {
        var warnings = new ArrayList<String>();
        estimator.caution(worst.maxWeight()).ifPresent(warnings::add);
        logs.forEach(log -> warnings.addAll(requirements.warnings(log)));
        if (sampling == Sampling.UNITS && n < FEW_UNITS) {
            warnings.add("only " + n + " units are in: their standard error is rough below " + FEW_UNITS);
        }
        return warnings;
    }
}
