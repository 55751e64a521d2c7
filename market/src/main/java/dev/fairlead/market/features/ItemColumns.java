package dev.fairlead.market.features;

import dev.fairlead.state.Column;
import java.util.function.ToDoubleFunction;

/** Features that the catalogue knows of a candidate; NaN (or category 0) when it does not. */
public final class ItemColumns {
    private ItemColumns() {}

    /** The price that the candidate would be shown at, in its currency. */
    public static Column<MarketRequest> price() {
        return Column.perCandidate("price", MarketRequest::price);
    }

    /** Share of the price that the marketplace keeps, −1 to 1. */
    public static Column<MarketRequest> margin() {
        return of("margin", Catalogue.ItemAttributes::margin);
    }

    /** 0 to 5. */
    public static Column<MarketRequest> rating() {
        return of("rating", Catalogue.ItemAttributes::rating);
    }

    /** Days until delivery. */
    public static Column<MarketRequest> shippingDays() {
        return of("shippingDays", Catalogue.ItemAttributes::shippingDays);
    }

    /** Units left; NaN when stock is not counted. */
    public static Column<MarketRequest> stock() {
        return of("stock", l -> l.stock() < 0 ? Double.NaN : l.stock());
    }

    /** Days since the item was first offered. */
    public static Column<MarketRequest> ageDays() {
        return Column.perCandidate(
                "itemAgeDays", (r, i) -> days(r.at(), r.attributes(i).created()));
    }

    /** Days since the seller's first day. */
    public static Column<MarketRequest> sellerAgeDays() {
        return Column.perCandidate(
                "sellerAgeDays", (r, i) -> days(r.at(), r.attributes(i).sellerSince()));
    }

    /**
     * A stable code in [1, 1000] for the candidate's entity; of a price band, by the price that it would be shown at.
     *
     * @throws IllegalArgumentException for USER and ALL, which are no entities of a candidate
     */
    public static Column<MarketRequest> code(Entity key) {
        if (key == Entity.USER || key == Entity.ALL) {
            throw new IllegalArgumentException(key + " is not an entity of a candidate");
        }
        if (key == Entity.PRICE_BAND) {
            return Column.<MarketRequest>perCandidate("code(PRICE_BAND)", (r, i) -> 1 + PriceBand.of(r.price(i)))
                    .asCategory();
        }
        return Column.<MarketRequest>perCandidate(
                        "code(" + key + ")", (r, i) -> r.catalogue().code(key, r.item(i)))
                .asCategory();
    }

    private static Column<MarketRequest> of(String name, ToDoubleFunction<Catalogue.ItemAttributes> attribute) {
        return Column.perCandidate(name, (r, i) -> attribute.applyAsDouble(r.attributes(i)));
    }

    private static double days(long at, long since) {
        return since == 0 ? Double.NaN : Math.max(0, (at - since) / 86_400_000.0);
    }
}
