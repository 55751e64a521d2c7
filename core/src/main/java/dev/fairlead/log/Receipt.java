package dev.fairlead.log;

/**
 * What became of an appended unit.
 *
 * @param end a position of the log when the unit was durable; a state that covers it has applied the whole unit
 * @param accepted events appended
 * @param duplicates events left out because the log already held their id
 */
public record Receipt(Position end, int accepted, int duplicates) {}
