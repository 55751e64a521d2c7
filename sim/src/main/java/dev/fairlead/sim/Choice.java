package dev.fairlead.sim;

import java.time.Duration;

/**
 * How users choose: logistic in a sum of what speaks for and against an item. The weights are made up; their sizes are
 * set so that the person matters (interest, intent, price level), the item matters in ways that its catalogue entry and
 * its counts show (rating, delivery, appeal, clickbait), and something is left that no feature sees.
 */
final class Choice {
    /** No intent: the user browses. */
    static final int BROWSING = -1;

    static final double QUANTITY_TWO = 0.1;
    private static final double CLICK = -3.2;
    private static final double PURCHASE = -2.3;
    private static final double INTENT = 1.1;
    private static final double OTHER_INTENT = -0.5;
    private static final double NEWNESS_DAYS = 5;

    private Choice() {}

    /** Probability that a user notices the item at {@code position}, 1 the first: position to the power −0.6. */
    static double attention(int position) {
        return Math.pow(position, -0.6);
    }

    /** Probability that a reader from the top goes on from an item to the next, if it was not clicked. */
    static final double READS_ON = 0.92;

    /** Probability that a reader from the top leaves after a click that left this satisfaction. */
    static double leaves(double satisfaction) {
        return 0.7 * satisfaction;
    }

    /** Probability that what was bought is sent back. */
    static double returned(SimUser shopper, SimItem offer) {
        return 0.02 + 0.3 * Math.pow(1 - satisfaction(shopper, offer), 2);
    }

    /** Probability of a click on an item that was noticed. */
    static double click(SimUser shopper, SimItem offer, int intent, long at) {
        return logistic(clickScore(shopper, offer, at) + intentScore(offer, intent));
    }

    /** Probability of a purchase after a click, when the item is in stock. */
    static double purchase(SimUser shopper, SimItem offer, int intent, long at) {
        return logistic(purchaseScore(shopper, offer, at) + 0.3 * intentScore(offer, intent));
    }

    /** How pleased a user is who looks closely, 0 to 1. */
    static double satisfaction(SimUser shopper, SimItem offer) {
        return logistic(0.9 * offer.nature.quality()
                + 0.5 * shopper.taste.interest()[offer.leaf]
                - 2.5 * offer.nature.clickbait());
    }

    /** Probability of a click and then a purchase of an item that was noticed, averaged over the user's intents. */
    static double clickThenPurchase(SimUser shopper, SimItem offer, long at) {
        return overIntents(shopper, offer, clickScore(shopper, offer, at), purchaseScore(shopper, offer, at));
    }

    /** Probability of a click on an item that was noticed, averaged over the user's intents. */
    static double click(SimUser shopper, SimItem offer, long at) {
        return overIntents(shopper, offer, clickScore(shopper, offer, at), Double.POSITIVE_INFINITY);
    }

    /** Only three cases differ: the session is for the item's leaf, for another leaf, or for none. */
    private static double overIntents(SimUser shopper, SimItem offer, double clickScore, double purchaseScore) {
        double[] intents = shopper.taste.intents();
        double any = 0;
        for (double share : intents) {
            any += share;
        }
        double here = intents[offer.leaf];
        return here * both(clickScore, purchaseScore, intentScore(offer, offer.leaf))
                + (any - here) * both(clickScore, purchaseScore, OTHER_INTENT)
                + (1 - any) * both(clickScore, purchaseScore, 0);
    }

    private static double both(double clickScore, double purchaseScore, double intentScore) {
        return logistic(clickScore + intentScore) * logistic(purchaseScore + 0.3 * intentScore);
    }

    private static double intentScore(SimItem offer, int intent) {
        if (intent == BROWSING) {
            return 0;
        }
        return intent == offer.leaf ? INTENT : OTHER_INTENT;
    }

    private static double clickScore(SimUser shopper, SimItem offer, long at) {
        SimItem.Nature nature = offer.nature;
        double days = (at - offer.created()) / (double) Duration.ofDays(1).toMillis();
        return CLICK
                + 1.0 * shopper.taste.interest()[offer.leaf]
                + affinity(shopper, offer)
                + 0.8 * nature.appeal()
                + 1.2 * nature.clickbait()
                + 0.3 * (offer.rating() - 3.8)
                - 0.4 * misfit(shopper, offer)
                + 0.4 * Math.exp(-Math.max(0, days) / NEWNESS_DAYS)
                - 0.12 * Math.min(6, shopper.seen(offer));
    }

    private static double purchaseScore(SimUser shopper, SimItem offer, long at) {
        SimItem.Nature nature = offer.nature;
        return PURCHASE
                + 0.4 * shopper.taste.interest()[offer.leaf]
                + 0.5 * affinity(shopper, offer)
                + 0.3 * nature.appeal()
                + 0.4 * nature.quality()
                + 0.9 * (offer.rating() - 3.8)
                - 1.8 * nature.clickbait()
                - 0.5 * misfit(shopper, offer)
                - 0.12 * shopper.taste.impatience() * (offer.delivery - 4)
                - 4 * shopper.beyondBudget(offer.price(), at)
                - (shopper.bought(offer) ? 3 : 0);
    }

    /** What joins this user and this item beyond the category: hidden taste and brand. */
    private static double affinity(SimUser shopper, SimItem offer) {
        double dot = 0;
        for (int i = 0; i < Category.DIMENSIONS; i++) {
            dot += shopper.taste.place()[i] * offer.nature.place()[i];
        }
        return 0.2 * dot + (shopper.taste.brand() == offer.brand ? 0.8 : 0);
    }

    /** Squared distance from the liked price level; too dear counts more than too cheap; at most 4. */
    private static double misfit(SimUser shopper, SimItem offer) {
        double distance = offer.nature.priceLevel() - shopper.taste.priceLevel();
        return Math.min(4, (distance > 0 ? 0.6 : 0.2) * distance * distance);
    }

    private static double logistic(double score) {
        return 1 / (1 + Math.exp(-score));
    }
}
