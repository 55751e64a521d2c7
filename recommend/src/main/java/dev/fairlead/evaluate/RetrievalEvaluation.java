package dev.fairlead.evaluate;

import dev.fairlead.learn.MetricRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Measures lists of candidates against what users then touched.
 *
 * <ul>
 *   <li>{@code recall@K}: of all relevant (user, item) pairs, the share whose item is among the first K of the user's list. A
 *       user counts as often as there are relevant items. n: pairs.
 *   <li>{@code ndcg@K}: mean over users with a relevant item of DCG / best possible DCG in the first K, discount
 *       1 / log2(rank + 1) (Järvelin and Kekäläinen 2002). n: users.
 * </ul>
 *
 * 95 % percentile bootstrap by user, the same draws for every policy that is measured on the same users.
 */
public final class RetrievalEvaluation {
    private RetrievalEvaluation() {}

    /**
     * One user.
     *
     * @param ranked items, best first, each once
     * @param relevant items that were to be found
     */
    public record Retrieved(List<String> ranked, Set<String> relevant) {}

    private static int[] each(int users) {
        return IntStream.range(0, users).toArray();
    }

    /**
     * Of users who are asked for once each.
     *
     * @param users in the same order for every policy
     * @param recallAt cut-offs of recall; {@code ndcgAt}: of NDCG
     * @param replicates of the bootstrap, at least 2
     * @return no rows when no user has a relevant item
     */
    public static List<MetricRow> rows(
            String policy,
            String slice,
            List<Retrieved> users,
            List<Integer> recallAt,
            int ndcgAt,
            int replicates,
            long seed) {
        return rows(policy, slice, users, each(users.size()), recallAt, ndcgAt, replicates, seed);
    }

    private static List<MetricRow> rows(
            String policy,
            String slice,
            List<Retrieved> users,
            int[] units,
            List<Integer> recallAt,
            int ndcgAt,
            int replicates,
            long seed) {
        int count = count(units);
        List<RatioOfSums.Builder> sums = new ArrayList<>();
        for (int k : recallAt) {
            sums.add(new RatioOfSums.Builder("recall@" + k, 1, count));
        }
        RatioOfSums.Builder ndcg = new RatioOfSums.Builder("ndcg@" + ndcgAt, 1, count);
        long pairs = 0;
        for (int u = 0; u < users.size(); u++) {
            Retrieved user = users.get(u);
            if (user.relevant.isEmpty()) {
                continue;
            }
            pairs += user.relevant.size();
            float[] grades = new float[user.ranked.size()];
            for (int i = 0; i < grades.length; i++) {
                grades[i] = user.relevant.contains(user.ranked.get(i)) ? 1 : 0;
            }
            for (int k = 0; k < recallAt.size(); k++) {
                sums.get(k).add(units[u], ListMeasures.relevant(grades, recallAt.get(k)), user.relevant.size());
            }
            float[] ideal = new float[user.relevant.size()];
            Arrays.fill(ideal, 1);
            ndcg.add(units[u], ListMeasures.dcg(grades, ndcgAt) / ListMeasures.dcg(ideal, ndcgAt), 1);
        }
        if (pairs == 0) {
            return List.of();
        }
        sums.add(ndcg);
        return measured(
                policy, slice, sums.stream().map(RatioOfSums.Builder::build).toList(), count, pairs, replicates, seed);
    }

    private static int count(int[] units) {
        return 1 + IntStream.of(units).max().orElse(-1);
    }

    private static List<MetricRow> measured(
            String policy,
            String slice,
            List<RatioOfSums> statistics,
            int users,
            long pairs,
            int replicates,
            long seed) {
        double[][] values = new double[statistics.size()][replicates];
        new Resamples(users, replicates, seed).forEachBlock(block -> {
            for (int s = 0; s < values.length; s++) {
                statistics.get(s).replicate(block, values[s]);
            }
        });
        List<MetricRow> rows = new ArrayList<>();
        for (int s = 0; s < values.length; s++) {
            RatioOfSums statistic = statistics.get(s);
            Interval interval = statistic.users() < 2 ? Interval.UNKNOWN : Interval.percentile(values[s]);
            rows.add(new MetricRow(
                    policy,
                    statistic.metric(),
                    slice,
                    statistic.value(),
                    interval.low(),
                    interval.high(),
                    statistic.metric().startsWith("recall") ? pairs : statistic.n()));
        }
        return rows;
    }

    /**
     * What was served: beside recall at {@code k} and 100 and NDCG at {@code k} the share of slates with something relevant in their first {@code k}
     * (hit rate) and the mean of 1 / the place of the first of these, 0 without one. n: questions, of recall pairs.
     *
     * @param units who asked for each slate, numbered from 0: the bootstrap draws them, each with all of its slates
     */
    public static List<MetricRow> served(
            String policy, List<Retrieved> slates, int[] units, int k, int replicates, long seed) {
        List<MetricRow> rows =
                new ArrayList<>(rows(policy, "all", slates, units, List.of(k, 100), k, replicates, seed));
        int count = count(units);
        RatioOfSums.Builder hits = new RatioOfSums.Builder("hr@" + k, 1, count);
        RatioOfSums.Builder ranks = new RatioOfSums.Builder("mrr@" + k, 1, count);
        for (int s = 0; s < slates.size(); s++) {
            Retrieved slate = slates.get(s);
            double reciprocal = 0;
            for (int i = Math.min(k, slate.ranked.size()) - 1; i >= 0; i--) {
                reciprocal = slate.relevant.contains(slate.ranked.get(i)) ? 1.0 / (i + 1) : reciprocal;
            }
            hits.add(units[s], reciprocal > 0 ? 1 : 0, 1);
            ranks.add(units[s], reciprocal, 1);
        }
        rows.addAll(
                measured(policy, "all", List.of(hits.build(), ranks.build()), count, slates.size(), replicates, seed));
        return rows;
    }

    /** The share of pairs that could be found at all, with Wilson's interval; metric {@code reachable}. */
    public static MetricRow reachable(String slice, long reachable, long pairs) {
        Interval interval = Interval.wilson(reachable, pairs);
        return new MetricRow(
                "ceiling", "reachable", slice, (double) reachable / pairs, interval.low(), interval.high(), pairs);
    }
}
