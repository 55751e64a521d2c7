package dev.fairlead.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.decide.Decision;
import dev.fairlead.decide.Parity;
import dev.fairlead.events.Event;
import dev.fairlead.feed.FeedApp;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.log.Position;
import dev.fairlead.market.events.Click;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was served and what a replay gives are the same bits: through the log, late events, and a restart from a snapshot. */
class ParityTest {
    @TempDir
    private Path folder = Path.of("");

    /** Serves {@code decisions}, restarting in the middle, and compares. */
    private Parity serveAndReplay(int decisions) {
        LiveMarket market = new LiveMarket(folder, LiveMarket.small(11));
        long before;
        try (Node node = market.open()) {
            assertEquals(Position.of(0), node.restoredAt(), "an empty folder has no snapshot");
            market.run(node, decisions / 2);
            before = node.log().end().total();
        }
        assertTrue(Files.exists(folder.resolve("state.snapshot")));
        try (Node node = market.open()) {
            // The journal may have written some last decisions after the last batch that the snapshot holds.
            assertTrue(
                    node.restoredAt().total() > before - LiveMarket.CANDIDATES,
                    () -> "restored at " + node.restoredAt());
            market.run(node, decisions);
        }
        assertTrue(market.outOfOrder() > decisions / 50, () -> market.outOfOrder() + " events out of order");
        try (Node node = market.open()) {
            return check(node.log());
        }
    }

    private static Parity check(EventLog log) {
        return Parity.check(log, FeedApp.NAME, FeedApp.rows());
    }

    private static void assertSame(Parity parity, int decisions) {
        System.out.println("parity: " + parity);
        assertEquals(0, parity.differing(), parity::toString);
        assertEquals(0, parity.otherFeatures());
        assertTrue(parity.decisions() >= decisions, parity::toString);
        assertEquals(parity.rows() * FeedApp.rows().names().size(), parity.floats());
    }

    @Test
    void whatWasServedIsReplayedToTheBit() {
        Parity parity = serveAndReplay(2_000);
        assertSame(parity, 2_000);
        assertTrue(parity.rows() > 2_000 * LiveMarket.SLATE * 9 / 10, parity::toString);
    }

    @Test
    @Tag("conformance")
    void aHundredThousandServedRowsAreReplayedToTheBit() {
        Parity parity = serveAndReplay(5_600);
        assertSame(parity, 5_600);
        assertTrue(parity.rows() >= 100_000, parity::toString);
    }

    @Test
    void aLogThatWasTamperedWithIsFound() {
        LiveMarket market = new LiveMarket(folder, LiveMarket.small(12));
        List<Event> events = new ArrayList<>();
        try (Node node = market.open()) {
            market.run(node, 150);
            node.log().readAll(logged -> events.add(logged.event()));
        }
        assertEquals(0, check(logOf(events)).differing());
        int altered = clickBeforeADecision(events);
        Click click = (Click) events.get(altered);
        events.set(
                altered,
                new Click(click.id(), click.time(), click.user(), click.session(), "another item", click.request()));
        Parity parity = check(logOf(events));
        assertTrue(parity.differing() > 0, parity::toString);
        assertTrue(parity.first().contains("served"), parity.first());
    }

    private static EventLog logOf(List<Event> events) {
        MemoryLog log = new MemoryLog();
        log.append(events, List.of());
        return log;
    }

    /** The first click whose user was shown the clicked item again later on. */
    private static int clickBeforeADecision(List<Event> events) {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i) instanceof Click click
                    && events.subList(i, events.size()).stream()
                            .anyMatch(later -> later instanceof Decision d
                                    && d.asOf().total() > events.indexOf(click)
                                    && d.choices().stream()
                                            .anyMatch(choice -> choice.action().equals(click.item())))) {
                return i;
            }
        }
        throw new AssertionError("no click before a decision");
    }
}
