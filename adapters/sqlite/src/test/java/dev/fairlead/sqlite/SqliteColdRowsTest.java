package dev.fairlead.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.state.ColdRows;
import dev.fairlead.state.ColdRowsContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteColdRowsTest extends ColdRowsContract {
    @TempDir
    private Path folder = Path.of("");

    private final List<SqliteColdRows> opened = new ArrayList<>();

    @Override
    protected SqliteColdRows open() {
        return open(EventKey.SHA_256);
    }

    private SqliteColdRows open(EventKey key) {
        SqliteColdRows rows = SqliteColdRows.open(folder.resolve("cold.test.db"), key);
        opened.add(rows);
        return rows;
    }

    @AfterEach
    void close() throws Exception {
        for (SqliteColdRows rows : opened) {
            rows.close();
        }
    }

    @Test
    void idsOfOneKeyAreToldApart() {
        SqliteColdRows rows = open((_, _) -> 7);
        rows.put(1, "ann", new byte[] {1});
        rows.put(2, "bob", new byte[] {2});
        rows.flush();
        rows.remove(3, "ann");
        rows.flush();
        assertTrue(rows.get("ann").isEmpty());
        assertArrayEquals(new byte[] {2}, rows.get("bob").orElseThrow());
        assertTrue(rows.get("cleo").isEmpty());
    }

    @Test
    void aFileThatIsNoneIsReplaced() throws IOException {
        Files.writeString(folder.resolve("cold.test.db"), "this is no SQLite file, however long it may be".repeat(100));
        ColdRows rows = open();
        assertEquals(0, rows.size());
        rows.put(1, "ann", new byte[] {1});
        rows.flush();
        assertArrayEquals(new byte[] {1}, open().get("ann").orElseThrow());
    }

    @Test
    void rowsThatNoSnapshotNeedsMakeRoom() {
        SqliteColdRows rows = open();
        long move = 0;
        long settled = 0;
        for (int round = 0; round < 60; round++) {
            for (int i = 0; i < 200; i++) {
                rows.put(++move, "id " + i, new byte[2_000]);
            }
            rows.flush();
            for (int i = 0; i < 200; i++) {
                rows.remove(++move, "id " + i);
            }
            rows.flush();
            rows.saved(move);
            rows.spill();
            if (round == 20) {
                settled = rows.bytes();
            }
        }
        assertEquals(Optional.empty(), rows.get("id 1"));
        assertTrue(rows.bytes() < 2 * settled, rows.bytes() + " bytes after " + settled);
    }
}
