package dev.fairlead.sqlite;

import dev.fairlead.log.DeadLetters;
import dev.fairlead.log.EventCodec;
import dev.fairlead.log.EventIndex;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.ImportStore;
import dev.fairlead.log.LogRewriter;
import dev.fairlead.log.QuarantineStore;
import dev.fairlead.privacy.ErasureStore;
import dev.fairlead.registry.Documents;
import dev.fairlead.registry.ModelStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A data folder: the log and the models in the SQLite file {@code fairlead.db}, the index of event ids in {@code keys/}, kept to one process
 * by {@code fairlead.lock}.
 */
public final class SqliteStore implements AutoCloseable {
    private final Database database;
    private final FolderLock lock;
    private final Writer writer;
    private final Readers readers;
    private final Path folder;
    private final FreeOffsets free = new FreeOffsets();
    private final List<SqliteEventLog> logs = new ArrayList<>();
    private Optional<KeyIndex> keys = Optional.empty();

    /** Called for every connection that writes, once it is open. */
    interface Hook {
        void opened(Session session) throws SQLException;
    }

    private SqliteStore(Path folder, Database database, FolderLock lock, Writer writer) {
        this.folder = folder;
        this.database = database;
        this.lock = lock;
        this.writer = writer;
        this.readers = new Readers(database.file(), database::reader);
        free.set(readers.read(SqliteImports::free));
    }

    /**
     * Opens a folder; makes it when it does not exist.
     *
     * @throws StoreException when another process has it open, a newer program wrote it, or it cannot be opened; the
     *     message names it
     */
    public static SqliteStore open(Path folder) {
        return open(folder, _ -> {});
    }

    static SqliteStore open(Path folder, Hook hook) {
        try {
            Files.createDirectories(folder);
            FolderLock lock = FolderLock.take(folder);
            try {
                Database database = new Database(folder.resolve("fairlead.db"));
                return new SqliteStore(folder, database, lock, new Writer(() -> database.writer(hook)));
            } catch (SQLException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException | SQLException e) {
            throw new StoreException("the data folder " + folder + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /**
     * The log of this folder, to be called once.
     *
     * @param codec how events are written; the same for the folder's whole life
     */
    public EventLog log(EventCodec codec) {
        return log(codec, EventKey.SHA_256, KeyIndex.YOUNG);
    }

    /** @param young keys that make a run of the index */
    EventLog log(EventCodec codec, EventKey key, int young) {
        if (!logs.isEmpty()) {
            throw new IllegalStateException("the log of " + database.file() + " is open already");
        }
        try {
            SqliteEventLog log = new SqliteEventLog(
                    database.file(), writer, readers, new StoredEvents(database.file(), codec, key, free), keys(young));
            logs.add(log);
            return log;
        } catch (SQLException e) {
            throw new StoreException(database.file() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Rewrites this folder's log, once that is open. */
    public LogRewriter rewriter() {
        return logs.stream()
                .map(SqliteEventLog::rewriter)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the log is to be opened first"));
    }

    /** Finds events of this folder's log by id, once that is open. @param codec the log's */
    public EventIndex index(EventCodec codec) {
        return index(codec, EventKey.SHA_256);
    }

    EventIndex index(EventCodec codec, EventKey key) {
        return new SqliteEventIndex(
                readers,
                new StoredEvents(database.file(), codec, key, free),
                keys.orElseThrow(() -> new IllegalStateException("the log is to be opened first")));
    }

    /** The index of the log's keys, with those that none of its files holds yet. */
    private KeyIndex keys(int young) {
        KeyIndex index = readers.read(session -> {
            try {
                return KeyIndex.open(folder.resolve("keys"), Blocks.identity(session), Blocks.last(session), young);
            } catch (IOException e) {
                throw new StoreException("the index of event ids cannot be read: " + e.getMessage(), e);
            }
        });
        readers.read(session -> {
            Blocks.read(session, index.last(), (offset, eventKey, _, _, _) -> {
                index.add(eventKey, offset);
                return true;
            });
            return index;
        });
        keys = Optional.of(index);
        return index;
    }

    /** The refused events of this folder. */
    public DeadLetters deadLetters() {
        return new SqliteDeadLetters(database.file(), writer, readers);
    }

    /** Events of this folder's log that a state could not take. */
    public QuarantineStore quarantine() {
        return new SqliteQuarantine(database.file(), writer, readers);
    }

    /** Imports of this folder. @param documents how they are kept */
    public ImportStore imports(Documents documents) {
        return new SqliteImports(database.file(), writer, readers, free, documents);
    }

    /** Erasures of this folder. */
    public ErasureStore erasures() {
        return new SqliteErasures(database.file(), writer, readers);
    }

    /** The models of this folder. */
    public ModelStore models() {
        return new SqliteModels(database.file(), writer, readers);
    }

    /** Writes what waits, then lets go of the folder. */
    @Override
    public void close() {
        try (lock;
                writer;
                readers) {
            logs.forEach(EventLog::close);
            keys.ifPresent(KeyIndex::close);
        } catch (IOException e) {
            throw new UncheckedIOException("the lock of the data folder cannot be released: " + e.getMessage(), e);
        } catch (SQLException e) {
            throw new StoreException(database.file() + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
