package dev.fairlead.sim;

import dev.fairlead.market.events.CatalogueItem;
import java.util.List;

/** An item of the simulated marketplace: what its catalogue entry says, what it is really like, and its stock. */
final class SimItem {
    /**
     * What only the simulation knows of an item.
     *
     * @param appeal normal; raises clicks and, less, purchases
     * @param quality normal; raises purchases, shows in the rating with noise
     * @param clickbait 0 to 1; raises clicks and lowers purchases
     * @param priceLevel logarithm of the price over its category's median, in standard deviations
     * @param place in the space of tastes
     */
    record Nature(double appeal, double quality, double clickbait, double priceLevel, double[] place) {}

    final int index;
    final int leaf;
    final int brand;
    final Nature nature;
    final double delivery;
    final int fullStock;
    private final CatalogueItem listing;
    private long stock;
    private int versions;

    SimItem(int index, int leaf, int brand, Nature nature, int fullStock, CatalogueItem listing) {
        this.index = index;
        this.leaf = leaf;
        this.brand = brand;
        this.nature = nature;
        this.delivery = listing.shippingDays();
        this.fullStock = fullStock;
        this.listing = listing;
        this.stock = fullStock;
    }

    String item() {
        return listing.item();
    }

    double price() {
        return listing.price();
    }

    double margin() {
        return listing.margin();
    }

    double rating() {
        return listing.rating();
    }

    List<String> category() {
        return listing.category();
    }

    boolean offeredIn(String market) {
        return listing.markets().isEmpty() || listing.markets().contains(market);
    }

    long sellerSince() {
        return listing.sellerSince();
    }

    long created() {
        return listing.created();
    }

    long stock() {
        return stock;
    }

    void take(long quantity) {
        stock -= quantity;
    }

    void restock() {
        stock = fullStock;
    }

    int versions() {
        return versions;
    }

    /** The catalogue event that says the present stock. */
    CatalogueItem listed(long at) {
        versions++;
        return new CatalogueItem(
                listing.item() + "-v" + versions,
                at,
                listing.item(),
                listing.price(),
                listing.margin(),
                listing.currency(),
                listing.category(),
                listing.brand(),
                listing.seller(),
                listing.sellerSince(),
                listing.rating(),
                listing.shippingDays(),
                stock,
                listing.created(),
                listing.title(),
                listing.markets());
    }
}
