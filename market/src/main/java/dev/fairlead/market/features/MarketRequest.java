package dev.fairlead.market.features;

import dev.fairlead.market.events.Context;
import dev.fairlead.state.ColdEntity;
import dev.fairlead.state.EntityType;
import dev.fairlead.state.FeatureRequest;
import dev.fairlead.state.Hashing;
import dev.fairlead.state.LocatedEntity;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request as the marketplace's features read it: who, when, where, and the candidates with their dense ids and prices. */
public final class MarketRequest extends FeatureRequest {
    private final Catalogue catalogue;
    private final Users users;
    private final Context context;
    private final LocatedEntity user;
    private final int[] items;
    private final Optional<ItemSimilarity> similarity;
    private final Catalogue.ItemAttributes[] attributes;
    private final double[] prices;
    private double @Nullable [] sortedPrices;

    MarketRequest(Catalogue catalogue, Users users, FeatureQuery query) {
        super(query.at(), Hashing.of(query.session()), query.items().size(), Entity.values().length);
        this.catalogue = catalogue;
        this.users = users;
        this.context = query.context();
        this.user = users.locate(query.user());
        this.similarity = query.similarity();
        this.items = query.ids().length == query.items().size()
                ? query.ids()
                : catalogue.items().find(query.items());
        this.attributes = new Catalogue.ItemAttributes[items.length];
        this.prices = new double[items.length];
        for (int i = 0; i < items.length; i++) {
            attributes[i] = catalogue.line(items[i]);
            double price = query.prices().length == 0 ? Double.NaN : query.prices()[i];
            prices[i] = Double.isNaN(price) ? attributes[i].price() : price;
        }
    }

    /** Where the user is. */
    public LocatedEntity user() {
        return user;
    }

    /** What the release that the rows are for has learnt of items. */
    public Optional<ItemSimilarity> similarity() {
        return similarity;
    }

    Context context() {
        return context;
    }

    Catalogue catalogue() {
        return catalogue;
    }

    Users users() {
        return users;
    }

    int item(int candidate) {
        return items[candidate];
    }

    /** What the catalogue knows of a candidate. */
    Catalogue.ItemAttributes attributes(int candidate) {
        return attributes[candidate];
    }

    /** The price that a candidate would be shown at, NaN when not known. */
    public double price(int candidate) {
        return prices[candidate];
    }

    /** The known prices, rising; made when first asked for. */
    double[] sortedPrices() {
        if (sortedPrices == null) {
            double[] sorted = prices.clone();
            Arrays.sort(sorted); // what is not known comes last
            int known = sorted.length;
            while (known > 0 && Double.isNaN(sorted[known - 1])) {
                known--;
            }
            sortedPrices = known == sorted.length ? sorted : Arrays.copyOf(sorted, known);
        }
        return sortedPrices;
    }

    /** Seconds since 1970 as clocks show them where the request is: in the context's time zone, else the user's, else UTC. */
    long localSeconds() {
        String zone = context.timeZone().isEmpty() ? users.zone(user) : context.timeZone();
        long seconds = Math.floorDiv(at(), 1_000);
        return zone.isEmpty()
                ? seconds
                : seconds
                        + ZoneId.of(zone)
                                .getRules()
                                .getOffset(Instant.ofEpochSecond(seconds))
                                .getTotalSeconds();
    }

    /** The candidate's price divided by another; NaN when either is not known, or the other is 0. */
    double priceTo(double other, int candidate) {
        return other == 0 ? Double.NaN : prices[candidate] / other;
    }

    @Override
    public int row(EntityType type) {
        return switch ((Entity) type) {
            case USER -> user.index();
            case ALL -> 0;
            case Entity other -> throw new IllegalArgumentException(other + " differs between candidates");
        };
    }

    @Override
    protected @Nullable ColdEntity cold(EntityType type) {
        return type == Entity.USER ? user.cold().orElse(null) : null;
    }

    @Override
    public int candidate(int candidate) {
        return items[candidate];
    }

    @Override
    protected int find(EntityType type, int candidate) {
        return switch ((Entity) type) {
            case USER -> user.index();
            case ALL -> 0;
            case PRICE_BAND -> PriceBand.of(prices[candidate]);
            case ITEM -> items[candidate];
            case SELLER -> attributes[candidate].seller();
            case BRAND -> attributes[candidate].brand();
            case CATEGORY -> attributes[candidate].category();
            case TOP_CATEGORY -> attributes[candidate].topCategory();
        };
    }
}
