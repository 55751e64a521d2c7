package dev.fairlead.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Share of the distinct items (or sellers) shown in the slice that the policy puts in somebody's top K.
 *
 * <p>A bootstrap replicate holds only about 63 % of the users, so a count of distinct things falls in all of them and the
 * percentile interval would miss the value itself. The interval is therefore the delete-one-user jackknife's, which errs to
 * the wide side (Efron and Stein 1981). Leaving out a user loses exactly the things that nobody else has, so all
 * leave-one-out values come from one pass.
 *
 * @param covered leave-one-out counts of things in a top K, one per user of the slice
 * @param seen leave-one-out counts of things shown
 */
record Coverage(String metric, double value, long n, int[] covered, int[] seen) implements Statistic {

    static List<Statistic> of(Slice slice, RankedPolicy policy, EvaluationConfig config, int users) {
        List<Statistic> statistics = new ArrayList<>();
        for (int k : config.cutoffs()) {
            statistics.add(measure("coverage@" + k, slice, policy, k, users, false));
        }
        for (int k : config.cutoffs()) {
            statistics.add(measure("seller-coverage@" + k, slice, policy, k, users, true));
        }
        return statistics;
    }

    private static Coverage measure(
            String metric, Slice slice, RankedPolicy policy, int k, int users, boolean sellers) {
        Distinct covered = new Distinct(users);
        Distinct seen = new Distinct(users);
        boolean[] present = new boolean[users];
        for (Slice.Part part : slice.parts()) {
            List<String> names = sellers ? part.list().sellers() : part.list().items();
            int[] order = policy.orders()[part.index()];
            for (int i = 0; i < order.length; i++) {
                String name = names.get(order[i]);
                if (!part.inside()[order[i]] || name.isEmpty()) continue;
                present[part.user()] = true;
                seen.add(name, part.user());
                if (i < k) covered.add(name, part.user());
            }
        }
        return new Coverage(
                metric,
                (double) covered.count() / seen.count(),
                seen.count(),
                covered.leaveOneOut(present),
                seen.leaveOneOut(present));
    }

    @Override
    public int users() {
        return seen.length;
    }

    @Override
    public int replicates(int bootstrap) {
        return seen.length;
    }

    /** Ignores the draws: writes the leave-one-out values. */
    @Override
    public void replicate(Resamples.Block block, double[] out) {
        if (block.first() > 0) return;
        for (int u = 0; u < seen.length; u++) out[u] = seen[u] > 0 ? (double) covered[u] / seen[u] : 0;
    }

    @Override
    public Interval interval(double value, double[] replicates) {
        return Interval.jackknife(value, replicates);
    }

    @Override
    public Interval scale() {
        return new Interval(0, 1);
    }

    /** Distinct names, each with its only user or the note that there are several. */
    private static final class Distinct {
        private static final int SEVERAL = -1;
        private final Map<String, Integer> onlyUser = new HashMap<>();
        private final int users;

        Distinct(int users) {
            this.users = users;
        }

        void add(String name, int user) {
            onlyUser.merge(name, user, (had, now) -> had.equals(now) ? had : SEVERAL);
        }

        int count() {
            return onlyUser.size();
        }

        int[] leaveOneOut(boolean[] present) {
            int[] lost = new int[users];
            for (int user : onlyUser.values()) if (user != SEVERAL) lost[user]++;
            return IntStream.range(0, users)
                    .filter(u -> present[u])
                    .map(u -> count() - lost[u])
                    .toArray();
        }
    }
}
