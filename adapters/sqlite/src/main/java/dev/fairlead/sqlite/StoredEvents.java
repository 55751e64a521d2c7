package dev.fairlead.sqlite;

import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Erasure;
import dev.fairlead.events.Event;
import dev.fairlead.log.EventCodec;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Unreadable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.OptionalLong;

/** How events are kept in the log: their bytes, and the keys of their ids. */
record StoredEvents(Path file, EventCodec codec, EventKey key, FreeOffsets free) {
    private static final byte[] NOTHING = {};

    /**
     * Where an id is.
     *
     * @param offset of its event; 0 when the log does not hold the id
     * @param key under which it is, or under which it would go
     * @param body of its event; empty when the log does not hold the id, and when it held it and the event has left the log
     */
    record Place(long offset, long key, byte[] body) {}

    /** Where keys and events are found. */
    interface Source {
        /** @return the offset of the event with this key; 0 if there is none */
        long find(long key);

        /** The event at an offset that a key led to; empty if it has left the log. */
        byte[] body(long offset) throws SQLException;
    }

    /** A key of an event that was undone is free, and what follows it on is still to be looked at. */
    Place look(String id, Source source) throws SQLException {
        OptionalLong reusable = OptionalLong.empty();
        for (int probe = 0; ; probe++) {
            long candidate = key.of(id, probe);
            long offset = source.find(candidate);
            if (offset == 0) {
                return new Place(0, reusable.orElse(candidate), NOTHING);
            }
            if (free.has(offset)) {
                reusable = reusable.isPresent() ? reusable : OptionalLong.of(candidate);
                continue;
            }
            byte[] body = source.body(offset);
            String stored = idOf(body);
            if (body.length == 0 || stored.equals(id) || isErased(stored)) {
                return new Place(offset, candidate, body);
            }
        }
    }

    /**
     * Whether a stored body is the same event as a new row. One that another version wrote may have other bytes; and when a person was erased,
     * either may be from before.
     */
    boolean same(byte[] body, Unit.Row row) {
        if (body.length == 0 || Arrays.equals(body, row.body()) || isErased(body) || isErased(row.body())) {
            return true;
        }
        try {
            return Arrays.equals(codec.encode(codec.decode(body)), row.body());
        } catch (ContractViolation | RuntimeException e) {
            return false;
        }
    }

    private static boolean isErased(byte[] body) {
        return isErased(new String(body, StandardCharsets.UTF_8));
    }

    /** Whether a stored id, or event, names a person who was erased: it was that event when it came. */
    private static boolean isErased(String text) {
        return text.contains(Erasure.PSEUDONYM);
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
