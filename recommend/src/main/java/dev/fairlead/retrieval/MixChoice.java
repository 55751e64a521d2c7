package dev.fairlead.retrieval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Chooses the mix on a validation split: one weight or offset after the other is set to the best of a few values, over and
 * over until nothing gets better (coordinate ascent). The objective is the mean of the logarithms of Recall@20, @100 and
 * @500, of all pairs and of those that are new to the user, so that a tenth more is worth the same wherever it is gained.
 */
final class MixChoice {
    private static final double[] FACTORS = {0, 0.25, 0.5, 0.8, 1.25, 2, 4};
    private static final double[] OFFSETS = {1, 5, 15, 40, 100, 300};
    private static final int[] CUTOFFS = {20, 100, RetrievalTask.K};
    private static final int ROUNDS = 6;
    private static final double LEAST_GAIN = 1e-4;

    /**
     * One user's lists in small numbers.
     *
     * @param ranked by source: candidates, best first
     * @param wanted candidates that are to be found
     */
    private record User(int candidates, int[][] ranked, int[] wanted) {}

    private final List<String> sources;
    private final List<List<User>> slices;
    private final double[] pairs;

    private MixChoice(List<String> sources, List<List<User>> slices, double[] pairs) {
        this.sources = sources;
        this.slices = slices;
        this.pairs = pairs;
    }

    /** @param lists by source */
    public static SourceMix best(RetrievalTask validation, Map<String, RetrievalTask.Lists> lists) {
        List<String> sources = List.copyOf(lists.keySet());
        List<List<User>> slices = new ArrayList<>();
        double[] pairs = new double[2];
        for (int slice = 0; slice < 2; slice++) {
            boolean onlyNew = slice == 1;
            List<Set<String>> wanted = validation.wanted(onlyNew);
            List<User> users = new ArrayList<>();
            for (int u = 0; u < wanted.size(); u++) {
                int user = u;
                pairs[slice] += wanted.get(u).size();
                users.add(user(
                        sources.stream()
                                .map(source -> lists.get(source))
                                .map(of -> (onlyNew ? of.fresh() : of.all())[user])
                                .toList(),
                        wanted.get(u).stream()
                                .mapToInt(item -> validation.data().find(item))
                                .toArray()));
            }
            slices.add(users.stream().filter(user -> user.wanted.length > 0).toList());
        }
        return new MixChoice(sources, slices, pairs).climb();
    }

    private static User user(List<int[]> lists, int[] wanted) {
        Map<Integer, Integer> numbers = new HashMap<>();
        int[][] ranked = lists.stream()
                .map(list -> IntStream.of(list)
                        .map(item -> numbers.computeIfAbsent(item, _ -> numbers.size()))
                        .toArray())
                .toArray(int[][]::new);
        return new User(
                numbers.size(),
                ranked,
                IntStream.of(wanted)
                        .filter(numbers::containsKey)
                        .map(item -> numbers.getOrDefault(item, 0))
                        .toArray());
    }

    private SourceMix climb() {
        double[] weights = new double[sources.size()];
        double[] offsets = new double[sources.size()];
        Arrays.fill(weights, 1);
        Arrays.fill(offsets, 40);
        double best = objective(weights, offsets);
        for (int round = 0; round < ROUNDS; round++) {
            double before = best;
            for (int s = 0; s < weights.length; s++) {
                double weight = weights[s];
                double offset = offsets[s];
                double keptWeight = weight;
                double keptOffset = offset;
                for (double factor : FACTORS) {
                    weights[s] = weight == 0 ? factor : weight * factor;
                    double value = objective(weights, offsets);
                    if (value > best + LEAST_GAIN / 10) {
                        best = value;
                        keptWeight = weights[s];
                    }
                }
                weights[s] = keptWeight;
                for (double other : OFFSETS) {
                    // The first place keeps its score, or a change of the offset would be one of the weight too.
                    offsets[s] = other;
                    weights[s] = keptWeight * (other + 1) / (offset + 1);
                    double value = objective(weights, offsets);
                    if (value > best + LEAST_GAIN / 10) {
                        best = value;
                        keptOffset = other;
                    }
                }
                offsets[s] = keptOffset;
                weights[s] = keptWeight * (keptOffset + 1) / (offset + 1);
            }
            if (best < before + LEAST_GAIN) {
                break;
            }
        }
        List<SourceMix.Share> shares = new ArrayList<>();
        for (int s = 0; s < weights.length; s++) {
            shares.add(new SourceMix.Share(sources.get(s), weights[s], offsets[s]));
        }
        return new SourceMix(shares);
    }

    private double objective(double[] weights, double[] offsets) {
        double sum = 0;
        for (int slice = 0; slice < slices.size(); slice++) {
            double[] found = new double[CUTOFFS.length];
            for (User user : slices.get(slice)) {
                double[] scores = scores(user, weights, offsets);
                for (int item : user.wanted) {
                    int rank = rank(scores, item);
                    for (int k = 0; k < CUTOFFS.length; k++) {
                        found[k] += scores[item] > 0 && rank <= CUTOFFS[k] ? 1 : 0;
                    }
                }
            }
            for (double hits : found) {
                sum += Math.log((hits + 0.5) / (pairs[slice] + 1));
            }
        }
        return sum / (slices.size() * CUTOFFS.length);
    }

    private static double[] scores(User user, double[] weights, double[] offsets) {
        double[] scores = new double[user.candidates];
        for (int s = 0; s < weights.length; s++) {
            int[] ranked = user.ranked[s];
            for (int r = 0; weights[s] > 0 && r < ranked.length; r++) {
                scores[ranked[r]] += weights[s] / (offsets[s] + r + 1);
            }
        }
        return scores;
    }

    private static int rank(double[] scores, int item) {
        int rank = 1;
        for (int other = 0; other < scores.length; other++) {
            if (scores[other] > scores[item] || (scores[other] == scores[item] && other < item)) {
                rank++;
            }
        }
        return rank;
    }
}
