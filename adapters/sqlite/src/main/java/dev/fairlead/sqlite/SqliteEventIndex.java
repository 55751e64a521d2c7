package dev.fairlead.sqlite;

import dev.fairlead.log.EventIndex;
import dev.fairlead.log.Logged;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds events through the index of keys. */
record SqliteEventIndex(Readers readers, StoredEvents events, KeyIndex index) implements EventIndex {
    @Override
    public Optional<Logged> find(String id) {
        List<Logged> found = new ArrayList<>(1);
        StoredEvents.Place place = readers.read(session -> events.look(id, new StoredEvents.Source() {
            @Override
            public long find(long key) {
                return index.find(key);
            }

            @Override
            public byte[] body(long offset) throws SQLException {
                return Blocks.body(session, offset);
            }
        }));
        if (place.body().length > 0) {
            events.decode(place.offset(), place.body(), found::add);
        }
        return found.stream().findFirst();
    }
}
