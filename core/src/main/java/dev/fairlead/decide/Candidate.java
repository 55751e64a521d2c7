package dev.fairlead.decide;

/**
 * An item that may be shown.
 *
 * @param price the price it would be shown at; NaN means the catalogue's
 * @param source who proposed it: "request", or the name of a source
 */
public record Candidate(String item, double price, String source) {}
