package dev.fairlead.features;

import dev.fairlead.events.Context;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** One request as features read it: who, when, where, and the candidates with their dense ids and prices. */
final class Reading {
    private final Catalogue catalogue;
    private final Users users;
    private final FeatureQuery query;
    private final int user;
    private final long session;
    private final int[] items;
    private final double[] prices;
    private final int[] @Nullable [] keys = new int[Key.values().length][]; // by entity, each made when first asked for

    private final Map<Aggregate, double[]> ofItems = new IdentityHashMap<>();
    private double @Nullable [] sortedPrices;

    Reading(Catalogue catalogue, Users users, FeatureQuery query) {
        this(catalogue, users, query, ids(catalogue, query));
    }

    /** @param items dense id of each item of the query */
    Reading(Catalogue catalogue, Users users, FeatureQuery query, int[] items) {
        this.catalogue = catalogue;
        this.users = users;
        this.query = query;
        this.user = users.find(query.user());
        this.session = Hashing.of(query.session());
        this.items = items;
        this.prices = new double[items.length];
        for (int i = 0; i < items.length; i++) {
            double price = query.prices().length == 0 ? Double.NaN : query.prices()[i];
            prices[i] = Double.isNaN(price) ? catalogue.price(items[i]) : price;
        }
    }

    private static int[] ids(Catalogue catalogue, FeatureQuery query) {
        int[] ids = new int[query.items().size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = catalogue.items().find(query.items().get(i));
        }
        return ids;
    }

    int size() {
        return items.length;
    }

    /** When, in milliseconds since 1970. */
    long at() {
        return query.at();
    }

    int user() {
        return user;
    }

    long session() {
        return session;
    }

    Context context() {
        return query.context();
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

    /** The price it would be shown at, NaN when not known. */
    double price(int candidate) {
        return prices[candidate];
    }

    /** The known prices, rising; made when first asked for. */
    double[] sortedPrices() {
        if (sortedPrices == null) {
            sortedPrices =
                    Arrays.stream(prices).filter(p -> !Double.isNaN(p)).sorted().toArray();
        }
        return sortedPrices;
    }

    /** The candidate's price divided by another; NaN when either is not known, or the other is 0. */
    double priceTo(int candidate, double other) {
        return other == 0 ? Double.NaN : prices[candidate] / other;
    }

    /** A number of each candidate's item; read once for a request, however many columns are made of it. */
    double[] ofItems(Aggregate aggregate, IntToDoubleFunction value) {
        double[] known = ofItems.get(aggregate);
        if (known == null) {
            known = new double[items.length];
            for (int i = 0; i < known.length; i++) {
                known[i] = value.applyAsDouble(items[i]);
            }
            ofItems.put(aggregate, known);
        }
        return known;
    }

    /** Dense id of an entity of the request. */
    int key(Key key) {
        return switch (key) {
            case USER -> user;
            case ALL -> 0;
            default -> throw new IllegalArgumentException(key + " differs between candidates");
        };
    }

    /** Dense id of an entity of a candidate. */
    int key(Key key, int candidate) {
        return keys(key)[candidate];
    }

    private int[] keys(Key key) {
        int[] known = keys[key.ordinal()];
        if (known == null) {
            known = new int[size()];
            for (int i = 0; i < known.length; i++) {
                known[i] = find(key, i);
            }
            keys[key.ordinal()] = known;
        }
        return known;
    }

    private int find(Key key, int candidate) {
        return switch (key) {
            case USER, ALL -> key(key);
            case PRICE_BAND -> PriceBand.of(prices[candidate]);
            default -> catalogue.key(key, items[candidate]);
        };
    }
}
