package dev.fairlead.log;

import java.util.List;
import java.util.Set;

/** The events that states could not take, as whoever looks after a node sees them. Safe for many threads. */
public interface Quarantine {
    /** Those with the smallest offsets, by offset. */
    List<Quarantined> list(int limit);

    /** How many events at least one state goes without. */
    long count();

    /** Asks for all states with an event here to be replayed at the next start. @return their names */
    Set<String> retry();
}
