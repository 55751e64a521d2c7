package dev.fairlead.market.features;

import dev.fairlead.state.UpdateKind;

/** What can happen to an item or a user; the kind of an {@link MarketUpdate}. An impression is one for each item shown. */
public enum EventKind implements UpdateKind {
    IMPRESSION,
    INTERACTION,
    CLICK,
    DWELL,
    ADD_TO_CART,
    PURCHASE,
    HIDE,
    COMPLAINT,
    SEARCH,
    FILTER,
    SORT,
    RETURN, // new ones come last: the codes of kinds, which models have learnt, are places in this list
    /** An interaction of a kind that says nothing of the item. */
    NEUTRAL,
    /** An interaction by which the user says to dislike the item, without hiding it. */
    DISLIKE;

    private static final EventKind[] KINDS = values();
    private static final int INTERACTIONS = 100;

    /** A code for the kind and, of an interaction, for its own kind: never 0. */
    static int code(EventKind kind, int interaction) {
        return kind == INTERACTION ? INTERACTIONS + interaction : 1 + kind.ordinal();
    }

    /** The kind that {@link #code} is a code of. */
    public static EventKind ofCode(int code) {
        return code > KINDS.length ? INTERACTION : KINDS[code - 1];
    }
}
