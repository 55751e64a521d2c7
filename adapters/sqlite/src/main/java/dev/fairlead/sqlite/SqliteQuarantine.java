package dev.fairlead.sqlite;

import dev.fairlead.log.Position;
import dev.fairlead.log.QuarantineStore;
import dev.fairlead.log.Quarantined;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Quarantined events in their table. */
record SqliteQuarantine(Path file, Writer writer, Readers readers) implements QuarantineStore {
    private interface Change {
        void in(Session session) throws SQLException;
    }

    private void write(Change change) {
        writer.transaction("the quarantine in " + file + " was not written", session -> {
            change.in(session);
            return session;
        });
    }

    @Override
    public void add(List<Quarantined> events) {
        write(session -> {
            PreparedStatement insert =
                    session.prepared("INSERT OR REPLACE INTO quarantine (partition, offset, state, id, cause, time)"
                            + " VALUES (?, ?, ?, ?, ?, ?)");
            for (Quarantined one : events) {
                insert.setInt(1, one.partition());
                insert.setLong(2, one.offset());
                insert.setString(3, one.state());
                insert.setString(4, one.id());
                insert.setString(5, one.cause());
                insert.setLong(6, one.time());
                insert.executeUpdate();
            }
        });
    }

    @Override
    public void clear(String state, Position after) {
        if (list(Integer.MAX_VALUE).stream().noneMatch(one -> behind(one, state, after))) {
            return; // the usual case costs no write
        }
        write(session -> {
            PreparedStatement delete =
                    session.prepared("DELETE FROM quarantine WHERE partition = ? AND offset = ? AND state = ?");
            for (Quarantined one : list(Integer.MAX_VALUE)) {
                if (behind(one, state, after)) {
                    delete.setInt(1, one.partition());
                    delete.setLong(2, one.offset());
                    delete.setString(3, state);
                    delete.executeUpdate();
                }
            }
        });
    }

    private static boolean behind(Quarantined one, String state, Position after) {
        return one.state().equals(state) && one.offset() > after.offset(one.partition());
    }

    @Override
    public List<Quarantined> list(int limit) {
        return readers.read(session -> {
            PreparedStatement select =
                    session.prepared("SELECT partition, offset, id, state, cause, time FROM quarantine"
                            + " ORDER BY offset, partition, state LIMIT ?");
            select.setInt(1, limit);
            List<Quarantined> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Quarantined(
                            row.getInt(1),
                            row.getLong(2),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getLong(6)));
                }
            }
            return found;
        });
    }

    @Override
    public long count() {
        return readers.read(session -> {
            try (ResultSet row = session.prepared(
                            "SELECT count(*) FROM (SELECT DISTINCT partition, offset FROM quarantine)")
                    .executeQuery()) {
                return row.getLong(1);
            }
        });
    }

    @Override
    public Set<String> retry() {
        write(session -> session.prepared("UPDATE quarantine SET retry = 1").executeUpdate());
        return toRetry();
    }

    @Override
    public Set<String> toRetry() {
        return readers.read(session -> {
            Set<String> states = new HashSet<>();
            try (ResultSet row = session.prepared("SELECT DISTINCT state FROM quarantine WHERE retry = 1")
                    .executeQuery()) {
                while (row.next()) {
                    states.add(row.getString(1));
                }
            }
            return states;
        });
    }
}
