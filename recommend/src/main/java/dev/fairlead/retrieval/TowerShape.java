package dev.fairlead.retrieval;

import dev.fairlead.events.Contract;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.FieldWriter;
import dev.fairlead.market.features.EventKind;

/**
 * How the towers read their fields.
 *
 * @param dimensions length of a vector, 2 to 512; the last one of an item's vector is its bias, of a user's vector 1
 * @param history items of a user's history that are read, 1 to 1,000; there are {@link UserFields#MOST} at most
 * @param halfLifeSeconds an interaction weighs 2^(−how much older than the latest / this), above 0; infinite for no decay
 * @param halfLifeTouches and 2^(−interactions after it / this), above 0; infinite for no decay
 * @param normalizer the weighted sum over the history is divided by (sum of weights)^this, 0 to 1: 0 is a sum, 1 a mean
 * @param purchaseWeight weight of an add to cart or a purchase when a click or an interaction weighs 1, 0 to 100
 * @param ownHistoryRows whether an item in a history has other embeddings than the same item as a candidate
 * @param userIds whether a user's id has an embedding of its own
 */
public record TowerShape(
        int dimensions,
        int history,
        double halfLifeSeconds,
        double halfLifeTouches,
        double normalizer,
        double purchaseWeight,
        boolean ownHistoryRows,
        boolean userIds) {

    public TowerShape {
        require(dimensions >= 2 && dimensions <= 512, "dimensions", dimensions, "2 to 512");
        require(history >= 1 && history <= 1_000, "history", history, "1 to 1,000");
        require(halfLifeSeconds > 0, "halfLifeSeconds", halfLifeSeconds, "above 0");
        require(halfLifeTouches > 0, "halfLifeTouches", halfLifeTouches, "above 0");
        require(normalizer >= 0 && normalizer <= 1, "normalizer", normalizer, "0 to 1");
        require(purchaseWeight >= 0 && purchaseWeight <= 100, "strong", purchaseWeight, "0 to 100");
    }

    private static void require(boolean holds, String name, double value, String range) {
        if (!holds) {
            throw new IllegalArgumentException("towers: " + name + " is " + value + "; it must be " + range);
        }
    }

    /**
     * Weight of an interaction; 0 for what says nothing of a liking (an impression, a hide).
     *
     * @param olderSeconds how much older than the latest of the history
     * @param place in the history, 0 the latest
     */
    double weight(EventKind signal, long olderSeconds, int place) {
        double kind = switch (signal) {
            case CLICK, INTERACTION -> 1;
            case ADD_TO_CART, PURCHASE -> purchaseWeight;
            default -> 0;
        };
        double halvings = Math.max(0, olderSeconds) / halfLifeSeconds + place / halfLifeTouches;
        return halvings == 0 ? kind : kind * StrictMath.pow(2, -halvings);
    }

    /** What a history's weighted sum is multiplied with when its weights sum to {@code total}. */
    float scale(double total) {
        return (float) StrictMath.pow(total, -normalizer);
    }

    void write(FieldWriter out) {
        out.whole("dimensions", dimensions);
        out.whole("history", history);
        if (halfLifeSeconds < Double.POSITIVE_INFINITY) {
            out.number("half_life_seconds", halfLifeSeconds);
        }
        if (halfLifeTouches < Double.POSITIVE_INFINITY) {
            out.number("half_life_touches", halfLifeTouches);
        }
        out.number("normalizer", normalizer);
        out.number("strong", purchaseWeight);
        out.whole("own_history_rows", ownHistoryRows ? 1 : 0);
        out.whole("user_ids", userIds ? 1 : 0);
    }

    static TowerShape read(Contract in) throws ContractViolation {
        return new TowerShape(
                (int) in.whole("dimensions", 2, 512),
                (int) in.whole("history", 1, 1_000),
                halfLife(in, "half_life_seconds"),
                halfLife(in, "half_life_touches"),
                in.number("normalizer", 0, 1),
                in.number("strong", 0, 100),
                in.whole("own_history_rows", 0, 1) == 1,
                in.whole("user_ids", 0, 1) == 1);
    }

    private static double halfLife(Contract in, String name) throws ContractViolation {
        double halfLife = in.optionalNumber(name, Double.MIN_VALUE, Double.MAX_VALUE);
        return Double.isNaN(halfLife) ? Double.POSITIVE_INFINITY : halfLife;
    }
}
