package dev.fairlead.feed;

import dev.fairlead.market.features.Catalogue;
import dev.fairlead.market.features.ItemMarks;
import dev.fairlead.market.features.Market;
import dev.fairlead.market.features.Users;
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.state.Ids;
import dev.fairlead.state.LocatedEntity;
import dev.fairlead.state.Seconds;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The hard rules of one request, read from exact state: what may be proposed, what may be shown, and what the user's own dislike lowers. A caller who
 * brings candidates vouches for them: they may be unknown to the catalogue or bought yesterday, but not sold out, elsewhere, hidden by the user or
 * excluded by the request.
 */
final class Eligibility {
    /** Which items that no {@code item} event describes may be shown. */
    enum Undescribed {
        /** All. */
        SHOW,
        /** None, not even a caller's. */
        HIDE,
        /** Those that a caller brings; all others only while the log describes no item at all. */
        AUTO
    }

    private final Catalogue catalogue;
    private final long now;
    private final int asked; // the request's market
    private final int market; // that, or without it the profile's
    private final String foreignMarket;
    private final boolean proposesUndescribed;
    private final boolean takesUndescribed;
    private final ItemSet hidden;
    private final ItemSet kept; // from being proposed
    private final Set<String> excluded;
    private final Map<Integer, Double> lowered;

    private Eligibility(
            Catalogue catalogue, ListQuery request, long now, FeedConfig config, int market, ItemMarks marks) {
        this.catalogue = catalogue;
        this.now = now;
        this.asked = catalogue.marketId(request.context().market());
        this.market = market;
        this.foreignMarket =
                catalogue.foreign(market) ? request.context().market().strip() : "";
        Undescribed undescribed = config.undescribed();
        this.proposesUndescribed =
                undescribed == Undescribed.SHOW || undescribed == Undescribed.AUTO && catalogue.described() == 0;
        this.takesUndescribed = undescribed != Undescribed.HIDE;
        this.excluded = request.exclude().isEmpty() ? Set.of() : new HashSet<>(request.exclude());
        int[] excludedIds = Arrays.stream(
                        request.exclude().isEmpty()
                                ? new int[0]
                                : catalogue.items().find(request.exclude()))
                .filter(id -> id >= 0)
                .toArray();
        int[] hiddenIds = marks.hidden();
        int[] boughtIds = bought(marks, now, config.boughtFor());
        this.hidden = set(hiddenIds);
        this.kept = set(hiddenIds, boughtIds, excludedIds);
        this.lowered = lowered(marks, now, config.dislikeHalfLife());
    }

    /** @param now in milliseconds since 1970 */
    static Eligibility of(Market entities, ListQuery request, long now, FeedConfig config) {
        Users users = entities.users();
        LocatedEntity user = users.locate(request.user());
        Catalogue catalogue = entities.catalogue();
        String asked = request.context().market();
        int own = asked.isBlank() ? users.marketId(user) : Ids.UNKNOWN;
        return new Eligibility(
                catalogue, request, now, config, own >= 0 ? own : catalogue.marketId(asked), users.marks(user));
    }

    private static ItemSet set(int[]... lists) {
        int most = Arrays.stream(lists).mapToInt(list -> list.length).sum();
        if (most == 0) {
            return ItemSet.NONE;
        }
        ItemSet set = new ItemSet(most);
        for (int[] list : lists) {
            set.addAll(list);
        }
        return set;
    }

    private static int[] bought(ItemMarks marks, long now, Duration within) {
        return within.isZero() ? new int[0] : marks.boughtAfter(Seconds.of(now - within.toMillis()));
    }

    /** A dislike weighs half after a half-life. */
    private static Map<Integer, Double> lowered(ItemMarks marks, long now, Duration halfLife) {
        if (marks.isEmpty()) {
            return Map.of();
        }
        Map<Integer, Double> lowered = new HashMap<>();
        int seconds = Seconds.of(now);
        marks.lowered((item, at, weight) -> lowered.put(
                item, weight * StrictMath.pow(2, -Math.max(0.0, (long) seconds - at) * 1_000 / halfLife.toMillis())));
        return lowered;
    }

    /** Whether the item may be shown to anybody who asks in the request's market. */
    boolean offeredToAll(int item) {
        return offered(item, asked);
    }

    private boolean offered(int item, int in) {
        return proposesUndescribed ? catalogue.offered(item, now, in) : catalogue.describedAndOffered(item, now, in);
    }

    /** Whether a source may propose the item for this request. */
    boolean proposes(int item) {
        return offered(item, market) && !kept.contains(item);
    }

    /** Whether an item that was found, or brought, may be ranked. @param item negative for one that the catalogue does not know */
    boolean takes(int item, String name) {
        return catalogue.available(item)
                && catalogue.offeredIn(item, market)
                && (takesUndescribed || catalogue.listed(item))
                && !excluded.contains(name);
    }

    /** Whether the user hid the item. */
    boolean hidden(int item) {
        return hidden.contains(item);
    }

    /** How far down the user's own dislike puts the item, 0 to 1. */
    double lowered(int item) {
        return lowered.getOrDefault(item, 0.0);
    }

    /** The market that was asked for, where items name their markets and none names this one; empty otherwise. */
    String foreignMarket() {
        return foreignMarket;
    }
}
