package dev.fairlead.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/** The SQLite file: how it is opened and what is in it. */
final class Database {
    /** Version of the schema below, kept in the file's user_version. */
    static final int SCHEMA_VERSION = 4;

    /** Of the write-ahead log, before it is copied into the file: 4,000 pages of 4 KiB. */
    private static final int CHECKPOINT_PAGES = 4_000;

    private static final int CACHE_KIB = 32_768;
    private static final int BUSY_MILLIS = 30_000;

    private final Path file;

    Database(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** Makes the tables that the file does not have. @throws StoreException when a newer program made the file */
    private void prepare(Connection connection) throws SQLException {
        int version = version(connection);
        if (version > SCHEMA_VERSION) {
            throw new StoreException(file + " has schema version " + version + ", and this program knows up to "
                    + SCHEMA_VERSION + "; use the newer program that wrote it");
        }
        if (version < SCHEMA_VERSION) {
            connection.setAutoCommit(false);
            create(connection, SCHEMA_VERSION);
            if (version < 3) {
                putInBlocks(connection);
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    /**
     * What each version adds to the one before. {@code key} is the event's id hashed to 64 bits, see {@link EventKey}. The third has many events in
     * a row and the keys in an index beside the file, since an index in it costs the more the longer the log is.
     */
    private static final String[][] SCHEMA = {
        {
            "CREATE TABLE events (offset INTEGER PRIMARY KEY, key INTEGER NOT NULL UNIQUE, body BLOB NOT NULL)",
            """
        CREATE TABLE dead_letters (
          number INTEGER PRIMARY KEY, received INTEGER NOT NULL, source TEXT NOT NULL, line INTEGER NOT NULL,
          field TEXT NOT NULL, reason TEXT NOT NULL, payload TEXT NOT NULL, resubmitted INTEGER NOT NULL DEFAULT 0)""",
            "CREATE INDEX dead_letters_waiting ON dead_letters (number) WHERE resubmitted = 0",
            "CREATE TABLE models (hash TEXT NOT NULL UNIQUE, created INTEGER NOT NULL, content BLOB NOT NULL)",
        },
        {
            """
        CREATE TABLE quarantine (
          partition INTEGER NOT NULL, offset INTEGER NOT NULL, state TEXT NOT NULL, id TEXT NOT NULL, cause TEXT NOT NULL,
          time INTEGER NOT NULL, retry INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (offset, partition, state))""",
        },
        {
            "CREATE TABLE blocks (first INTEGER PRIMARY KEY, last INTEGER NOT NULL, oldest INTEGER NOT NULL, body BLOB NOT NULL)",
            "CREATE TABLE log (identity INTEGER NOT NULL, lasting TEXT NOT NULL, expired INTEGER NOT NULL)",
            "INSERT INTO log (identity, lasting, expired) VALUES (random(), '', 0)",
            """
        CREATE TABLE erasures (
          event TEXT PRIMARY KEY, person TEXT NOT NULL, sweeping INTEGER NOT NULL, finished INTEGER NOT NULL, report TEXT NOT NULL)""",
        },
        {
            "CREATE TABLE imports (batch TEXT NOT NULL UNIQUE, document TEXT NOT NULL)",
            "CREATE TABLE import_ranges (first INTEGER PRIMARY KEY, last INTEGER NOT NULL, batch TEXT NOT NULL, free INTEGER NOT NULL)",
        },
    };

    /** Adds what versions up to this one have. */
    static void create(Connection connection, int upTo) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int next = version(connection); next < upTo; next++) {
                for (String table : SCHEMA[next]) {
                    statement.execute(table);
                }
            }
            statement.execute("PRAGMA user_version = " + upTo);
        }
    }

    /** What the first two versions kept, an event a row. */
    private static void putInBlocks(Connection connection) throws SQLException {
        Session session = new Session(connection);
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT offset, key, body FROM events ORDER BY offset");
                ResultSet row = select.executeQuery()) {
            Optional<Block> open = Optional.empty();
            while (row.next()) {
                long offset = row.getLong(1);
                if (open.isPresent() && open.get().full()) {
                    Blocks.insert(session, open.get(), 0);
                    open = Optional.empty();
                }
                Block block = open.orElseGet(() -> new Block(offset));
                byte[] body = row.getBytes(3);
                block.add(offset, row.getLong(2), body, 0, body.length);
                open = Optional.of(block);
            }
            if (open.isPresent()) {
                Blocks.insert(session, open.get(), 0);
            }
        }
        session.execute("DROP TABLE events");
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.getInt(1);
        }
    }

    /** A connection that writes, to a file that has its tables. */
    Session writer(SqliteStore.Hook hook) throws SQLException {
        SQLiteConfig config = config();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        try {
            Session session = new Session(connection);
            session.execute("PRAGMA secure_delete = 1"); // what is erased is overwritten
            session.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
            prepare(connection);
            hook.opened(session);
            return session;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** A connection that refuses to write. Not opened read-only: such a one could not start a write-ahead log's index. */
    Session reader() throws SQLException {
        Session session = new Session(config().createConnection("jdbc:sqlite:" + file));
        session.execute("PRAGMA query_only = 1");
        return session;
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-CACHE_KIB);
        return config;
    }
}
