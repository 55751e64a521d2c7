package dev.fairlead.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/** Every measure as its definition says, by counting, for one policy and the given lists. */
record NaiveMeasures(List<JudgedList> lists, PolicyScores policy, List<Integer> chosen, int k, int valueK) {

    /** Place of an item, from 1: one more than the number of items before it. */
    private int rank(int l, int item) {
        double[] scores = policy.scores()[l];
        int before = 0;
        for (int j = 0; j < scores.length; j++) {
            if (scores[j] > scores[item] || scores[j] == scores[item] && j < item) before++;
        }
        return before + 1;
    }

    Map<String, Double> all() {
        Map<String, Double> values = new HashMap<>();
        values.put("mrr", meanOfLists(this::reciprocal));
        values.put("ndcg@" + k, meanOfLists(this::ndcg));
        values.put("recall@" + k, meanOfLists(this::recall));
        values.put("auc", meanOfLists(l -> pairs(pointsOf(l, false))));
        values.put("gmv@" + valueK + "/1000", captured());
        values.put("coverage@" + k, covered(false));
        values.put("seller-coverage@" + k, covered(true));
        if (policy.hasProbabilities()) probabilities(values);
        return values;
    }

    private void probabilities(Map<String, Double> values) {
        List<double[]> points = new ArrayList<>();
        chosen.forEach(l -> points.addAll(pointsOf(l, true)));
        values.put("global-auc", pairs(points));
        values.put(
                "logloss",
                points.stream()
                        .mapToDouble(p -> -Math.log(Math.min(1 - 1e-15, Math.max(1e-15, p[1] > 0 ? p[0] : 1 - p[0]))))
                        .average()
                        .orElse(Double.NaN));
        values.put(
                "brier",
                points.stream()
                        .mapToDouble(p -> Math.pow(p[0] - p[1], 2))
                        .average()
                        .orElse(Double.NaN));
        values.put("ece", calibrationError(points));
        List<double[]> known = points.stream().filter(p -> !Double.isNaN(p[2])).toList();
        values.put(
                "predicted-gmv/1000",
                1_000 * known.stream().mapToDouble(p -> p[0] * p[2]).average().orElse(Double.NaN));
        values.put(
                "observed-gmv/1000",
                1_000 * known.stream().mapToDouble(p -> p[1] * p[2]).average().orElse(Double.NaN));
    }

    /** For each item its score or probability, 1 or 0 for the outcome, and its value. */
    private List<double[]> pointsOf(int l, boolean probability) {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < lists.get(l).size(); i++) {
            double at = probability ? policy.probabilities()[l][i] : policy.scores()[l][i];
            points.add(new double[] {
                at, lists.get(l).outcomes()[i] ? 1 : 0, lists.get(l).values()[i]
            });
        }
        return points;
    }

    private static double pairs(List<double[]> points) {
        double wins = 0;
        int count = 0;
        for (double[] with : points) {
            for (double[] without : points) {
                if (with[1] == 0 || without[1] == 1) continue;
                wins += with[0] > without[0] ? 1 : with[0] == without[0] ? 0.5 : 0;
                count++;
            }
        }
        return wins / count;
    }

    private static double calibrationError(List<double[]> points) {
        Map<Integer, Double> gaps = new HashMap<>();
        for (double[] point : points) {
            long below = points.stream().filter(other -> other[0] < point[0]).count();
            gaps.merge((int) (below * 15 / points.size()), point[0] - point[1], Double::sum);
        }
        return gaps.values().stream().mapToDouble(Math::abs).sum() / points.size();
    }

    private interface OfList {
        double of(int l);
    }

    private double meanOfLists(OfList measure) {
        return chosen.stream()
                .mapToDouble(measure::of)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    private double reciprocal(int l) {
        double best = 0;
        for (int i = 0; i < lists.get(l).size(); i++) {
            if (lists.get(l).grades()[i] > 0) best = Math.max(best, 1.0 / rank(l, i));
        }
        return best > 0 ? best : Double.NaN;
    }

    private double recall(int l) {
        float[] grades = lists.get(l).grades();
        return count(l, i -> grades[i] > 0 && rank(l, i) <= k) / count(l, i -> grades[i] > 0);
    }

    private double count(int l, IntPredicate which) {
        double count = 0;
        for (int i = 0; i < lists.get(l).size(); i++) if (which.test(i)) count++;
        return count;
    }

    private double ndcg(int l) {
        float[] grades = lists.get(l).grades();
        double gained = 0;
        double best = 0;
        for (int i = 0; i < grades.length; i++) {
            int idealRank = 1;
            for (int j = 0; j < grades.length; j++) {
                if (grades[j] > grades[i] || grades[j] == grades[i] && j < i) idealRank++;
            }
            gained += discounted(grades[i], rank(l, i));
            best += discounted(grades[i], idealRank);
        }
        return gained / best;
    }

    private double discounted(float grade, int rank) {
        return rank > k ? 0 : (Math.pow(2, grade) - 1) / (Math.log(rank + 1) / Math.log(2));
    }

    private double captured() {
        double money = 0;
        double slots = 0;
        for (int l : chosen) {
            for (int i = 0; i < lists.get(l).size(); i++) {
                if (rank(l, i) > valueK) continue;
                slots++;
                double value = lists.get(l).values()[i];
                if (lists.get(l).outcomes()[i] && !Double.isNaN(value)) money += value;
            }
        }
        return 1_000 * money / slots;
    }

    private double covered(boolean sellers) {
        Set<String> seen = new HashSet<>();
        Set<String> top = new HashSet<>();
        for (int l : chosen) {
            for (int i = 0; i < lists.get(l).size(); i++) {
                String name = sellers
                        ? lists.get(l).sellers().get(i)
                        : lists.get(l).items().get(i);
                if (name.isEmpty()) continue;
                seen.add(name);
                if (rank(l, i) <= k) top.add(name);
            }
        }
        return (double) top.size() / seen.size();
    }
}
