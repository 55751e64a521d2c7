package dev.fairlead.retrieval;

/**
 * An item that a source proposes.
 *
 * @param score in the source's own unit, higher is better; scores of different sources do not compare
 */
public record Found(String item, double score) {}
