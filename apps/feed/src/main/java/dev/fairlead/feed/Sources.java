package dev.fairlead.feed;

import dev.fairlead.decide.Candidate;
import dev.fairlead.decide.DecisionRequest;
import dev.fairlead.features.Catalogue;
import dev.fairlead.features.FeatureView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Where candidates come from when the caller brings none: what the user met lately, what is popular, and what is new, in
 * this order. Popular and new items are the same for everybody and are found at most once a second.
 */
final class Sources {
    private static final Duration REFRESH = Duration.ofSeconds(1);
    private static final int FROM_HISTORY = 32;

    private final FeedFeatures features;
    private final int limit;
    private volatile Shared shared = new Shared(Long.MIN_VALUE, List.of());

    /** Popular and new items as found at {@code at}, milliseconds since 1970. */
    private record Shared(long at, List<Candidate> candidates) {}

    Sources(FeedFeatures features, int limit) {
        this.features = features;
        this.limit = limit;
    }

    List<Candidate> find(FeatureView view, DecisionRequest request, long now) {
        List<Candidate> found = new ArrayList<>();
        for (int item : view.recentItems(features.history(), request.user(), FROM_HISTORY)) {
            found.add(candidate(view.catalogue(), item, "recent"));
        }
        found.addAll(shared(view, now));
        return found;
    }

    private List<Candidate> shared(FeatureView view, long now) {
        Shared known = shared;
        if (known.at > now || known.at + REFRESH.toMillis() <= now || known.candidates.isEmpty()) {
            known = new Shared(now, refresh(view, now));
            shared = known;
        }
        return known.candidates;
    }

    private List<Candidate> refresh(FeatureView view, long now) {
        Catalogue catalogue = view.catalogue();
        double[] popularity = view.byItem(features.popularity(), now);
        int[] offered = IntStream.range(0, catalogue.size())
                .filter(item -> catalogue.available(item) && catalogue.created(item) <= now)
                .toArray();
        List<Candidate> found = new ArrayList<>();
        double[] created = IntStream.range(0, catalogue.size())
                .mapToDouble(catalogue::created)
                .toArray();
        top(offered, limit * 4 / 5, popularity).forEach(item -> found.add(candidate(catalogue, item, "popular")));
        top(offered, limit - limit * 4 / 5, created).forEach(item -> found.add(candidate(catalogue, item, "new")));
        return found;
    }

    /** The {@code n} items of the highest value, highest first, the earlier of two equal ones. Items are in rising order. */
    private static List<Integer> top(int[] items, int n, double[] value) {
        Comparator<Integer> order =
                Comparator.<Integer>comparingDouble(item -> -value[item]).thenComparing(Comparator.naturalOrder());
        PriorityQueue<Integer> kept = new PriorityQueue<>(order.reversed());
        for (int item : items) {
            if (kept.size() < n) {
                kept.add(item);
            } else if (n > 0 && value[item] > value[kept.element()]) {
                kept.remove();
                kept.add(item);
            }
        }
        return kept.stream().sorted(order).toList();
    }

    private static Candidate candidate(Catalogue catalogue, int item, String source) {
        return new Candidate(catalogue.items().text(item), Double.NaN, source);
    }
}
