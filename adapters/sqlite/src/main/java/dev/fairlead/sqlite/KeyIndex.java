package dev.fairlead.sqlite;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.log.EventCodec;
import dev.fairlead.log.Logged;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Finds an event by its id through the index on keys. */
final class KeyIndex {
    private static final String BY_KEY = "SELECT offset, body FROM events WHERE key = ?";

    private final Path file;
    private final EventCodec codec;
    private final EventKey key;

    KeyIndex(Path file, EventCodec codec, EventKey key) {
        this.file = file;
        this.codec = codec;
        this.key = key;
    }

    /**
     * Where an id is.
     *
     * @param offset of its event; 0 when the log does not hold the id
     * @param key under which it is, or under which it would go
     */
    record Place(long offset, long key) {}

    Place look(Session session, String id) throws SQLException {
        PreparedStatement select = session.prepared(BY_KEY);
        for (int probe = 0; ; probe++) {
            long candidate = key.of(id, probe);
            select.setLong(1, candidate);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return new Place(0, candidate);
                }
                long offset = row.getLong(1);
                if (decode(offset, row.getBytes(2)).id().equals(id)) {
                    return new Place(offset, candidate);
                }
            }
        }
    }

    /** The event with this id. */
    Optional<Logged> find(Session session, String id) throws SQLException {
        PreparedStatement select = session.prepared(BY_KEY);
        for (int probe = 0; ; probe++) {
            select.setLong(1, key.of(id, probe));
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                long offset = row.getLong(1);
                Event event = decode(offset, row.getBytes(2));
                if (event.id().equals(id)) {
                    return Optional.of(Logged.at(offset, event));
                }
            }
        }
    }

    Unit.Row row(Event event) {
        return new Unit.Row(event.id(), key.of(event.id(), 0), codec.encode(event));
    }

    Event decode(long offset, byte[] body) {
        try {
            return codec.decode(body);
        } catch (ContractViolation e) {
            throw new StoreException(
                    "the event at offset " + offset + " of " + file + " cannot be read: " + e.reason()
                            + "; the file is damaged, or written by another version",
                    e);
        }
    }
}
