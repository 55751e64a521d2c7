package dev.fairlead.experiment.offpolicy;

import dev.fairlead.experiment.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The percentile-t bootstrap (Efron and Tibshirani 1993, ch. 12): the quantiles of (θ* − θ) / se* over resampled logs stand
 * for the normal ones, so that the interval is skewed as heavy weights skew the estimate. It keeps the terms of every decision,
 * or of every unit.
 *
 * @param <D> {@link Observation} for single actions, {@link LoggedSlate} for slates
 */
public final class BootstrapT<D extends Logged> {
    private final Estimator<D> estimator;
    private final Sampling sampling;
    private final int resamples;
    private final List<double[]> draws = new ArrayList<>();
    private final Map<String, Integer> units = new LinkedHashMap<>();

    /** @param resamples such as 999 */
    public BootstrapT(Estimator<D> estimator, Sampling sampling, int resamples) {
        Check.that(resamples >= 19, "a bootstrap needs at least 19 resamples, such as 999, not " + resamples);
        this.estimator = estimator;
        this.sampling = sampling;
        this.resamples = resamples;
    }

    /** Adds a decision. */
    public void accept(D decision) {
        double[] terms = estimator.terms(decision);
        int at = sampling == Sampling.DECISIONS
                ? draws.size()
                : units.computeIfAbsent(decision.unit(), _ -> draws.size());
        if (at == draws.size()) {
            draws.add(terms);
        } else {
            draws.set(at, Draws.sum(draws.get(at), terms));
        }
    }

    /**
     * The interval; open where resampling cannot tell its end, as it may be with very few rewards.
     *
     * @param confidence such as 0.95, between 0 and 1, and with at least one resample in each tail
     * @param random the same seed gives the same interval
     */
    public Interval interval(double confidence, RandomGenerator random) {
        Check.confidence(confidence);
        int tail = (int) ((resamples + 1) * (1 - confidence) / 2 + 1e-9);
        Check.that(tail >= 1, resamples + " resamples are too few for a confidence of " + confidence);
        Check.that(draws.size() >= 2, "a bootstrap needs at least 2 decisions or units, not " + draws.size());
        var all = new RatioMoments(draws.getFirst().length);
        draws.forEach(all::accept);
        double value = all.value(0, all.length());
        double error = all.standardError(0, all.length());
        Check.that(error > 0, "what is estimated does not vary, as when no decision had a reward: it has no interval");
        double[] t = statistics(value, random);
        return new Interval(value - t[resamples - tail] * error, value - t[tail - 1] * error);
    }

    /** (θ* − θ) / se* of the resamples, rising. */
    private double[] statistics(double value, RandomGenerator random) {
        var t = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            var resample = new RatioMoments(draws.getFirst().length);
            for (int j = 0; j < draws.size(); j++) {
                resample.accept(draws.get(random.nextInt(draws.size())));
            }
            double error = resample.standardError(0, resample.length());
            double difference = resample.value(0, resample.length()) - value;
            t[i] = error > 0
                    ? difference / error
                    : difference < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        Arrays.sort(t);
        return t;
    }
}
