package dev.fairlead.log;

import java.util.List;

/**
 * What became of an appended unit.
 *
 * @param end a position of the log when the unit was durable; a state that covers it has applied the whole unit
 * @param accepted events appended
 * @param duplicates events left out because the log holds the same already
 * @param conflicts 0-based places in the unit of events left out because the log holds another event of the same id
 */
public record Receipt(Position end, int accepted, int duplicates, List<Integer> conflicts) {
    /** Without conflicts. */
    public Receipt(Position end, int accepted, int duplicates) {
        this(end, accepted, duplicates, List.of());
    }
}
