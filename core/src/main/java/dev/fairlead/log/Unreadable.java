package dev.fairlead.log;

/**
 * A stored event that cannot be decoded: written by a later version, or damaged.
 *
 * @param partition 0-based
 * @param offset its place in the partition
 * @param id as far as it can be told; empty otherwise
 * @param cause what is wrong with it and where it is, in a sentence
 */
public record Unreadable(int partition, long offset, String id, String cause) {}
