package dev.fairlead.log;

import java.util.List;
import java.util.Set;

/** Keeps the events that states could not take, so that a restart says the same. Safe for many threads. */
public interface QuarantineStore extends Quarantine {
    /** Adds events; one that is there already, for the same state, is replaced. @throws LogException when the storage refuses */
    void add(List<Quarantined> events);

    /** Drops what is kept of a state behind a position, since it is applied again from there. */
    void clear(String state, Position after);

    /** The states that {@link #retry} asked for and that were not replayed since. */
    Set<String> toRetry();
}
