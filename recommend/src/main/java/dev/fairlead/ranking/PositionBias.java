package dev.fairlead.ranking;

import dev.fairlead.experiment.offpolicy.LogisticRelevance;
import dev.fairlead.experiment.offpolicy.RegressionEm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much less lower positions are noticed than the first, θ(k) = k^−η, the curve of Joachims, Swaminathan, Schnabel, Unbiased
 * Learning-to-Rank with Biased Feedback, WSDM 2017 (section 5.3), in a position-based click model: P(click) = θ(position) × γ(item).
 *
 * @param exponent η, 0 when all positions are noticed alike
 * @param low of its 95 % interval, NaN when there is none
 * @param high of its 95 % interval, NaN when there is none
 * @param impressions it rests on
 * @param clicks it rests on
 */
public record PositionBias(double exponent, double low, double high, long impressions, long clicks) {
    /** Below this many clicks on drawn slots nothing is estimated. */
    public static final int FEWEST_CLICKS = 50;

    private static final double LARGEST = 5;
    private static final int SAMPLED = 20_000;
    private static final int FEATURES = 8;
    private static final int ITERATIONS = 500;

    /** Impressions and clicks by position, the first at 0. */
    public record Slots(long[] impressions, long[] clicks) {}

    /** Of the slots that were drawn evenly, or of all. */
    public static Slots slots(List<ShownList> lists, boolean drawnOnly) {
        int most = lists.stream().mapToInt(ShownList::size).max().orElse(0);
        Slots slots = new Slots(new long[most], new long[most]);
        for (ShownList list : lists) {
            for (int i = 0; i < list.size(); i++) {
                if (list.randomized()[i] || !drawnOnly) {
                    slots.impressions[i]++;
                    slots.clicks[i] += clicked(list, i) ? 1 : 0;
                }
            }
        }
        return slots;
    }

    private static boolean clicked(ShownList list, int i) {
        return list.outcomes()[i].clicked() != ShownList.Outcome.NEVER;
    }

    /**
     * From slots whose items were drawn evenly, by maximum likelihood: clicks are Poisson with mean impressions × a × θ(k). What is drawn
     * is as good at one position as at another, so that positions differ by θ alone. The interval is by the observed information.
     *
     * @throws IllegalArgumentException if there are fewer than {@value #FEWEST_CLICKS} clicks on such slots
     */
    public static PositionBias randomized(List<ShownList> lists) {
        Slots slots = slots(lists, true);
        long clicks = Arrays.stream(slots.clicks).sum();
        long impressions = Arrays.stream(slots.impressions).sum();
        if (clicks < FEWEST_CLICKS) {
            throw new IllegalArgumentException(
                    "the log holds " + impressions + " slots that were drawn evenly, with " + clicks
                            + " clicks; at least " + FEWEST_CLICKS
                            + " are needed to compare positions: explore more (policy.explore.share) or longer");
        }
        double seen = 0;
        for (int k = 0; k < slots.clicks.length; k++) {
            seen += slots.clicks[k] * Math.log(k + 1.0) / clicks;
        }
        double below = -LARGEST;
        double above = LARGEST;
        for (int i = 0; i < 100; i++) { // the mean of ln k falls as η rises
            double middle = (below + above) / 2;
            if (moments(slots.impressions, middle)[0] > seen) {
                below = middle;
            } else {
                above = middle;
            }
        }
        double exponent = (below + above) / 2;
        double error = 1 / Math.sqrt(clicks * moments(slots.impressions, exponent)[1]);
        return new PositionBias(exponent, exponent - 1.96 * error, exponent + 1.96 * error, impressions, clicks);
    }

    /** Mean and variance of ln k under weights impressions × k^−η. */
    private static double[] moments(long[] impressions, double exponent) {
        double weights = 0;
        double mean = 0;
        double square = 0;
        for (int k = 0; k < impressions.length; k++) {
            double log = Math.log(k + 1.0);
            double weight = impressions[k] * Math.exp(-exponent * log);
            weights += weight;
            mean += weight * log;
            square += weight * log * log;
        }
        mean /= weights;
        return new double[] {mean, Math.max(1e-12, square / weights - mean * mean)};
    }

    /**
     * From all slots, by expectation-maximization with a logistic regression for γ on the features that alone tell clicks best (Wang et
     * al., Position Bias Estimation for Unbiased Learning to Rank in Personal Search, WSDM 2018), on about 20,000 impressions. It
     * takes what the features do not tell for the position's doing. η is the least-squares fit to the logarithms of θ; no interval.
     */
    public static PositionBias regressionEm(TrainingSet set) {
        int every = Math.max(1, set.size() / SAMPLED);
        List<int[]> sampled = new ArrayList<>();
        int row = 0;
        for (int l = 0; l < set.lists().size(); l++) {
            for (int i = 0; i < set.lists().get(l).size(); i++) {
                if (row++ % every == 0) {
                    sampled.add(new int[] {l, i});
                }
            }
        }
        int slots = set.lists().stream().mapToInt(ShownList::size).max().orElse(0);
        RegressionEm em = new RegressionEm(slots, new LogisticRelevance(features(set, sampled), 1));
        long clicks = 0;
        for (int r = 0; r < sampled.size(); r++) {
            boolean clicked = clicked(set.lists().get(sampled.get(r)[0]), sampled.get(r)[1]);
            em.accept(r, sampled.get(r)[1], 1, clicked ? 1 : 0);
            clicks += clicked ? 1 : 0;
        }
        double[] examination = em.fit(ITERATIONS, 1e-9).examination();
        double above = 0;
        double below = 0;
        for (int k = 1; k < slots; k++) {
            if (examination[k] > 0) {
                above -= Math.log(examination[k]) * Math.log(k + 1.0);
                below += Math.log(k + 1.0) * Math.log(k + 1.0);
            }
        }
        return new PositionBias(below == 0 ? 0 : above / below, Double.NaN, Double.NaN, sampled.size(), clicks);
    }

    /** Standardized; not known counts as the mean. */
    private static double[][] features(TrainingSet set, List<int[]> sampled) {
        int[] columns = SingleFeatureAuc.best(set, FEATURES);
        double[][] rows = new double[sampled.size()][columns.length];
        for (int c = 0; c < columns.length; c++) {
            int column = columns[c];
            double[] values = sampled.stream()
                    .mapToDouble(at -> set.rows()[at[0]][at[1] * set.width() + column])
                    .toArray();
            double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
            double mean = Arrays.stream(known).average().orElse(0);
            double deviation = Math.sqrt(Arrays.stream(known)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElse(0));
            for (int r = 0; r < rows.length; r++) {
                rows[r][c] = Double.isNaN(values[r]) || deviation == 0 ? 0 : (values[r] - mean) / deviation;
            }
        }
        return rows;
    }

    /** θ, 1 for the first position. @param position 1 the first */
    public double examination(int position) {
        return Math.pow(position, -Math.max(0, exponent));
    }

    /** Inverse propensity: 1 / θ, but at most {@code clip}. */
    public double weight(int position, double clip) {
        return Math.min(clip, 1 / examination(position));
    }

    /**
     * Mean reciprocal rank of what was clicked, each click weighing the inverse of how much its position was noticed, self-normalised: what
     * the mean would be if people had looked at every position alike (Joachims et al. 2017, eq. 5).
     *
     * @param scores by list and item, higher first; of equal ones the upper first
     * @return the measure, and the effective number of clicks, (Σ w)² / Σ w²
     */
    public double[] reciprocalRank(List<ShownList> lists, double[][] scores, double clip) {
        double sum = 0;
        double weights = 0;
        double squares = 0;
        for (int l = 0; l < lists.size(); l++) {
            ShownList list = lists.get(l);
            double[] of = scores[l];
            int[] order = IntStream.range(0, list.size())
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -of[i]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int rank = 1; rank <= order.length; rank++) {
                if (clicked(list, order[rank - 1])) {
                    double weight = weight(order[rank - 1] + 1, clip);
                    sum += weight / rank;
                    weights += weight;
                    squares += weight * weight;
                }
            }
        }
        return new double[] {weights == 0 ? Double.NaN : sum / weights, weights == 0 ? 0 : weights * weights / squares};
    }
}
