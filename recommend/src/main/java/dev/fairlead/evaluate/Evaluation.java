package dev.fairlead.evaluate;

import dev.fairlead.learn.MetricRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares ranking policies on lists that were shown, each policy re-ordering the same items.
 *
 * <h2>Measures</h2>
 *
 * A list is relevant when an item has grade &gt; 0. Higher is better except for {@code logloss}, {@code brier},
 * {@code ece}.
 *
 * <ul>
 *   <li>{@code mrr}: mean over relevant lists of 1 / rank of the first relevant item. n: relevant lists.
 *   <li>{@code ndcg@K}: mean over relevant lists of DCG / best possible DCG in the top K, with gain 2^grade − 1 and
 *       discount 1 / log2(rank + 1) (Järvelin and Kekäläinen 2002; Burges et al. 2005). n: relevant lists.
 *   <li>{@code recall@K}: mean over relevant lists of the share of relevant items in the top K. n: relevant lists.
 *   <li>{@code auc}: mean over lists with and without the outcome of the probability that an item with it has the higher
 *       <em>score</em>, ties half (Mann and Whitney 1947). n: such lists.
 *   <li>{@code gmv@K/1000}: value captured. 1,000 × (sum of the values of items that had the outcome and that the policy
 *       puts in the top K) / (slots: Σ min(K, list size)). An unknown value counts 0. It says where the policy puts the
 *       money that the log holds; it is <em>not</em> the money that the policy would earn, because the outcomes happened at
 *       the positions of the policy that was live, and people look less at lower positions. n: lists.
 *   <li>{@code coverage@K}, {@code seller-coverage@K}: share of the distinct items (known sellers) shown in any list that
 *       the policy puts in the top K of at least one. n: distinct items (sellers) shown.
 * </ul>
 *
 * Only for policies with probabilities, n being items:
 *
 * <ul>
 *   <li>{@code global-auc}: AUC of all probabilities of all lists together.
 *   <li>{@code logloss}: mean −ln of the probability given to what happened, kept within 1e-15 of 0 and 1.
 *   <li>{@code brier}: mean (probability − outcome)² (Brier 1950).
 *   <li>{@code ece}: expected calibration error over 15 bins of equal mass; equal probabilities share a bin. It is biased
 *       upwards in small samples, as is every mean of absolute errors, and its replicates more so: the interval can lie
 *       above the value.
 *   <li>{@code predicted-gmv/1000} and {@code observed-gmv/1000}: 1,000 × mean of probability × value and of outcome ×
 *       value, over items of known value. Compare the two: they are equal when money is calibrated.
 * </ul>
 *
 * <h2>Slices</h2>
 *
 * {@code all}, every {@code key=value} of {@link JudgedList#slices}, and {@code seller=…} for
 * {@link JudgedList#itemSlice}. In a slice of items, other items keep their places in the list but count as without
 * relevance, outcome and value; the measures of probabilities and coverage, and auc, leave them out.
 *
 * <h2>Intervals</h2>
 *
 * 95 % percentile bootstrap: users are drawn with replacement, all lists of a user together, the same draws for every
 * policy. Coverage takes a jackknife by user instead. An interval is NaN with fewer than two users. Intervals speak of
 * other users of the same time and product; they do not know of other weeks or of retraining.
 *
 * <h2>Gains</h2>
 *
 * For every policy but the baseline, {@code METRIC-gain} in slice {@code all}: the difference from the baseline, with the
 * interval of the difference under the same draws. Positive is better: policy − baseline, and baseline − policy for
 * {@code logloss}, {@code brier} and {@code ece}.
 */
public final class Evaluation {
    private static final Set<String> LOSSES = Set.of("logloss", "brier", "ece");
    private static final Set<String> NOT_COMPARED = Set.of("predicted-gmv/1000", "observed-gmv/1000");

    private Evaluation() {}

    /**
     * Measures every policy. A measure that has nothing to rest on (no relevant list, no known value, no known seller)
     * gives no row.
     *
     * @return rows by slice ({@code all} first), policy in the given order, metric; then the gains
     * @throws IllegalArgumentException if scores do not fit the lists, two policies share a name, or the baseline is not
     *     among the policies
     */
    public static List<MetricRow> evaluate(
            List<JudgedList> lists, List<PolicyScores> policies, EvaluationConfig config) {
        requireDistinctWithBaseline(policies, config.baseline());
        for (PolicyScores policy : policies) policy.requireFits(lists);
        int[] userOfList = numberUsers(lists);
        int users = 1 + Arrays.stream(userOfList).max().orElse(-1);
        if (users == 0) return List.of();
        List<RankedPolicy> ranked = policies.stream()
                .map(policy -> RankedPolicy.of(policy, lists, userOfList))
                .toList();
        Names items = Names.of(lists, JudgedList::items);
        Names sellers = Names.of(lists, JudgedList::sellers);
        List<Measured> measured = new ArrayList<>();
        for (Slice slice : Slice.of(lists, userOfList)) {
            for (RankedPolicy policy : ranked) {
                List<Statistic> statistics = statistics(slice, policy, config, users);
                statistics.addAll(Coverage.of(slice, policy, "coverage", items, config));
                statistics.addAll(Coverage.of(slice, policy, "seller-coverage", sellers, config));
                for (Statistic statistic : statistics) {
                    if (Double.isNaN(statistic.value())) continue;
                    double[] replicates = new double[statistic.replicates(config.replicates())];
                    measured.add(new Measured(policy.policy().policy(), slice.name(), statistic, replicates));
                }
            }
        }
        new Resamples(users, config.replicates(), config.seed())
                .forEachBlock(block -> measured.forEach(m -> m.statistic.replicate(block, m.replicates)));
        List<MetricRow> rows = new ArrayList<>();
        measured.forEach(m -> rows.add(m.row()));
        rows.addAll(gains(measured, config.baseline()));
        return rows;
    }

    private static List<Statistic> statistics(Slice slice, RankedPolicy policy, EvaluationConfig config, int users) {
        List<Statistic> statistics = new ArrayList<>(RankingStatistics.of(slice, policy, config, users));
        if (policy.policy().hasProbabilities()) {
            statistics.addAll(ProbabilityStatistics.of(policy.predictions().within(slice), users));
        }
        return statistics;
    }

    private static List<MetricRow> gains(List<Measured> measured, String baseline) {
        List<Measured> comparable = measured.stream()
                .filter(m -> m.slice.equals("all") && !NOT_COMPARED.contains(m.statistic.metric()))
                .toList();
        List<MetricRow> rows = new ArrayList<>();
        for (Measured one : comparable) {
            if (one.policy.equals(baseline)) continue;
            Optional<Measured> against = comparable.stream()
                    .filter(m ->
                            m.policy.equals(baseline) && m.statistic.metric().equals(one.statistic.metric()))
                    .findFirst();
            against.ifPresent(base -> rows.add(one.gainOver(base)));
        }
        return rows;
    }

    private static void requireDistinctWithBaseline(List<PolicyScores> policies, String baseline) {
        List<String> names = policies.stream().map(PolicyScores::policy).toList();
        if (Set.copyOf(names).size() < names.size()) {
            throw new IllegalArgumentException("two policies share a name: " + names);
        }
        if (!baseline.isEmpty() && !names.contains(baseline)) {
            throw new IllegalArgumentException("baseline " + baseline + " is not among the policies " + names);
        }
    }

    private static int[] numberUsers(List<JudgedList> lists) {
        Map<String, Integer> numbers = new HashMap<>();
        return lists.stream()
                .mapToInt(list -> numbers.computeIfAbsent(list.user(), user -> numbers.size()))
                .toArray();
    }

    private record Measured(String policy, String slice, Statistic statistic, double[] replicates) {

        MetricRow row() {
            Interval scale = statistic.scale();
            Interval interval = interval(statistic.value(), replicates).within(scale.low(), scale.high());
            return row(statistic.metric(), statistic.value(), interval);
        }

        MetricRow gainOver(Measured baseline) {
            double sign = LOSSES.contains(statistic.metric()) ? -1 : 1;
            double[] differences = new double[replicates.length];
            for (int r = 0; r < differences.length; r++) {
                differences[r] = sign * (replicates[r] - baseline.replicates[r]);
            }
            double value = sign * (statistic.value() - baseline.statistic.value());
            return row(statistic.metric() + "-gain", value, interval(value, differences));
        }

        private Interval interval(double value, double[] over) {
            return statistic.users() < 2 ? Interval.UNKNOWN : statistic.interval(value, over);
        }

        private MetricRow row(String metric, double value, Interval interval) {
            return new MetricRow(policy, metric, slice, value, interval.low(), interval.high(), statistic.n());
        }
    }
}
