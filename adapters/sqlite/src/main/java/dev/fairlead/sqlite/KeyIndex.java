package dev.fairlead.sqlite;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.log.EventCodec;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Unreadable;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds an event by its id through the index on keys. */
final class KeyIndex {
    private static final byte[] NOTHING = {};
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
     * @param body of its event; empty when the log does not hold the id
     */
    record Place(long offset, long key, byte[] body) {}

    Place look(Session session, String id) throws SQLException {
        PreparedStatement select = session.prepared(BY_KEY);
        for (int probe = 0; ; probe++) {
            long candidate = key.of(id, probe);
            select.setLong(1, candidate);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return new Place(0, candidate, NOTHING);
                }
                byte[] body = row.getBytes(2);
                if (idOf(body).equals(id)) {
                    return new Place(row.getLong(1), candidate, body);
                }
            }
        }
    }

    /** Whether a stored body is the same event as a new row. One that another version wrote may have other bytes. */
    boolean same(byte[] body, Unit.Row row) {
        if (Arrays.equals(body, row.body())) {
            return true;
        }
        try {
            return Arrays.equals(codec.encode(codec.decode(body)), row.body());
        } catch (ContractViolation | RuntimeException e) {
            return false;
        }
    }

    /** The event with this id, if it can be decoded. */
    Optional<Logged> find(Session session, String id) throws SQLException {
        Place place = look(session, id);
        List<Logged> found = new ArrayList<>(1);
        if (place.offset != 0) {
            decode(place.offset, place.body, found::add);
        }
        return found.stream().findFirst();
    }

    /** The id in an event that perhaps cannot be decoded; empty if not even that can be told. */
    private String idOf(byte[] body) {
        try {
            return codec.decode(body).id();
        } catch (ContractViolation | RuntimeException e) {
            return codec.idOf(body);
        }
    }

    Unit.Row row(Event event) {
        return new Unit.Row(event, key.of(event.id(), 0), codec.encode(event));
    }

    /** Hands over an event, or what can be said of it when it cannot be decoded. */
    void decode(long offset, byte[] body, Fold fold) {
        Event event;
        try {
            event = codec.decode(body);
        } catch (ContractViolation | RuntimeException e) {
            String reason = e instanceof ContractViolation violation ? violation.reason() : e.toString();
            fold.unreadable(new Unreadable(
                    0,
                    offset,
                    codec.idOf(body),
                    "the event at offset " + offset + " of " + file + " cannot be read: " + reason
                            + "; the file is damaged, or written by another version"));
            return;
        }
        fold.accept(new Logged(0, offset, event));
    }
}
