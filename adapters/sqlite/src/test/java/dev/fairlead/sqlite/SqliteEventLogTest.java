package dev.fairlead.sqlite;

import dev.fairlead.json.JsonEvents;
import dev.fairlead.log.EventLogContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class SqliteEventLogTest {
    @TempDir
    private Path folder = Path.of("");

    private final List<SqliteStore> stores = new ArrayList<>();

    private EventLogContract.Opened open(EventKey key, int young) {
        SqliteStore store = SqliteStore.open(folder);
        stores.add(store);
        return new EventLogContract.Opened(
                store.log(new JsonEvents(EventLogContract.TYPES), key, young),
                store.index(new JsonEvents(EventLogContract.TYPES), key),
                store.deadLetters());
    }

    @AfterEach
    void closeStores() {
        stores.forEach(SqliteStore::close);
    }

    @Nested
    class WithItsOwnKeys extends EventLogContract {
        @Override
        protected Opened open() {
            return SqliteEventLogTest.this.open(EventKey.SHA_256, KeyIndex.YOUNG);
        }
    }

    /** Ids that share a key all the time must not make a difference, nor an index of many small runs. */
    @Nested
    class WithKeysThatCollide extends EventLogContract {
        @Override
        protected Opened open() {
            return SqliteEventLogTest.this.open((id, probe) -> id.hashCode() % 300 * 100_000L + probe, 64);
        }
    }
}
