package dev.fairlead.log;

/**
 * What became of an appended unit.
 *
 * @param lastOffset the log's end when the unit became durable; a read that has applied it sees the whole unit
 * @param accepted events appended
 * @param duplicates events left out because the log already held their id
 */
public record Receipt(long lastOffset, int accepted, int duplicates) {}
