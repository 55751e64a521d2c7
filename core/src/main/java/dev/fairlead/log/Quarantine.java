package dev.fairlead.log;

import java.util.List;
import java.util.Set;

/** Keeps the events that states could not take, so that a restart says the same. Safe for many threads. */
public interface Quarantine {
    /** Adds events; one that is there already, for the same state, is replaced. @throws LogException when the storage refuses */
    void add(List<Quarantined> events);

    /** Drops what is kept of a state behind a position, since it is applied again from there. */
    void clear(String state, Position after);

    /** Those with the smallest offsets, by offset. */
    List<Quarantined> list(int limit);

    /** How many events at least one state goes without. */
    long count();

    /** Asks for all states with an event here to be replayed at the next start. @return their names */
    Set<String> retry();

    /** The states that {@link #retry} asked for and that were not replayed since. */
    Set<String> toRetry();
}
