package dev.fairlead.lab.market;

import dev.fairlead.decide.Choice;
import dev.fairlead.decide.Decision;
import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.inference.Proportion;
import dev.fairlead.experiment.offpolicy.Evaluation;
import dev.fairlead.experiment.offpolicy.LoggedSlate;
import dev.fairlead.experiment.offpolicy.Requirements;
import dev.fairlead.experiment.offpolicy.Result;
import dev.fairlead.experiment.offpolicy.Sampling;
import dev.fairlead.experiment.offpolicy.SlateEstimator;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedPolicy;
import dev.fairlead.learn.MetricRow;
import dev.fairlead.policy.SlateDistribution;
import dev.fairlead.ranking.ListQuery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * What a log tells of policies that did not make it, beside what is true of them. In a stopped market one policy answers visitors drawn
 * at random, half of them with slates drawn evenly; from its decisions and their outcomes the value of five others is estimated, over and
 * over. An interval of 95 % must hold the true value in about 95 of 100 runs.
 *
 * <p>Visitors notice each position by itself, as the estimator assumes ({@link SlateEstimator.Independent}), or, to see what becomes of it
 * otherwise, many of them read from the top.
 */
final class OffPolicyStudy {
    private static final int POOL = 15;
    private static final int SLATE = 6;
    private static final double CONFIDENCE = 0.95;

    /** What a slot brings. */
    private enum Reward {
        CLICKS,
        GMV
    }

    private final FrozenMarket market;
    private final Consumer<String> progress;
    private final FeedPolicy logging;
    private final List<Asked> asked = new ArrayList<>();
    private final Map<String, List<SlateDistribution>> targets = new LinkedHashMap<>(); // parallel to asked

    /**
     * A visitor's request, and the truth about its candidates when they are noticed.
     *
     * @param click probability of a click
     * @param purchase probability of a purchase, at most that of a click
     * @param price in euros
     */
    private record Asked(
            ListQuery request, Map<String, Integer> candidates, double[] click, double[] purchase, double[] price) {}

    OffPolicyStudy(FrozenMarket market, FeedConfig config, Consumer<String> progress) {
        this.market = market;
        this.progress = progress;
        FeedConfig bare = config.bare();
        this.logging = market.policy(Optional.empty(), config.with("policy.explore.slates", "0.5"));
        ask(market.policy(Optional.of(market.model()), config));
        target("heuristic", market.policy(Optional.empty(), bare));
        target("heuristic-rules", market.policy(Optional.empty(), config));
        target("model", market.policy(Optional.of(market.model()), bare));
        target("model-rules", market.policy(Optional.of(market.model()), config));
        target(
                "model-conversion",
                market.policy(
                        Optional.of(market.model()),
                        bare.with("policy.weight.conversion", "1").with("policy.weight.gmv", "0")));
    }

    private void ask(FeedPolicy sources) {
        for (FrozenMarket.Visitor visitor : market.visitors()) {
            ListQuery request = market.request(sources, visitor, POOL, SLATE);
            if (request.candidates().size() < POOL) {
                continue;
            }
            Map<String, Integer> numbers = new LinkedHashMap<>();
            double[] click = new double[POOL];
            double[] purchase = new double[POOL];
            double[] price = new double[POOL];
            for (int c = 0; c < POOL; c++) {
                String item = request.candidates().get(c);
                numbers.put(item, c);
                click[c] = market.truth().clickProbability(visitor.user(), item, market.at());
                purchase[c] = market.truth().purchaseProbability(visitor.user(), item, market.at());
                double gmv = market.truth().trueExpectedGmv(visitor.user(), item, market.at());
                price[c] = purchase[c] == 0 ? 0 : gmv / purchase[c];
            }
            asked.add(new Asked(request, numbers, click, purchase, price));
        }
    }

    private void target(String name, FeedPolicy policy) {
        progress.accept("what " + name + " would show to " + asked.size() + " visitors");
        targets.put(
                name,
                asked.stream()
                        .map(each -> policy.prospect(each.request).distribution())
                        .toList());
    }

    /** Estimates from {@code runs} logs of so many decisions each. */
    List<MetricRow> run(int runs, int decisions) {
        Map<String, Tally> tallies = new LinkedHashMap<>();
        for (int run = 1; run <= runs; run++) {
            Map<String, Evaluation<LoggedSlate>> evaluations = log(decisions, new SplittableRandom(run));
            evaluations.forEach((key, evaluation) ->
                    tallies.computeIfAbsent(key, _ -> new Tally(truth(key))).accept(evaluation.result()));
            if (run % 10 == 0) {
                progress.accept(run + " of " + runs + " logs evaluated");
            }
        }
        List<MetricRow> rows = new ArrayList<>();
        tallies.forEach((key, tally) -> rows.addAll(tally.rows(key, decisions)));
        return rows;
    }

    private static String key(String target, Reward reward) {
        return target + " " + reward.name().toLowerCase(Locale.ROOT);
    }

    private Map<String, Evaluation<LoggedSlate>> log(int decisions, SplittableRandom random) {
        Map<String, Evaluation<LoggedSlate>> evaluations = new LinkedHashMap<>();
        for (String target : targets.keySet()) {
            for (Reward reward : Reward.values()) {
                evaluations.put(
                        key(target, reward),
                        new Evaluation<>(
                                new SlateEstimator.Independent(true), Sampling.DECISIONS, Requirements.usual()));
            }
        }
        for (int i = 0; i < decisions; i++) {
            int who = random.nextInt(asked.size());
            Asked visitor = asked.get(who);
            Decision decision = logging.decide(visitor.request);
            int[] shown = decision.choices().stream()
                    .mapToInt(choice -> Objects.requireNonNull(visitor.candidates.get(choice.action())))
                    .toArray();
            double[] propensities =
                    decision.choices().stream().mapToDouble(Choice::propensity).toArray();
            Map<Reward, double[]> rewards = rewards(visitor, shown, random);
            targets.forEach((name, distributions) -> {
                double[] probabilities = new double[shown.length];
                Arrays.setAll(probabilities, s -> distributions.get(who).probability(shown[s], s + 1));
                rewards.forEach((reward, values) -> Objects.requireNonNull(evaluations.get(key(name, reward)))
                        .accept(LoggedSlate.of(propensities, probabilities, values, visitor.request.user())));
            });
        }
        return evaluations;
    }

    private Map<Reward, double[]> rewards(Asked visitor, int[] shown, SplittableRandom random) {
        double[] clicks = new double[shown.length];
        double[] gmv = new double[shown.length];
        for (int s = 0; s < shown.length; s++) {
            double noticed = market.truth().attention(s + 1);
            double drawn = random.nextDouble();
            clicks[s] = drawn < noticed * visitor.click[shown[s]] ? 1 : 0;
            gmv[s] = drawn < noticed * visitor.purchase[shown[s]] ? visitor.price[shown[s]] : 0;
        }
        return Map.of(Reward.CLICKS, clicks, Reward.GMV, gmv);
    }

    /** The mean over visitors of what the target brings. */
    private double truth(String key) {
        double sum = 0;
        String target = key.substring(0, key.indexOf(' '));
        boolean clicks = key.equals(key(target, Reward.CLICKS));
        List<SlateDistribution> distributions = Objects.requireNonNull(targets.get(target));
        for (int who = 0; who < asked.size(); who++) {
            Asked visitor = asked.get(who);
            for (int position = 1; position <= SLATE; position++) {
                double noticed = market.truth().attention(position);
                for (int c = 0; c < POOL; c++) {
                    double value = clicks ? visitor.click[c] : visitor.purchase[c] * visitor.price[c];
                    sum += noticed * distributions.get(who).probability(c, position) * value;
                }
            }
        }
        return sum / asked.size();
    }

    /** What came of the runs. */
    private static final class Tally {
        private final double truth;
        private final List<Estimate> estimates = new ArrayList<>();
        private int refused;
        private int covered;

        Tally(double truth) {
            this.truth = truth;
        }

        void accept(Result result) {
            switch (result) {
                case Result.Sound sound -> accept(sound.estimate());
                case Result.Doubtful doubtful -> accept(doubtful.estimate());
                case Result.Refused _ -> refused++;
            }
        }

        private void accept(Estimate estimate) {
            estimates.add(estimate);
            Interval interval = estimate.interval(CONFIDENCE);
            covered += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }

        List<MetricRow> rows(String key, int decisions) {
            String policy = key.substring(0, key.indexOf(' '));
            String metric = key.substring(key.indexOf(' ') + 1) + "-per-slate";
            List<MetricRow> rows = new ArrayList<>();
            rows.add(new MetricRow(policy, metric + "-true", "all", truth, Double.NaN, Double.NaN, decisions));
            int n = estimates.size();
            if (n > 0) {
                double mean = mean(Estimate::value);
                double error = Math.sqrt(mean(e -> (e.value() - mean) * (e.value() - mean)) / n);
                rows.add(new MetricRow(
                        policy, metric + "-estimated", "all", mean, mean - 1.96 * error, mean + 1.96 * error, n));
                double half = mean(e -> e.interval(CONFIDENCE).high() - e.value());
                rows.add(new MetricRow(policy, metric + "-half-interval", "all", half, Double.NaN, Double.NaN, n));
                Interval wilson = new Proportion(covered, n).wilson(CONFIDENCE);
                rows.add(new MetricRow(
                        policy, metric + "-coverage95", "all", covered / (double) n, wilson.low(), wilson.high(), n));
            }
            rows.add(new MetricRow(policy, metric + "-refused", "all", refused, Double.NaN, Double.NaN, n + refused));
            return rows;
        }

        private double mean(ToDoubleFunction<Estimate> of) {
            return estimates.stream().mapToDouble(of).average().orElseThrow();
        }
    }
}
