package dev.fairlead.retrieval;

import dev.fairlead.events.Event;
import dev.fairlead.events.UserProfile;
import dev.fairlead.features.Users;
import dev.fairlead.log.Fold;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is touched most, in the user's market first and then everywhere: decayed counts of users who touched an
 * item ({@link FirstTouches}). Beside it {@link #trending}: what is touched much more now than before.
 *
 * <p>Rebuilt by replay; it has no snapshot. The order of different users' events does not matter but for rounding.
 */
public final class Popular implements Fold, CandidateSource {
    private static final int EVERYWHERE = 0;
    private static final int LOOKED_AT = 10;

    private final double halfLifeSeconds;
    private final double shortSeconds;
    private final double shrink;
    private final FirstTouches first = new FirstTouches();
    private final Map<String, Integer> markets = new HashMap<>();
    private final Map<Integer, Leaders> lasting = new HashMap<>();
    private final Map<Integer, Leaders> current = new HashMap<>();

    /**
     * @param halfLifeSeconds of what is popular; infinite for no decay
     * @param shortSeconds half-life of what is trending, below the other
     * @param shrink touches that every item is taken to have had before, above 0: what keeps one touch of an item that had
     *     none from being a trend
     */
    public Popular(double halfLifeSeconds, double shortSeconds, double shrink) {
        if (!(shortSeconds > 0 && shortSeconds < halfLifeSeconds && shrink > 0)) {
            throw new IllegalArgumentException("half-lives of " + halfLifeSeconds + " s and " + shortSeconds
                    + " s, shrunk by " + shrink + ": all must be above 0, and the first the longer");
        }
        this.halfLifeSeconds = halfLifeSeconds;
        this.shortSeconds = shortSeconds;
        this.shrink = shrink;
    }

    @Override
    public String name() {
        return "popular";
    }

    @Override
    public void accept(long offset, Event event) {
        if (event instanceof UserProfile profile) {
            markets.put(profile.user(), Users.code(profile.market()));
        }
        ItemTouches.of(event).ifPresent(touch -> {
            if (!first.isFirst(touch.user(), touch.item())) {
                return;
            }
            add(EVERYWHERE, touch.item(), event.time());
            int market = markets.getOrDefault(touch.user(), EVERYWHERE);
            if (market != EVERYWHERE) {
                add(market, touch.item(), event.time());
            }
        });
    }

    private void add(int market, String item, long time) {
        lasting.computeIfAbsent(market, _ -> new Leaders(halfLifeSeconds)).add(item, 1, time);
        current.computeIfAbsent(market, _ -> new Leaders(shortSeconds)).add(item, 1, time);
    }

    /** The score is the decayed count, in the market or, for those that fill up, everywhere. */
    @Override
    public List<Found> find(SourceQuery query) {
        List<Found> here = best(lasting, query.user().market(), query, query.k());
        if (here.size() == query.k() || query.user().market() == EVERYWHERE) {
            return here;
        }
        Map<String, Found> found = new LinkedHashMap<>();
        here.forEach(one -> found.put(one.item(), one));
        best(lasting, EVERYWHERE, query, query.k()).forEach(one -> found.putIfAbsent(one.item(), one));
        return found.values().stream().limit(query.k()).toList();
    }

    private static List<Found> best(Map<Integer, Leaders> of, int market, SourceQuery query, int k) {
        Leaders leaders = of.get(market);
        return leaders == null ? List.of() : leaders.best(query, k);
    }

    /**
     * Of the items touched most lately, those whose count of the short half-life is highest for their count of the long one:
     * short / (long + shrink).
     */
    public CandidateSource trending() {
        return new CandidateSource() {
            @Override
            public String name() {
                return "trending";
            }

            @Override
            public List<Found> find(SourceQuery query) {
                int market = current.containsKey(query.user().market())
                        ? query.user().market()
                        : EVERYWHERE;
                Leaders before = lasting.getOrDefault(market, new Leaders(halfLifeSeconds));
                List<Found> ratios = new ArrayList<>();
                for (Found now : best(current, market, query, LOOKED_AT * query.k())) {
                    ratios.add(new Found(now.item(), now.score() / (before.count(now.item(), query.time()) + shrink)));
                }
                ratios.sort(
                        Comparator.comparingDouble((Found one) -> -one.score()).thenComparing(Found::item));
                return List.copyOf(ratios.subList(0, Math.min(query.k(), ratios.size())));
            }
        };
    }
}
