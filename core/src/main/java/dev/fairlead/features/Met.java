package dev.fairlead.features;

/**
 * A value that an entity met: an item in a user's history.
 *
 * @param value dense id
 * @param signal how it was last met
 * @param ageSeconds since then, at least 0
 */
public record Met(int value, Signal signal, long ageSeconds) {}
