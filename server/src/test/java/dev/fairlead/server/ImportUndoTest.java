package dev.fairlead.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.environment.Environment;
import dev.fairlead.events.Event;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.log.ImportBatch;
import dev.fairlead.log.Position;
import dev.fairlead.log.Receipt;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After an undo every state is as if the import had never been there. */
class ImportUndoTest {
    private static final long TIME = Instant.parse("2026-01-10T00:00:00Z").toEpochMilli();

    @TempDir
    private Path folder = Path.of("");

    private static Node open(Path at) {
        return Node.open(at, Apps.of(FeedConfig.defaults()), Environment.of(() -> Instant.ofEpochMilli(TIME + 1_000)));
    }

    private static List<Event> events(String prefix, int from, int to, double price) {
        List<Event> events = new ArrayList<>();
        for (int i = from; i < to; i++) {
            events.add(new CatalogueItem(
                    prefix + "-item-" + i,
                    TIME + i,
                    "i" + i % 5,
                    price + i,
                    Double.NaN,
                    "",
                    List.of("c"),
                    "",
                    "",
                    0,
                    Double.NaN,
                    Double.NaN,
                    i % 3,
                    0,
                    "",
                    List.of()));
            events.add(new Click(prefix + "-click-" + i, TIME + i, "u" + i % 7, "s", "i" + i % 5, ""));
        }
        return events;
    }

    private static List<String> ids(Node node) {
        List<String> ids = new ArrayList<>();
        node.log().readAll(logged -> ids.add(logged.event().id()));
        return ids;
    }

    @Test
    void theLogAndItsStatesAreAsIfTheImportHadNeverBeen() {
        List<Event> imported = events("wrong", 0, 40, 100);
        List<Event> lived = events("lived", 0, 30, 1);
        String name = "import-1";
        try (Node node = open(folder)) {
            node.imports()
                    .put(new ImportBatch(
                            name, TIME, List.of("x.csv"), List.of(), ImportBatch.DONE, 80, 80, 0, 0, 0, TIME, TIME));
            node.log().append(name, imported.subList(0, 50), List.of());
            node.append(lived);
            node.log().append(name, imported.subList(50, 80), List.of());
        }
        assertTrue(Files.exists(folder.resolve("state.snapshot")));
        try (Node node = open(folder)) {
            assertNotEquals(Position.START, node.restoredAt());
            node.imports().put(node.imports().batch(name).orElseThrow().in(ImportBatch.UNDOING));
            assertEquals(140, ids(node).size(), "until the next start all is as it was");
        }
        try (Node node = open(folder);
                Node other = open(folder.resolve("other"))) {
            assertEquals(Position.START, node.restoredAt());
            assertEquals(
                    ImportBatch.UNDONE, node.imports().batch(name).orElseThrow().state());
            assertEquals(lived.stream().map(Event::id).toList(), ids(node));
            other.append(lived);
            assertEquals(ids(other), ids(node));
            assertTrue(node.index().find("wrong-click-3").isEmpty());
            Receipt again = node.log().append("import-2", imported, List.of());
            assertEquals(80, again.accepted());
        }
        try (Node node = open(folder)) {
            assertTrue(node.index().find("wrong-click-3").isPresent());
            assertEquals(140, ids(node).size());
        }
    }
}
