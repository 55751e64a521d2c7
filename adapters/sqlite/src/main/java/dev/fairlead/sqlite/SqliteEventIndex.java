package dev.fairlead.sqlite;

import dev.fairlead.log.EventIndex;
import dev.fairlead.log.Logged;
import java.util.Optional;

/** Finds events through the index on keys. */
record SqliteEventIndex(Readers readers, KeyIndex index) implements EventIndex {
    @Override
    public Optional<Logged> find(String id) {
        return readers.read(session -> index.find(session, id));
    }
}
