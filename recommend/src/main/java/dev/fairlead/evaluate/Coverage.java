package dev.fairlead.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Share of the distinct items (or sellers) shown in the slice that the policy puts in somebody's top K.
 *
 * <p>A bootstrap replicate holds only about 63 % of the users, so a count of distinct things falls in all of them and the
 * percentile interval would miss the value itself. The interval is therefore the delete-one-user jackknife's, which errs to
 * the wide side (Efron and Stein 1981). Leaving out a user loses exactly the things that nobody else has, so all
 * leave-one-out values come from one pass.
 *
 * @param leaveOneOut the share without each user of the slice in turn
 */
record Coverage(String metric, double value, long n, double[] leaveOneOut) implements Statistic {

    static List<Statistic> of(Slice slice, RankedPolicy policy, String metric, Names names, EvaluationConfig config) {
        Distinct seen = distinct(slice, policy, names, Integer.MAX_VALUE);
        List<Statistic> statistics = new ArrayList<>();
        for (int k : config.cutoffs()) {
            Distinct covered = distinct(slice, policy, names, k);
            double[] leaveOneOut = IntStream.of(slice.users())
                    .filter(seen::has)
                    .mapToDouble(user -> (double) covered.without(user) / Math.max(1, seen.without(user)))
                    .toArray();
            double value = (double) covered.count / seen.count;
            statistics.add(new Coverage(metric + "@" + k, value, seen.count, leaveOneOut));
        }
        return statistics;
    }

    private static Distinct distinct(Slice slice, RankedPolicy policy, Names names, int k) {
        Distinct distinct = new Distinct(names.distinct(), slice.users());
        for (Slice.Part part : slice.parts()) {
            int[] order = policy.orders()[part.index()];
            int[] ids = names.ids()[part.index()];
            for (int i = 0; i < Math.min(k, order.length); i++) {
                int id = ids[order[i]];
                if (part.inside()[order[i]] && id != Names.NONE) distinct.add(id, part.user());
            }
        }
        return distinct;
    }

    @Override
    public int users() {
        return leaveOneOut.length;
    }

    @Override
    public int replicates(int bootstrap) {
        return leaveOneOut.length;
    }

    /** Has nothing to do with the draws: writes the leave-one-out values. */
    @Override
    public void replicate(Resamples.Block block, double[] out) {
        if (block.first() == 0) System.arraycopy(leaveOneOut, 0, out, 0, leaveOneOut.length);
    }

    @Override
    public Interval interval(double value, double[] replicates) {
        return Interval.jackknife(value, replicates);
    }

    @Override
    public Interval scale() {
        return new Interval(0, 1);
    }

    /** Distinct numbers, each with its only user or the note that there are several. */
    private static final class Distinct {
        private static final int NOBODY = -1;
        private static final int SEVERAL = -2;
        private final int[] onlyUser;
        private final int[] only;
        private final boolean[] present;
        private int count;

        Distinct(int distinct, int[] users) {
            onlyUser = new int[distinct];
            Arrays.fill(onlyUser, NOBODY);
            int most = Arrays.stream(users).max().orElse(-1);
            only = new int[most + 1];
            present = new boolean[most + 1];
        }

        void add(int id, int user) {
            present[user] = true;
            int had = onlyUser[id];
            if (had == NOBODY) {
                onlyUser[id] = user;
                only[user]++;
                count++;
            } else if (had != user && had != SEVERAL) {
                onlyUser[id] = SEVERAL;
                only[had]--;
            }
        }

        boolean has(int user) {
            return present[user];
        }

        int without(int user) {
            return count - only[user];
        }
    }
}
