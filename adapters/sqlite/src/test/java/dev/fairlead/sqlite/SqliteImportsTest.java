package dev.fairlead.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.EventTypes;
import dev.fairlead.events.Field;
import dev.fairlead.json.JsonDocuments;
import dev.fairlead.json.JsonEvents;
import dev.fairlead.log.EventCodec;
import dev.fairlead.log.EventIndex;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.ImportBatch;
import dev.fairlead.log.ImportStore;
import dev.fairlead.log.ImportUndo;
import dev.fairlead.log.Receipt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports know where their events are, and take them out of the log as if they had never been there. */
class SqliteImportsTest {
    record Thing(String id, long time, String item) implements Event {
        static final EventType<Thing> TYPE =
                EventType.product(Thing.class, "thing", "A thing.", Field.id("item", "what"));
    }

    private static final EventCodec CODEC = new JsonEvents(EventTypes.of(List.of(Thing.TYPE)));

    @TempDir
    private Path folder = Path.of("");

    private static List<Event> events(int from, int to, String item) {
        return IntStream.range(from, to)
                .<Event>mapToObj(i -> new Thing("e" + i, 1_700_000_000_000L, item))
                .toList();
    }

    private static ImportBatch batch(String name, String state) {
        return new ImportBatch(name, 1_700_000_000_000L, List.of("f"), List.of(), state, 1, 1, 0, 0, 0, 0, 0);
    }

    private List<String> log(EventLog log) {
        List<String> items = new ArrayList<>();
        log.readAll(logged ->
                items.add(logged.offset() + " " + logged.event().id() + " " + ((Thing) logged.event()).item()));
        return items;
    }

    @Test
    void whatIsUndoneLeavesTheLogAndItsIdsAreFreeAlsoAfterARestartAndInTheFilesOfTheIndex() throws IOException {
        try (SqliteStore store = SqliteStore.open(folder)) {
            EventLog log = store.log(CODEC, EventKey.SHA_256, 4);
            ImportStore imports = store.imports(new JsonDocuments());
            imports.put(batch("one", ImportBatch.DONE));
            log.append("one", events(0, 10, "first"), List.of());
            log.append(events(10, 12, "product"), List.of());
            log.append("one", events(12, 20, "first"), List.of());
            log.append("two", events(19, 22, "first"), List.of());
            assertEquals(List.of(new ImportStore.Range(1, 10), new ImportStore.Range(13, 20)), imports.ranges("one"));
            assertEquals(
                    List.of(new ImportStore.Range(21, 22)), imports.ranges("two"), "what was there before is not its");
            imports.put(batch("one", ImportBatch.UNDOING));
        }
        try (SqliteStore store = SqliteStore.open(folder)) {
            EventLog log = store.log(CODEC, EventKey.SHA_256, 4);
            EventIndex index = store.index(CODEC);
            ImportStore imports = store.imports(new JsonDocuments());
            ImportUndo undo = new ImportUndo(imports, store.rewriter());
            assertTrue(undo.pending());
            undo.finish(folder, log.end());
            assertTrue(!undo.pending());
            assertEquals(ImportBatch.UNDONE, imports.batch("one").orElseThrow().state());
            assertEquals(List.of("11 e10 product", "12 e11 product", "21 e20 first", "22 e21 first"), log(log));
            assertTrue(index.find("e3").isEmpty());
            Receipt again = log.append("three", events(0, 20, "second"), List.of());
            assertEquals(18, again.accepted());
            assertEquals(List.of(10, 11), again.conflicts(), "what another has brought stays");
            assertEquals("second", ((Thing) index.find("e3").orElseThrow().event()).item());
        }
        try (SqliteStore store = SqliteStore.open(folder)) {
            EventLog log = store.log(CODEC, EventKey.SHA_256, 4);
            EventIndex index = store.index(CODEC);
            for (int i = 0; i < 20; i++) {
                assertEquals(
                        i == 10 || i == 11 ? "product" : "second",
                        ((Thing) index.find("e" + i).orElseThrow().event()).item());
            }
            assertEquals(
                    22,
                    log.append(events(0, 22, "second"), List.of()).duplicates()
                            + log.append(events(0, 22, "second"), List.of())
                                    .conflicts()
                                    .size());
            assertEquals(22, log(log).size());
        }
    }
}
