package dev.fairlead.sqlite;

import dev.fairlead.state.ColdRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sqlite.SQLiteConfig;

/**
 * Cold rows in a SQLite file of their own. Moves wait on the heap until there are enough of them for a transaction; a read finds a row
 * that waits as well as one that is written.
 *
 * <p>The file is a cache: what is in it can be made from the log again, so a file that cannot be used is replaced by an empty one.
 */
final class SqliteColdRows implements ColdRows, AutoCloseable {
    /** Of the table below, kept in the file's user_version. */
    private static final int VERSION = 1;

    /** Of rows that wait: from so many on they are written after a batch of events. */
    private static final long SPILL_BYTES = 1 << 20;

    private static final int SPILL_MOVES = 2_000;

    /** From so many on they are written at once: in a long replay nobody else asks for it. */
    private static final long MOST_BYTES = 8 << 20;

    /** Rows that no snapshot needs any more and that are removed in one transaction. */
    private static final int REMOVED_AT_ONCE = 2_000;

    private static final int WRITER_CACHE_KIB = 32_768;
    private static final int READER_CACHE_KIB = 8_192;
    private static final int BUSY_MILLIS = 30_000;

    /** By number of the move that put it. {@code key} is the id hashed to 64 bits, see {@link EventKey}: a row is found by a small index. */
    private static final String[] SCHEMA = {
        "CREATE TABLE rows (put INTEGER PRIMARY KEY, removed INTEGER, key INTEGER NOT NULL, id TEXT NOT NULL, row BLOB NOT NULL)",
        "CREATE INDEX rows_here ON rows (key) WHERE removed IS NULL",
        "CREATE INDEX rows_removed ON rows (removed) WHERE removed IS NOT NULL",
        "PRAGMA user_version = " + VERSION,
    };

    /** A row that waits to be written. */
    private record Put(long move, byte[] row) {}

    private final Path file;
    private final EventKey key;
    private volatile Optional<Writer> writer; // empty as long as there is no file, which the first row makes
    private final Readers readers;

    // What waits. A replay beside the node's work may move rows while the node's own thread writes them: one at a time.
    // Reads wait for neither.
    private final Map<String, Put> puts = new ConcurrentHashMap<>();
    private final Map<String, Long> removals = new ConcurrentHashMap<>();
    private long waiting; // bytes of the puts
    private long unneeded; // rows removed by this move or before are needed by no snapshot; 0 once they are gone
    private long saved; // the last move of the last snapshot

    private SqliteColdRows(Path file, EventKey key, Optional<Writer> writer) {
        this.file = file;
        this.key = key;
        this.writer = writer;
        this.readers =
                new Readers(file, () -> new Session(config(READER_CACHE_KIB).createConnection("jdbc:sqlite:" + file)));
    }

    /** @throws StoreException if the file can be neither used nor replaced */
    static SqliteColdRows open(Path file) {
        return open(file, EventKey.SHA_256);
    }

    static SqliteColdRows open(Path file, EventKey key) {
        return new SqliteColdRows(file, key, Files.exists(file) ? Optional.of(writer(file)) : Optional.empty());
    }

    private static Writer writer(Path file) {
        try {
            return new Writer(() -> session(file));
        } catch (SQLException | StoreException e) {
            System.getLogger("fairlead")
                    .log(System.Logger.Level.WARNING, file + " is made anew, since it cannot be used: " + e);
        }
        try {
            for (String end : new String[] {"", "-wal", "-shm"}) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + end));
            }
            return new Writer(() -> session(file));
        } catch (SQLException | IOException e) {
            throw new StoreException(file + " cannot be made: " + e.getMessage(), e);
        }
    }

    private static Session session(Path file) throws SQLException {
        Connection connection = config(WRITER_CACHE_KIB).createConnection("jdbc:sqlite:" + file);
        try {
            Session session = new Session(connection);
            session.execute("PRAGMA secure_delete = 1"); // persons who were erased are overwritten
            long version = session.number("PRAGMA user_version");
            if (version == 0) {
                session.execute("BEGIN IMMEDIATE");
                for (String statement : SCHEMA) {
                    session.execute(statement);
                }
                session.execute("COMMIT");
            } else if (version != VERSION) {
                throw new StoreException("it has version " + version + " of the table and not " + VERSION);
            }
            return session;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static SQLiteConfig config(int cacheKib) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-cacheKib);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        return config;
    }

    @Override
    public synchronized void rewind(long moves) {
        puts.clear();
        removals.clear();
        waiting = 0;
        unneeded = 0;
        if (writer.isEmpty()) {
            return;
        }
        write(session -> {
            update(session, "DELETE FROM rows WHERE put > ?", moves);
            update(session, "UPDATE rows SET removed = NULL WHERE removed > ?", moves);
        });
    }

    @Override
    public synchronized void put(long move, String id, byte[] row) {
        puts.put(id, new Put(move, row));
        waiting += row.length;
        if (waiting >= MOST_BYTES) {
            flush();
        }
    }

    @Override
    public synchronized void remove(long move, String id) {
        Put waited = puts.remove(id);
        if (waited == null) {
            removals.put(id, move);
        } else {
            waiting -= waited.row.length;
        }
    }

    @Override
    public Optional<byte[]> get(String id) {
        Put waits = puts.get(id); // asked before the removals, which are forgotten first
        if (waits != null) {
            return Optional.of(waits.row);
        }
        return removals.containsKey(id) ? Optional.empty() : read(Optional.empty(), session -> find(session, id));
    }

    private Optional<byte[]> find(Session session, String id) throws SQLException {
        PreparedStatement select = session.prepared("SELECT id, row FROM rows WHERE key = ? AND removed IS NULL");
        select.setLong(1, key.of(id, 0));
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                if (row.getString(1).equals(id)) {
                    return Optional.of(row.getBytes(2));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized void spill() {
        if (waiting >= SPILL_BYTES || puts.size() + removals.size() >= SPILL_MOVES || unneeded > 0) {
            flush();
        }
    }

    @Override
    public synchronized void flush() {
        if (puts.isEmpty() && removals.isEmpty() && (unneeded == 0 || writer.isEmpty())) {
            unneeded = 0;
            return;
        }
        int[] left = {REMOVED_AT_ONCE};
        write(session -> {
            for (Map.Entry<String, Long> each : removals.entrySet()) {
                remove(session, each.getKey(), each.getValue());
            }
            PreparedStatement insert = session.prepared("INSERT INTO rows (put, key, id, row) VALUES (?, ?, ?, ?)");
            List<Map.Entry<String, Put>> inOrder = puts.entrySet().stream()
                    .sorted(Comparator.comparingLong(each -> each.getValue().move))
                    .toList();
            for (Map.Entry<String, Put> each : inOrder) {
                insert.setLong(1, each.getValue().move);
                insert.setLong(2, key.of(each.getKey(), 0));
                insert.setString(3, each.getKey());
                insert.setBytes(4, each.getValue().row);
                insert.executeUpdate();
            }
            left[0] = update(
                    session,
                    "DELETE FROM rows WHERE put IN (SELECT put FROM rows WHERE removed <= ? LIMIT " + REMOVED_AT_ONCE
                            + ")",
                    unneeded);
        });
        removals.clear();
        puts.clear();
        waiting = 0;
        if (left[0] < REMOVED_AT_ONCE) {
            unneeded = 0;
        }
    }

    private void remove(Session session, String id, long move) throws SQLException {
        PreparedStatement update =
                session.prepared("UPDATE rows SET removed = ? WHERE key = ? AND removed IS NULL AND id = ?");
        update.setLong(1, move);
        update.setLong(2, key.of(id, 0));
        update.setString(3, id);
        update.executeUpdate();
    }

    @Override
    public synchronized void saved(long moves) {
        unneeded = moves;
        saved = moves;
    }

    @Override
    public synchronized void purge() {
        flush();
        if (writer.isEmpty()) {
            return;
        }
        write(session -> update(session, "DELETE FROM rows WHERE removed <= ?", saved));
        try {
            writer.get().checkpoint();
        } catch (SQLException e) {
            throw new StoreException(file + " was not written: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized long size() {
        flush();
        return read(0L, session -> session.number("SELECT count(*) FROM rows WHERE removed IS NULL"));
    }

    @Override
    public long bytes() {
        try {
            long bytes = 0;
            for (String end : new String[] {"", "-wal"}) {
                Path part = file.resolveSibling(file.getFileName() + end);
                bytes += Files.exists(part) ? Files.size(part) : 0;
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Change {
        void in(Session session) throws SQLException;
    }

    private static int update(Session session, String sql, long number) throws SQLException {
        PreparedStatement statement = session.prepared(sql);
        statement.setLong(1, number);
        return statement.executeUpdate();
    }

    private void write(Change change) {
        try {
            writer = writer.or(() -> Optional.of(writer(file)));
            writer.get().transaction(session -> {
                change.in(session);
                return session;
            });
        } catch (SQLException e) {
            throw new StoreException(file + " was not written: " + e.getMessage(), e);
        }
    }

    /** @param query is not asked while there is no file */
    private <T> T read(T without, Readers.Query<T> query) {
        return writer.isEmpty() ? without : readers.read(query);
    }

    /** Without writing what waits: who needs it has flushed. */
    @Override
    public void close() throws SQLException {
        readers.close();
        if (writer.isPresent()) {
            writer.get().close();
        }
    }
}
