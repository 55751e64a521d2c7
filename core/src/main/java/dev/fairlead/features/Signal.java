package dev.fairlead.features;

/** What can happen to an item or a user; the kind of an {@link Occurrence}. An impression is one for each item shown. */
public enum Signal {
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
    RETURN // last: the codes of kinds, which models have learnt, are places in this list
}
