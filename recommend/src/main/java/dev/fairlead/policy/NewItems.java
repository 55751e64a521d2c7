package dev.fairlead.policy;

import dev.fairlead.experiment.distribution.Beta;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * Thompson sampling among new items (Thompson 1933; Chapelle, Li 2011): each item's rate of success is drawn from its Beta posterior,
 * and the item with the highest value × drawn rate / mean rate is shown.
 *
 * <p>A posterior is held as {@value #POINTS} equally likely rates, the quantiles at the middles of as many equal parts. The draws are
 * from these, so that the probability of winning is a finite sum and exact for what is drawn.
 */
final class NewItems {
    static final int POINTS = 32;

    /** Posteriors of whole counts repeat; these are kept, by successes and trials. */
    private static final int KEPT = 50_000;

    private final PolicyConfig.Exploration config;
    private final Map<Long, double[]> grids = new ConcurrentHashMap<>();

    NewItems(PolicyConfig.Exploration config) {
        this.config = config;
    }

    /**
     * What may be drawn.
     *
     * @param candidates indices into the pool
     * @param draws of each candidate, {@link #POINTS} equally likely values, rising
     */
    record Field(int[] candidates, double[][] draws) {
        /** Probability that a candidate wins; of equal draws the one that is listed first wins. */
        double[] winning() {
            double[] winning = new double[candidates.length];
            for (int i = 0; i < candidates.length; i++) {
                for (double draw : draws[i]) {
                    double all = 1.0 / POINTS;
                    for (int j = 0; j < candidates.length && all > 0; j++) {
                        all *= j == i ? 1 : share(draws[j], draw, j > i);
                    }
                    winning[i] += all;
                }
            }
            return winning;
        }

        /** Share of the draws below {@code draw}, or equal to it where {@code orEqual}. */
        private static double share(double[] rising, double draw, boolean orEqual) {
            int low = 0;
            int high = rising.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (rising[middle] < draw || (orEqual && rising[middle] == draw)) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return (double) low / rising.length;
        }

        /** Index into {@code candidates} of the one that wins a draw. */
        int draw(RandomGenerator random) {
            int best = 0;
            double highest = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < candidates.length; i++) {
                double drawn = draws[i][random.nextInt(POINTS)];
                if (drawn > highest) {
                    highest = drawn;
                    best = i;
                }
            }
            return best;
        }
    }

    /** @param candidates new items of the pool, at least one */
    Field field(Pool pool, int[] candidates) {
        double[][] draws = new double[candidates.length][];
        for (int i = 0; i < candidates.length; i++) {
            int c = candidates[i];
            double value = Double.isNaN(pool.value()[c]) ? 0 : Math.max(0, pool.value()[c]);
            double[] relative = grid(pool.successes()[c], pool.trials()[c]);
            draws[i] = new double[POINTS];
            for (int g = 0; g < POINTS; g++) {
                draws[i][g] = value * relative[g];
            }
        }
        return new Field(candidates, draws);
    }

    /** Quantiles of the posterior divided by its mean. */
    private double[] grid(double successes, double trials) {
        long s = Math.round(Math.max(0, successes));
        long t = Math.max(s, Math.round(trials));
        double[] known = grids.get(s << 32 | t);
        if (known == null) {
            known = computed(s, t);
            if (grids.size() < KEPT) {
                grids.put(s << 32 | t, known);
            }
        }
        return known;
    }

    private double[] computed(long successes, long trials) {
        double a = config.priorRate() * config.priorTrials() + successes;
        double b = (1 - config.priorRate()) * config.priorTrials() + trials - successes;
        Beta posterior = new Beta(a, b);
        double[] grid = new double[POINTS];
        for (int g = 0; g < POINTS; g++) {
            grid[g] = posterior.quantile((g + 0.5) / POINTS) / posterior.mean();
        }
        return grid;
    }
}
