package dev.fairlead.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.Event;
import dev.fairlead.json.JsonEvents;
import dev.fairlead.log.DeadLetter;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.EventLogContract;
import dev.fairlead.log.Fold;
import dev.fairlead.log.LogException;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Position;
import dev.fairlead.log.QuarantineStore;
import dev.fairlead.log.Quarantined;
import dev.fairlead.log.Receipt;
import dev.fairlead.log.Unreadable;
import dev.fairlead.registry.DamagedModelException;
import dev.fairlead.registry.ModelStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {
    private static final DeadLetter DEAD = new DeadLetter(0, 1, "file", 1, "", "no", "{");

    @TempDir
    private Path folder = Path.of("");

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
            store.log(new JsonEvents(EventLogContract.TYPES)).append(EventLogContract.events("a", 3), List.of(DEAD));
            model = store.models().put(new byte[] {1, 2}, 5);
        }
        try (SqliteStore store = SqliteStore.open(fresh)) {
            EventLog log = store.log(new JsonEvents(EventLogContract.TYPES));
            assertEquals(Position.of(3), log.end());
            assertEquals(
                    new Receipt(Position.of(4), 1, 1),
                    log.append(
                            List.of(
                                    EventLogContract.events("a", 2).get(1),
                                    EventLogContract.events("b", 1).getFirst()),
                            List.of()));
            assertEquals(
                    2,
                    store.index(new JsonEvents(EventLogContract.TYPES))
                            .find("a1")
                            .orElseThrow()
                            .offset());
            assertEquals(1, store.deadLetters().deadLetterCount());
            assertArrayEquals(new byte[] {1, 2}, store.models().get(model).orElseThrow());
        }
    }

    @Test
    void whatWaitsIsWrittenBeforeClosingAndNothingAfter() {
        SqliteStore store = SqliteStore.open(folder);
        EventLog log = store.log(new JsonEvents(EventLogContract.TYPES));
        var receipts = IntStream.range(0, 50)
                .mapToObj(i -> log.submit(EventLogContract.events(i + "-", 100), List.of()))
                .toList();
        store.close();
        assertTrue(receipts.stream().allMatch(r -> r.join().accepted() == 100));
        assertThrows(IllegalStateException.class, () -> log.submit(EventLogContract.events("x", 1), List.of()));
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
            store.log(new JsonEvents(EventLogContract.TYPES));
            assertThrows(IllegalStateException.class, () -> store.log(new JsonEvents(EventLogContract.TYPES)));
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
            EventLog log = store.log(new JsonEvents(EventLogContract.TYPES));
            log.append(EventLogContract.events("a", 10), List.of());
            LogException e = assertThrows(
                    LogException.class, () -> log.append(EventLogContract.events("b", 50_000), List.of(DEAD)));
            assertTrue(
                    message(e)
                            .startsWith("nothing was appended to " + folder.resolve("fairlead.db")
                                    + ": the disk is full; free some space"),
                    message(e));
            assertEquals(Position.of(10), log.end());
            assertEquals(0, store.deadLetters().deadLetterCount());
            assertEquals(
                    Optional.empty(),
                    store.index(new JsonEvents(EventLogContract.TYPES)).find("b0"));
            assertEquals(new Receipt(Position.of(15), 5, 0), log.append(EventLogContract.events("c", 5), List.of()));
            pages.set(1_000_000);
            // The limit belongs to a connection: it is lifted by the failure that makes the writer open a new one.
            assertThrows(LogException.class, () -> log.append(EventLogContract.events("b", 50_000), List.of(DEAD)));
            long before = log.end().offset(0);
            assertEquals(
                    50_000,
                    log.append(EventLogContract.events("b", 50_000), List.of(DEAD))
                            .accepted());
            assertEquals(Position.of(before + 50_000), log.end());
            assertEquals(log.end(), log.readAll(_ -> {}));
        }
    }

    @Test
    void oneUnitThatDoesNotFitDoesNotTakeOthersDown() {
        try (SqliteStore store = SqliteStore.open(folder, session -> session.execute("PRAGMA max_page_count = 60"))) {
            EventLog log = store.log(new JsonEvents(EventLogContract.TYPES));
            var big = log.submit(EventLogContract.events("big", 15_000), List.of());
            var small = IntStream.range(0, 10)
                    .mapToObj(i -> log.submit(EventLogContract.events(i + "-", 3), List.of()))
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

    private record Found(List<String> ids, List<Unreadable> unreadable) implements Fold {
        @Override
        public void accept(Logged logged) {
            ids.add(logged.event().id());
        }

        @Override
        public void unreadable(Unreadable row) {
            unreadable.add(row);
        }
    }

    /** It used to end every reading of the log, and with it the node, for good. */
    @Test
    void anEventThatCannotBeDecodedIsHandedOverAsSuchAndTheRestIsRead() throws Exception {
        try (SqliteStore store = SqliteStore.open(folder)) {
            store.log(new JsonEvents(EventLogContract.TYPES)).append(EventLogContract.events("a", 5), List.of());
        }
        StoredBodies.edit(
                folder,
                (offset, body) -> Optional.of(
                        offset == 2 ? "{" : offset == 4 ? body.replace("\"app\":", "\"later\":1,\"app\":") : body));
        try (SqliteStore store = SqliteStore.open(folder)) {
            EventLog log = store.log(new JsonEvents(EventLogContract.TYPES));
            Found found = new Found(new ArrayList<>(), new ArrayList<>());
            assertEquals(Position.of(5), log.readAll(found));
            assertEquals(List.of("a0", "a2", "a4"), found.ids);
            assertEquals(
                    List.of(2L, 4L),
                    found.unreadable.stream().map(Unreadable::offset).toList());
            assertEquals(
                    List.of("", "a3"),
                    found.unreadable.stream().map(Unreadable::id).toList());
            assertTrue(found.unreadable.get(0).cause().startsWith("the event at offset 2 of "), found.toString());
            assertTrue(found.unreadable.get(1).cause().contains("unknown field 'later'"), found.toString());
            assertEquals(Position.of(3), log.read(Position.of(1), 2, found), "it counts");
            assertEquals(Position.of(2), log.read(Position.of(1), 1, found), "and is passed");
            assertEquals(
                    Optional.empty(),
                    store.index(new JsonEvents(EventLogContract.TYPES)).find("a3"));
            assertEquals(
                    new Receipt(Position.of(6), 1, 1),
                    log.append(List.of(EventLogContract.event("a0"), EventLogContract.event("b")), List.of()));
        }
    }

    @Test
    void offsetsMayHaveGaps() throws Exception {
        try (SqliteStore store = SqliteStore.open(folder)) {
            store.log(new JsonEvents(EventLogContract.TYPES)).append(EventLogContract.events("a", 9), List.of());
        }
        Set<Long> gone = Set.of(1L, 4L, 5L, 8L);
        StoredBodies.edit(folder, (offset, body) -> gone.contains(offset) ? Optional.empty() : Optional.of(body));
        try (SqliteStore store = SqliteStore.open(folder)) {
            EventLog log = store.log(new JsonEvents(EventLogContract.TYPES));
            Found found = new Found(new ArrayList<>(), new ArrayList<>());
            assertEquals(Position.of(9), log.readAll(found));
            assertEquals(List.of("a1", "a2", "a5", "a6", "a8"), found.ids);
            assertEquals(Position.of(6), log.read(Position.of(3), 1, found));
            assertEquals(Position.of(9), log.read(Position.of(7), 10, found));
            found.ids.clear();
            log.readUntil(Position.of(5), found);
            assertEquals(List.of("a1", "a2"), found.ids);
        }
    }

    @Test
    void aReadingIsLimitedInBytes() {
        try (SqliteStore store = SqliteStore.open(folder)) {
            EventLog log = store.log(new JsonEvents(EventLogContract.TYPES));
            log.append(EventLogContract.events("a", 100), List.of());
            int each = new JsonEvents(EventLogContract.TYPES).encode(EventLogContract.event("a10")).length;
            assertEquals(Position.of(13), log.read(Position.of(10), 50, 3L * each, _ -> {}));
            assertEquals(Position.of(11), log.read(Position.of(10), 50, 1, _ -> {}), "but one at least");
            assertEquals(Position.of(60), log.read(Position.of(10), 50, _ -> {}));
        }
    }

    @Test
    void theQuarantineIsThereAfterARestart() throws Exception {
        Quarantined one = new Quarantined(0, 7, "a", "feed", "why", 17);
        Quarantined two = new Quarantined(0, 7, "a", "launches", "why", 17);
        Quarantined later = new Quarantined(0, 9, "", "feed", "damaged", 18);
        try (SqliteStore store = SqliteStore.open(folder)) {
            store.quarantine().add(List.of(later, two));
            store.quarantine().add(List.of(one));
            store.quarantine().add(List.of(one));
        }
        try (SqliteStore store = SqliteStore.open(folder)) {
            QuarantineStore quarantine = store.quarantine();
            assertEquals(List.of(one, two, later), quarantine.list(10));
            assertEquals(List.of(one), quarantine.list(1));
            assertEquals(2, quarantine.count(), "events, however many states go without them");
            quarantine.clear("feed", Position.of(7));
            assertEquals(List.of(one, two), quarantine.list(10));
            assertEquals(Set.of(), quarantine.toRetry());
            assertEquals(Set.of("feed", "launches"), quarantine.retry());
            quarantine.clear("feed", Position.START);
            assertEquals(Set.of("launches"), quarantine.toRetry());
            assertEquals(List.of(two), quarantine.list(10));
        }
    }

    /** Folders of the program before there was a quarantine, which had an event a row. */
    @Test
    void aFolderOfSchemaVersion1GetsWhatIsNew() throws Exception {
        JsonEvents codec = new JsonEvents(EventLogContract.TYPES);
        List<Event> events = EventLogContract.events("a", 3_000);
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("fairlead.db"))) {
            Database.create(db, 1);
            try (PreparedStatement insert = db.prepareStatement("INSERT INTO events VALUES (?, ?, ?)")) {
                db.setAutoCommit(false);
                for (int i = 0; i < events.size(); i++) {
                    insert.setLong(1, i + 1);
                    insert.setLong(2, EventKey.SHA_256.of(events.get(i).id(), 0));
                    insert.setBytes(3, codec.encode(events.get(i)));
                    insert.executeUpdate();
                }
                db.commit();
            }
        }
        try (SqliteStore store = SqliteStore.open(folder)) {
            assertEquals(0, store.quarantine().count());
            EventLog log = store.log(codec);
            Found found = new Found(new ArrayList<>(), new ArrayList<>());
            assertEquals(Position.of(3_000), log.readAll(found));
            assertEquals(events.stream().map(Event::id).toList(), found.ids);
            assertEquals(new Receipt(Position.of(3_000), 0, 3_000), log.append(events, List.of()));
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
