package dev.fairlead.retrieval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One list out of the lists of several sources: an item's score is Σ weight / (offset + rank) over the sources that propose
 * it, rank 1 the first. Weighted reciprocal rank fusion; Cormack, Clarke and Büttcher, Reciprocal Rank Fusion Outperforms
 * Condorcet and Individual Rank Learning Methods, SIGIR 2009, has one offset of 60 and no weights. Only ranks count, since
 * scores of different sources do not compare.
 *
 * @param shares sources by name; what a source that is not named proposes is left out
 */
public record SourceMix(List<Share> shares) {
    /**
     * What a source counts.
     *
     * @param weight at least 0; 0 leaves the source out
     * @param offset above 0; the smaller, the more its first places stand out
     */
    public record Share(String source, double weight, double offset) {
        public Share {
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY && offset > 0)) {
                throw new IllegalArgumentException("the mix: source " + source + " has weight " + weight
                        + ", which must be at least 0, and offset " + offset + ", which must be above 0");
            }
        }

        double at(int rank) {
            return weight / (offset + rank);
        }
    }

    /**
     * A candidate.
     *
     * @param sources that proposed it, in the mix's order
     */
    public record Mixed(String item, double score, List<String> sources) {}

    public SourceMix {
        shares = List.copyOf(shares);
        Set<String> names = new LinkedHashSet<>();
        for (Share share : shares) {
            if (!names.add(share.source)) {
                throw new IllegalArgumentException("the mix names the source " + share.source + " twice");
            }
        }
    }

    private static final class Tally {
        double score;
        final List<String> sources = new ArrayList<>(2);
    }

    /**
     * The best {@code k} items; of equal scores the one that the earlier source, then the earlier place, proposed.
     *
     * @param lists by source, best first, each item once
     */
    public List<Mixed> merge(Map<String, List<Found>> lists, int k) {
        Map<String, Tally> tallies = new LinkedHashMap<>();
        for (Share share : shares) {
            if (share.weight > 0) {
                int rank = 1;
                for (Found found : lists.getOrDefault(share.source, List.of())) {
                    Tally tally = tallies.computeIfAbsent(found.item(), _ -> new Tally());
                    tally.score += share.at(rank++);
                    tally.sources.add(share.source);
                }
            }
        }
        return tallies.entrySet().stream()
                .map(entry -> new Mixed(entry.getKey(), entry.getValue().score, List.copyOf(entry.getValue().sources)))
                .sorted(Comparator.comparingDouble((Mixed one) -> -one.score))
                .limit(k)
                .toList();
    }
}
