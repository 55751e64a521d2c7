package dev.fairlead.features;

import dev.fairlead.events.Context;
import dev.fairlead.events.Decision;
import java.util.List;

/**
 * What rows are wanted for.
 *
 * @param at when, in milliseconds since 1970: windows end and ages are counted here
 * @param items candidates, in the order in which they are listed to the ranker
 * @param prices price of each candidate, NaN for the catalogue's; empty means the catalogue's for all
 */
public record FeatureQuery(String user, String session, Context context, long at, List<String> items, double[] prices) {
    public FeatureQuery {
        if (prices.length != 0 && prices.length != items.size()) {
            throw new IllegalArgumentException(prices.length + " prices for " + items.size() + " candidates");
        }
    }

    /** Exactly what a decision read. */
    public static FeatureQuery of(Decision d) {
        return new FeatureQuery(d.user(), d.session(), d.context(), d.time(), d.candidates(), d.prices());
    }
}
