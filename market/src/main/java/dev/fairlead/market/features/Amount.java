package dev.fairlead.market.features;

import dev.fairlead.state.Measure;

/** The number that an occurrence adds to an aggregate. */
public enum Amount implements Measure {
    /** 1: counting. */
    ONE,
    /** Price of one unit: the one in the event, else the catalogue's; skipped when neither is known. */
    PRICE,
    /** 1 where the price of one unit is known: counting what {@link #PRICE} sums; other occurrences are skipped. */
    PRICED,
    /** Quantity × price of a cart or a purchase, in the item's currency; other occurrences are skipped. */
    GMV,
    /** Seconds of a dwell; other occurrences are skipped. */
    SECONDS,
    /** 1 / position: how far down the slate the item was shown; 1 where there is no position. */
    RECIPROCAL_POSITION,
    /** A code in [1, 1000] for the kind of an interaction, or for the text of a search, filter or sort. */
    CODE;

    @Override
    public boolean whole() {
        return this == ONE || this == PRICED;
    }
}
