package dev.fairlead.retrieval;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Items by score. */
final class Ranking {
    private Ranking() {}

    /** The best {@code k}; of equal scores the item whose id comes first in the alphabet. */
    static List<Found> best(Map<String, Double> scores, int k) {
        return scores.entrySet().stream()
                .map(entry -> new Found(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingDouble((Found one) -> -one.score()).thenComparing(Found::item))
                .limit(k)
                .toList();
    }
}
