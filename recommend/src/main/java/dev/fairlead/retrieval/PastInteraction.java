package dev.fairlead.retrieval;

import dev.fairlead.market.features.EventKind;

/**
 * One item of a user's history.
 *
 * @param item as the catalogue knows it now
 * @param signal what the user last did to it
 * @param ageSeconds how long ago, in seconds; a negative age counts as 0
 */
public record PastInteraction(ItemFields item, EventKind signal, long ageSeconds) {}
