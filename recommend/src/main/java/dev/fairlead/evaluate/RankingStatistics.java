package dev.fairlead.evaluate;

import java.util.ArrayList;
import java.util.List;

/** The measures of order: mrr, ndcg, recall, auc and value captured. */
final class RankingStatistics {
    private RankingStatistics() {}

    static List<Statistic> of(Slice slice, RankedPolicy policy, EvaluationConfig config, int users) {
        List<Statistic> statistics = new ArrayList<>();
        statistics.add(reciprocalRank(slice, policy, users));
        for (int k : config.cutoffs()) statistics.add(ndcg(slice, policy, k, users));
        for (int k : config.cutoffs()) statistics.add(recall(slice, policy, k, users));
        statistics.add(auc(slice, policy, users));
        statistics.add(capturedValue(slice, policy, config.valueCutoff(), users));
        return statistics;
    }

    private static Statistic reciprocalRank(Slice slice, RankedPolicy policy, int users) {
        RatioOfSums.Builder sums = new RatioOfSums.Builder("mrr", 1, users);
        for (Slice.Part part : slice.parts()) {
            double reciprocal = ListMeasures.reciprocalRank(policy.ranked(part));
            if (reciprocal > 0) sums.add(part.user(), reciprocal, 1);
        }
        return sums.build();
    }

    private static Statistic ndcg(Slice slice, RankedPolicy policy, int k, int users) {
        RatioOfSums.Builder sums = new RatioOfSums.Builder("ndcg@" + k, 1, users);
        for (Slice.Part part : slice.parts()) {
            double best = ListMeasures.dcg(ListMeasures.ideal(part.grades()), k);
            if (best > 0) sums.add(part.user(), ListMeasures.dcg(policy.ranked(part), k) / best, 1);
        }
        return sums.build();
    }

    private static Statistic recall(Slice slice, RankedPolicy policy, int k, int users) {
        RatioOfSums.Builder sums = new RatioOfSums.Builder("recall@" + k, 1, users);
        for (Slice.Part part : slice.parts()) {
            float[] ranked = policy.ranked(part);
            int relevant = ListMeasures.relevant(ranked, ranked.length);
            if (relevant > 0) sums.add(part.user(), (double) ListMeasures.relevant(ranked, k) / relevant, 1);
        }
        return sums.build();
    }

    private static Statistic auc(Slice slice, RankedPolicy policy, int users) {
        RatioOfSums.Builder sums = new RatioOfSums.Builder("auc", 1, users);
        for (Slice.Part part : slice.parts()) {
            double[] scores = policy.policy().scores()[part.index()];
            double auc = ListMeasures.auc(policy.orders()[part.index()], scores, part.outcomes(), part.inside());
            if (!Double.isNaN(auc)) sums.add(part.user(), auc, 1);
        }
        return sums.build();
    }

    private static Statistic capturedValue(Slice slice, RankedPolicy policy, int k, int users) {
        RatioOfSums.Builder sums = new RatioOfSums.Builder("gmv@" + k + "/1000", 1_000, users);
        boolean known = false;
        for (Slice.Part part : slice.parts()) {
            int[] order = policy.orders()[part.index()];
            int slots = Math.min(k, order.length);
            double captured = 0;
            for (int i = 0; i < slots; i++) {
                double value = part.list().values()[order[i]];
                if (part.outcomes()[order[i]] && !Double.isNaN(value)) captured += value;
            }
            for (double value : part.list().values()) known |= !Double.isNaN(value);
            if (slots > 0) sums.add(part.user(), captured, slots);
        }
        return known ? sums.build() : new RatioOfSums.Builder("gmv@" + k + "/1000", 1_000, users).build();
    }
}
