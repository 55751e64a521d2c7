package dev.fairlead.feed;

import dev.fairlead.log.Position;
import dev.fairlead.market.features.Catalogue;
import dev.fairlead.market.features.Markets;
import dev.fairlead.market.features.Users;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was popular and could be shown in each market when the state was last read: the answer to requests while it cannot be. Noted at most
 * once a second, so that it may hold an item that was sold out since.
 */
final class FallbackCache {
    private static final int KEPT = 200;
    private static final long EVERY = 1_000;

    private final Evidence evidence;
    private final Map<String, Items> byMarket = new ConcurrentHashMap<>();
    private volatile Position asOf = Position.START;

    /** @param at when it was noted, in milliseconds since 1970 */
    record Items(long at, String[] items, double[] prices) {
        static final Items NONE = new Items(Long.MIN_VALUE / 2, new String[0], new double[0]);
    }

    FallbackCache(Evidence evidence) {
        this.evidence = evidence;
    }

    void note(RetrievalContext context) {
        String market = Markets.name(context.request().context().market());
        asOf = context.view().asOf();
        if (context.now() - of(market).at < EVERY) {
            return;
        }
        Catalogue catalogue = context.view().entities().catalogue();
        int[] popular = evidence.popular().find(Users.marketCode(market), KEPT, context::offeredToAll);
        int[] ids = popular.length > 0 ? popular : evidence.newest().find(KEPT, context::offeredToAll);
        byMarket.put(
                market,
                new Items(
                        context.now(),
                        Arrays.stream(ids).mapToObj(catalogue.items()::text).toArray(String[]::new),
                        Arrays.stream(ids).mapToDouble(catalogue::price).toArray()));
    }

    Items of(String market) {
        return byMarket.getOrDefault(Markets.name(market), Items.NONE);
    }

    /** Position of the log at the last read. */
    Position asOf() {
        return asOf;
    }
}
