package dev.fairlead.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.decide.Decision;
import dev.fairlead.decide.Parity;
import dev.fairlead.decide.Replay;
import dev.fairlead.feed.FeedApp;
import dev.fairlead.feed.FeedConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose users leave the heap for SQLite after hours decides as one that never lets anybody go. */
class IdleUsersTest {
    private static final int DECISIONS = 1_200;

    @TempDir
    private Path folder = Path.of("");

    private LiveMarket market(String name, String idleDays) throws IOException {
        return new LiveMarket(
                Files.createDirectory(folder.resolve(name)),
                LiveMarket.small(21),
                LiveMarket.CONFIG.with("state.users.idle.days", idleDays));
    }

    private static double gauge(Node node, String name) {
        DoubleSupplier gauge = node.feed().gauges().get("entities." + name);
        if (gauge == null) {
            throw new AssertionError(
                    "no gauge of " + name + " among " + node.feed().gauges().keySet());
        }
        return gauge.getAsDouble();
    }

    private static List<Decision> decisions(Node node) {
        List<Decision> decisions = new ArrayList<>();
        node.log().readAll(logged -> {
            if (logged.event() instanceof Decision decision) {
                decisions.add(decision);
            }
        });
        return decisions;
    }

    @Test
    void decisionsAreTheSameAcrossRestartsAndAKill() throws IOException {
        List<Decision> expected;
        LiveMarket staying = market("staying", "0");
        try (Node node = staying.open()) {
            staying.run(node, DECISIONS);
            expected = decisions(node);
        }
        LiveMarket leaving = market("leaving", "0.2");
        Path killed = folder.resolve("killed");
        try (Node node = leaving.open()) {
            leaving.run(node, DECISIONS / 3);
        }
        try (Node node = leaving.open()) {
            assertTrue(gauge(node, "disk.user") > 0, "nobody is on disk after a restart");
            leaving.run(node, 2 * DECISIONS / 3);
            FolderCopy.asKilled(folder.resolve("leaving"), killed);
        }
        try (Node node = leaving.open(killed)) {
            leaving.run(node, DECISIONS);
            assertTrue(gauge(node, "left.user") > 200, "left: " + gauge(node, "left.user"));
            assertTrue(gauge(node, "left.user") > gauge(node, "disk.user"), "nobody came back");
            assertTrue(gauge(node, "disk.bytes.user") > 0);
            List<Decision> actual = decisions(node);
            assertEquals(expected.size(), actual.size());
            for (int i = 0; i < expected.size(); i++) {
                same(expected.get(i), actual.get(i));
            }
            Parity parity = Parity.check(node.log(), FeedApp.NAME, FeedApp.rows());
            assertEquals(0, parity.differing(), parity::toString);
            assertTrue(parity.decisions() >= DECISIONS, parity::toString);
            FeedConfig config = LiveMarket.CONFIG.with("state.users.idle.days", "0.2");
            Replay replay = Replay.check(node.log(), Apps.of(config).getFirst(), node.registry());
            assertTrue(replay.same() && replay.decisions() >= DECISIONS, replay::toString);
        }
    }

    private static void same(Decision expected, Decision actual) {
        assertEquals(expected.id(), actual.id());
        assertEquals(expected.choices().size(), actual.choices().size(), expected.id());
        for (int i = 0; i < expected.choices().size(); i++) {
            assertEquals(
                    expected.choices().get(i).action(), actual.choices().get(i).action(), expected.id());
            assertEquals(
                    expected.choices().get(i).score(), actual.choices().get(i).score(), expected.id());
            assertArrayEquals(
                    expected.choices().get(i).features(),
                    actual.choices().get(i).features(),
                    expected.id());
        }
    }
}
