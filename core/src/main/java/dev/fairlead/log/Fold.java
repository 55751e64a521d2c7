package dev.fairlead.log;

import dev.fairlead.events.Event;

/** Something computed from the log: it is fed every event once, in order. */
public interface Fold {
    void accept(long offset, Event event);
}
