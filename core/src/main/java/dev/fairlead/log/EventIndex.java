package dev.fairlead.log;

import java.util.Optional;

/** Finds events by their ids. */
public interface EventIndex {
    /** The event with this id. */
    Optional<Logged> find(String id);
}
