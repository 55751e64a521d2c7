package dev.fairlead.sim;

import java.time.Instant;
import java.util.List;

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
        SimItem offer = market.offer(item);
        SimUser shopper = market.shopper(user);
        long now = at.toEpochMilli();
        return offer.created() > now ? 0 : Choice.click(shopper, offer, now);
    }

    /** Probability of a click that leads to a purchase, 0 to 1; 0 before the item is offered and while it is sold out. */
    public double purchaseProbability(String user, String item, Instant at) {
        SimItem offer = market.offer(item);
        SimUser shopper = market.shopper(user);
        long now = at.toEpochMilli();
        boolean sellable = offer.created() <= now && offer.stock() > 0;
        return sellable ? Choice.clickThenPurchase(shopper, offer, now) : 0;
    }

    /** Probability that the user sends back an item that was bought, 0 to 1. */
    public double returnProbability(String user, String item) {
        return Choice.returned(market.shopper(user), market.offer(item));
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

    /** Expected margin less what returns take back: a return costs the margin and a tenth of the price for its handling. */
    public double trueExpectedNetMargin(String user, String item, Instant at) {
        SimItem offer = market.offer(item);
        double returned = Choice.returned(market.shopper(user), offer);
        return trueExpectedGmv(user, item, at) * (offer.margin() * (1 - returned) - 0.1 * returned);
    }

    /**
     * Expected turnover of a slate, in euros. For users who notice positions by themselves: Σ attention × expected turnover. For those
     * who read from the top: item after item, each reached with the probability that none before made the user leave, averaged over what
     * the user may have come for.
     */
    public double trueExpectedGmv(String user, List<String> slate, Instant at) {
        SimUser shopper = market.shopper(user);
        long now = at.toEpochMilli();
        double sum = 0;
        if (!shopper.habits.cascade()) {
            for (int i = 0; i < slate.size(); i++) {
                sum += Choice.attention(i + 1) * trueExpectedGmv(user, slate.get(i), at);
            }
            return sum;
        }
        double[] intents = shopper.taste.intents();
        double browsing = 1;
        for (int leaf = 0; leaf < intents.length; leaf++) {
            if (intents[leaf] > 0) {
                sum += intents[leaf] * cascade(shopper, slate, leaf, now);
                browsing -= intents[leaf];
            }
        }
        return sum + browsing * cascade(shopper, slate, Choice.BROWSING, now);
    }

    private double cascade(SimUser shopper, List<String> slate, int intent, long now) {
        double reached = 1;
        double sum = 0;
        for (String item : slate) {
            SimItem offer = market.offer(item);
            double click = offer.created() > now ? 0 : Choice.click(shopper, offer, intent, now);
            double bought = offer.stock() > 0 ? click * Choice.purchase(shopper, offer, intent, now) : 0;
            sum += reached * bought * (1 + Choice.QUANTITY_TWO) * offer.price();
            reached *= click * (1 - Choice.leaves(Choice.satisfaction(shopper, offer))) + (1 - click) * Choice.READS_ON;
        }
        return sum;
    }

    /** An item that may be shown. */
    public record Offered(String item, double price) {}

    /** Everything that is offered in a market now and is not sold out, in the order of the items' numbers. */
    public List<Offered> offered(String market, Instant at) {
        return this.market.offers().stream()
                .filter(offer -> offer.created() <= at.toEpochMilli() && offer.stock() > 0 && offer.offeredIn(market))
                .map(offer -> new Offered(offer.item(), offer.price()))
                .toList();
    }

    /** Whether the user reads from the top; the others notice each position with {@link #attention}. */
    public boolean cascade(String user) {
        return market.shopper(user).habits.cascade();
    }

    /** Probability that a user notices the item at {@code position}, 1 the first. */
    public double attention(int position) {
        return Choice.attention(position);
    }
}
