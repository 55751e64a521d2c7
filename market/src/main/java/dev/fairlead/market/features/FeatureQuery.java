package dev.fairlead.market.features;

import dev.fairlead.market.events.Context;
import java.util.List;
import java.util.Optional;

/**
 * What rows are wanted for.
 *
 * @param at when, in milliseconds since 1970: windows end and ages are counted here
 * @param items candidates, in the order in which they are listed to the ranker
 * @param prices price of each candidate, NaN for the catalogue's; empty means the catalogue's for all
 * @param ids dense ids of the items; empty when they must be found
 * @param similarity what the release that the rows are for has learnt of items
 */
public record FeatureQuery(
        String user,
        String session,
        Context context,
        long at,
        List<String> items,
        double[] prices,
        int[] ids,
        Optional<ItemSimilarity> similarity) {
    private static final int[] NOT_FOUND_YET = {};

    public FeatureQuery {
        if (prices.length != 0 && prices.length != items.size()) {
            throw new IllegalArgumentException(prices.length + " prices for " + items.size() + " candidates");
        }
        if (ids.length != 0 && ids.length != items.size()) {
            throw new IllegalArgumentException(ids.length + " ids for " + items.size() + " items");
        }
    }

    /** A query whose items are found by their names, for no release. */
    public FeatureQuery(String user, String session, Context context, long at, List<String> items, double[] prices) {
        this(user, session, context, at, items, prices, NOT_FOUND_YET, Optional.empty());
    }

    /** The same when the items' dense ids are known already. */
    public FeatureQuery with(int[] found) {
        return new FeatureQuery(user, session, context, at, items, prices, found, similarity);
    }

    /** The same for a release that has learnt this of items. */
    public FeatureQuery with(Optional<ItemSimilarity> learnt) {
        return new FeatureQuery(user, session, context, at, items, prices, ids, learnt);
    }
}
