package dev.fairlead.decide;

/**
 * A query at its time: what features are read for.
 *
 * @param time in milliseconds since 1970: windows end and ages are counted here
 */
public record Asked<Q extends Query>(Q query, long time) {}
