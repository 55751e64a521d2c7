package dev.fairlead.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.market.events.Click;
import dev.fairlead.events.Event;
import dev.fairlead.json.JsonEvents;
import dev.fairlead.log.DeadLetter;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.LogException;
import dev.fairlead.log.Position;
import dev.fairlead.log.Receipt;
import dev.fairlead.registry.DamagedModelException;
import dev.fairlead.registry.ModelStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {
    private static final DeadLetter DEAD = new DeadLetter(0, 1, "file", 1, "", "no", "{");

    @TempDir
    private Path folder = Path.of("");

    private static List<Event> clicks(String prefix, int count) {
        return IntStream.range(0, count)
                .<Event>mapToObj(i -> new Click(prefix + i, 1_700_000_000_000L, "u", "s", "i", ""))
                .toList();
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("fairlead.db"));
                Statement s = connection.createStatement()) {
            s.execute(statement);
        }
    }

    @Test
    void everythingIsThereAfterAReopening() {
        Path fresh = folder.resolve("a/b");
        String model;
        try (SqliteStore store = SqliteStore.open(fresh)) {
            store.log(new JsonEvents()).append(clicks("a", 3), List.of(DEAD));
            model = store.models().put(new byte[] {1, 2}, 5);
        }
        try (SqliteStore store = SqliteStore.open(fresh)) {
            EventLog log = store.log(new JsonEvents());
            assertEquals(Position.of(3), log.end());
            assertEquals(
                    new Receipt(Position.of(4), 1, 1),
                    log.append(List.of(clicks("a", 2).get(1), clicks("b", 1).getFirst()), List.of()));
            assertEquals(
                    2, store.index(new JsonEvents()).find("a1").orElseThrow().offset());
            assertEquals(1, store.deadLetters().deadLetterCount());
            assertArrayEquals(new byte[] {1, 2}, store.models().get(model).orElseThrow());
        }
    }

    @Test
    void whatWaitsIsWrittenBeforeClosingAndNothingAfter() {
        SqliteStore store = SqliteStore.open(folder);
        EventLog log = store.log(new JsonEvents());
        var receipts = IntStream.range(0, 50)
                .mapToObj(i -> log.submit(clicks(i + "-", 100), List.of()))
                .toList();
        store.close();
        assertTrue(receipts.stream().allMatch(r -> r.join().accepted() == 100));
        assertThrows(IllegalStateException.class, () -> log.submit(clicks("x", 1), List.of()));
    }

    @Test
    void aSecondOpeningOfTheFolderIsRefused() {
        try (SqliteStore store = SqliteStore.open(folder)) {
            StoreException e = assertThrows(StoreException.class, () -> SqliteStore.open(folder));
            assertTrue(
                    message(e)
                            .contains(folder + " is in use by process "
                                    + ProcessHandle.current().pid()),
                    message(e));
            store.log(new JsonEvents());
            assertThrows(IllegalStateException.class, () -> store.log(new JsonEvents()));
        }
        SqliteStore.open(folder).close();
    }

    @Test
    void aNewerFileIsRefusedAndSoIsOneThatIsNoDatabase() throws Exception {
        SqliteStore.open(folder).close();
        sql("PRAGMA user_version = 99");
        StoreException newer = assertThrows(StoreException.class, () -> SqliteStore.open(folder));
        assertTrue(message(newer).contains("schema version 99"), message(newer));
        Files.writeString(folder.resolve("fairlead.db"), "not a database".repeat(1000));
        StoreException damaged = assertThrows(StoreException.class, () -> SqliteStore.open(folder));
        assertTrue(message(damaged).contains(folder.toString()), message(damaged));
    }

    @Test
    void aFullDiskRefusesTheUnitAndKeepsTheRest() {
        AtomicInteger pages = new AtomicInteger(60);
        try (SqliteStore store =
                SqliteStore.open(folder, session -> session.execute("PRAGMA max_page_count = " + pages))) {
            EventLog log = store.log(new JsonEvents());
            log.append(clicks("a", 10), List.of());
            LogException e = assertThrows(LogException.class, () -> log.append(clicks("b", 50_000), List.of(DEAD)));
            assertTrue(
                    message(e)
                            .startsWith("nothing was appended to " + folder.resolve("fairlead.db")
                                    + ": the disk is full; free some space"),
                    message(e));
            assertEquals(Position.of(10), log.end());
            assertEquals(0, store.deadLetters().deadLetterCount());
            assertEquals(Optional.empty(), store.index(new JsonEvents()).find("b0"));
            assertEquals(new Receipt(Position.of(15), 5, 0), log.append(clicks("c", 5), List.of()));
            pages.set(1_000_000);
            // The limit belongs to a connection: it is lifted by the failure that makes the writer open a new one.
            assertThrows(LogException.class, () -> log.append(clicks("b", 50_000), List.of(DEAD)));
            long before = log.end().offset(0);
            assertEquals(50_000, log.append(clicks("b", 50_000), List.of(DEAD)).accepted());
            assertEquals(Position.of(before + 50_000), log.end());
            assertEquals(log.end(), log.readAll(_ -> {}));
        }
    }

    @Test
    void oneUnitThatDoesNotFitDoesNotTakeOthersDown() {
        try (SqliteStore store = SqliteStore.open(folder, session -> session.execute("PRAGMA max_page_count = 60"))) {
            EventLog log = store.log(new JsonEvents());
            var big = log.submit(clicks("big", 15_000), List.of());
            var small = IntStream.range(0, 10)
                    .mapToObj(i -> log.submit(clicks(i + "-", 3), List.of()))
                    .toList();
            small.forEach(receipt -> assertEquals(3, receipt.join().accepted()));
            assertTrue(big.handle((_, e) -> e != null).join());
            assertEquals(Position.of(30), log.end());
        }
    }

    @Test
    void aModelIsStoredOnceAndCheckedWhenRead() throws Exception {
        byte[] first = "first".getBytes(StandardCharsets.UTF_8);
        byte[] second = "second model".getBytes(StandardCharsets.UTF_8);
        String hash;
        try (SqliteStore store = SqliteStore.open(folder)) {
            ModelStore models = store.models();
            hash = models.put(second, 20);
            assertEquals(hash, models.put(second, 30));
            String other = models.put(first, 10);
            assertEquals("a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e", other);
            assertEquals(
                    List.of(new ModelStore.Entry(other, 10, 5), new ModelStore.Entry(hash, 20, 12)), models.list());
            assertArrayEquals(second, models.get(hash).orElseThrow());
            assertEquals(Optional.empty(), models.get("00"));
        }
        sql("UPDATE models SET content = x'00' WHERE hash = '" + hash + "'");
        try (SqliteStore store = SqliteStore.open(folder)) {
            DamagedModelException e = assertThrows(
                    DamagedModelException.class, () -> store.models().get(hash));
            assertTrue(message(e).startsWith("model " + hash + " in "), message(e));
        }
    }

    @Test
    void aDamagedEventIsNamedByItsOffset() throws Exception {
        try (SqliteStore store = SqliteStore.open(folder)) {
            store.log(new JsonEvents()).append(clicks("a", 3), List.of());
        }
        sql("UPDATE events SET body = x'7b' WHERE offset = 2");
        try (SqliteStore store = SqliteStore.open(folder)) {
            EventLog log = store.log(new JsonEvents());
            StoreException e = assertThrows(StoreException.class, () -> log.read(Position.START, 10, _ -> {}));
            assertTrue(message(e).startsWith("the event at offset 2 of "), message(e));
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        StoreException e = assertThrows(StoreException.class, () -> SqliteStore.open(file.resolve("data")));
        assertTrue(message(e).contains(file.toString()), message(e));
        assertFalse(Files.isDirectory(file));
    }
}
