package dev.fairlead.sqlite;

import dev.fairlead.state.ColdRows;
import dev.fairlead.state.ColdStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** Cold rows of a data folder, which is locked by who opened it: {@code cold.NAME.db} for each name. */
public final class SqliteColdStore implements ColdStore, AutoCloseable {
    private final Path folder;
    private final Map<String, SqliteColdRows> opened = new TreeMap<>();

    public SqliteColdStore(Path folder) {
        this.folder = folder;
    }

    @Override
    public synchronized ColdRows rows(String name) {
        return opened.computeIfAbsent(name, _ -> SqliteColdRows.open(folder.resolve("cold." + name + ".db")));
    }

    @Override
    public synchronized void close() {
        for (SqliteColdRows rows : opened.values()) {
            try {
                rows.close();
            } catch (SQLException e) {
                throw new StoreException("the cold rows in " + folder + " cannot be closed: " + e.getMessage(), e);
            }
        }
    }
}
