package dev.fairlead.sqlite;

import dev.fairlead.events.ErasedPerson;
import dev.fairlead.log.LogException;
import dev.fairlead.privacy.ErasureStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Erasures in their table. */
record SqliteErasures(Path file, Writer writer, Readers readers) implements ErasureStore {
    private <T> T write(Writer.Work<T> change) {
        return writer.transaction("the erasures in " + file + " were not written", change);
    }

    @Override
    public List<Pending> pending() {
        return readers.read(session -> {
            List<Pending> pending = new ArrayList<>();
            try (ResultSet row = session.prepared(
                            "SELECT event, person, sweeping FROM erasures WHERE finished = 0 ORDER BY rowid")
                    .executeQuery()) {
                while (row.next()) {
                    pending.add(new Pending(row.getString(1), row.getString(2), row.getInt(3) != 0));
                }
            }
            return pending;
        });
    }

    @Override
    public void put(Pending pending) {
        write(session -> {
            PreparedStatement insert = session.prepared(
                    "INSERT INTO erasures (event, person, sweeping, finished, report) VALUES (?, ?, ?, 0, '')"
                            + " ON CONFLICT (event) DO UPDATE SET sweeping = excluded.sweeping WHERE finished = 0");
            insert.setString(1, pending.event());
            insert.setString(2, pending.person());
            insert.setInt(3, pending.sweeping() ? 1 : 0);
            return insert.executeUpdate();
        });
    }

    @Override
    public Forgotten forget(ErasedPerson person) {
        return write(session -> new Forgotten(letters(session, person), quarantine(session, person)));
    }

    private static long letters(Session session, ErasedPerson person) throws SQLException {
        List<Long> of = new ArrayList<>();
        try (ResultSet row = session.prepared("SELECT number, payload, reason, source FROM dead_letters")
                .executeQuery()) {
            while (row.next()) {
                if (person.in(row.getString(2)) || person.in(row.getString(3)) || person.in(row.getString(4))) {
                    of.add(row.getLong(1));
                }
            }
        }
        PreparedStatement delete = session.prepared("DELETE FROM dead_letters WHERE number = ?");
        for (long number : of) {
            delete.setLong(1, number);
            delete.executeUpdate();
        }
        return of.size();
    }

    private static long quarantine(Session session, ErasedPerson person) throws SQLException {
        Set<Long> of = new HashSet<>();
        try (ResultSet row =
                session.prepared("SELECT offset, id, cause FROM quarantine").executeQuery()) {
            while (row.next()) {
                if (person.in(row.getString(2)) || person.in(row.getString(3))) {
                    of.add(row.getLong(1));
                }
            }
        }
        PreparedStatement update = session.prepared(
                "UPDATE quarantine SET id = '', cause = 'what was told of it named a person who was erased' WHERE offset = ?");
        for (long offset : of) {
            update.setLong(1, offset);
            update.executeUpdate();
        }
        return of.size();
    }

    @Override
    public void finish(String event, byte[] report) {
        write(session -> {
            PreparedStatement insert = session.prepared(
                    "INSERT INTO erasures (event, person, sweeping, finished, report) VALUES (?, '', 0, 1, ?)"
                            + " ON CONFLICT (event) DO UPDATE SET person = '', sweeping = 0, finished = 1, report = excluded.report");
            insert.setString(1, event);
            insert.setString(2, new String(report, StandardCharsets.UTF_8));
            return insert.executeUpdate();
        });
        try {
            writer.checkpoint();
        } catch (SQLException e) {
            throw new LogException("the erasures in " + file + " were not written: " + e.getMessage(), e);
        }
    }

    @Override
    public Set<String> finished() {
        return readers.read(session -> {
            Set<String> finished = new HashSet<>();
            try (ResultSet row = session.prepared("SELECT event FROM erasures WHERE finished = 1")
                    .executeQuery()) {
                while (row.next()) {
                    finished.add(row.getString(1));
                }
            }
            return finished;
        });
    }

    @Override
    public List<byte[]> reports() {
        return readers.read(session -> {
            List<byte[]> reports = new ArrayList<>();
            try (ResultSet row = session.prepared("SELECT report FROM erasures WHERE finished = 1 ORDER BY event")
                    .executeQuery()) {
                while (row.next()) {
                    reports.add(row.getString(1).getBytes(StandardCharsets.UTF_8));
                }
            }
            return reports;
        });
    }
}
