package dev.fairlead.sim;

import java.time.Instant;

/**
 * What is really so in a {@link Market}, as of the simulated time that it has reached. For tests and for judging
 * decisions; a feed that asks this is an upper bound, not a product.
 *
 * <p>Values are for an item that the user notices, averaged over what the user may have come for: whoever does not know
 * the session's intent can do no better than to order by {@link #trueExpectedMargin}.
 */
public final class MarketTruth {
    private final Market market;

    MarketTruth(Market market) {
        this.market = market;
    }

    /** Probability of a click, 0 to 1; 0 before the item is offered. */
    public double clickProbability(String user, String item, Instant at) {
        Offer offer = market.offer(item);
        Shopper shopper = market.shopper(user);
        long now = at.toEpochMilli();
        return offer.created() > now ? 0 : Choice.click(shopper, offer, now);
    }

    /** Probability of a click that leads to a purchase, 0 to 1; 0 before the item is offered and while it is sold out. */
    public double purchaseProbability(String user, String item, Instant at) {
        Offer offer = market.offer(item);
        Shopper shopper = market.shopper(user);
        long now = at.toEpochMilli();
        boolean sellable = offer.created() <= now && offer.stock() > 0;
        return sellable ? Choice.clickThenPurchase(shopper, offer, now) : 0;
    }

    /** Expected turnover in euros: purchase probability × expected quantity × price. */
    public double trueExpectedGmv(String user, String item, Instant at) {
        double price = market.offer(item).price();
        return purchaseProbability(user, item, at) * (1 + Choice.QUANTITY_TWO) * price;
    }

    /** Expected margin in euros: expected turnover × margin. */
    public double trueExpectedMargin(String user, String item, Instant at) {
        return trueExpectedGmv(user, item, at) * market.offer(item).margin();
    }

    /** Probability that a user notices the item at {@code position}, 1 the first. */
    public double attention(int position) {
        return Choice.attention(position);
    }
}
