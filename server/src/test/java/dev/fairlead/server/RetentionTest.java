package dev.fairlead.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.environment.Environment;
import dev.fairlead.events.Event;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.log.Position;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Purchase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long START = Instant.parse("2026-01-10T00:00:00Z").toEpochMilli();

    @TempDir
    private Path folder = Path.of("");

    private final AtomicLong now = new AtomicLong(START);

    private Node open() {
        return Node.open(folder, Apps.of(FeedConfig.defaults()), Environment.of(() -> Instant.ofEpochMilli(now.get())));
    }

    private static List<Event> day(int day) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            long time = START + day * DAY + i * 60_000;
            events.add(new Click("c-" + day + "-" + i, time, "u" + i % 7, "s", "i" + i % 11, ""));
            if (i % 10 == 0) {
                events.add(new Purchase("p-" + day + "-" + i, time, "u" + i % 7, "s", "i" + i % 11, "", 1, 9.5));
            }
        }
        return events;
    }

    private static List<String> ids(Node node) {
        List<String> ids = new ArrayList<>();
        node.log().readAll(logged -> ids.add(logged.event().id()));
        return ids;
    }

    /** Days before the cut, as the rule says it and nothing else does. */
    private static List<String> kept(int days, int clicksFrom, int purchasesFrom) {
        return Stream.iterate(0, day -> day < days, day -> day + 1)
                .flatMap(day ->
                        day(day).stream().filter(event -> day >= (event instanceof Click ? clicksFrom : purchasesFrom)))
                .map(Event::id)
                .toList();
    }

    @Test
    void whatIsTooOldLeavesTheLogAndNothingElseDoes() {
        List<String> keep = List.of("click=3", "purchase=5");
        try (Node node = open()) {
            for (int day = 0; day < 10; day++) {
                now.set(START + (day + 1) * DAY);
                node.append(day(day));
                node.expire(keep, 0);
                assertEquals(kept(day + 1, day - 2, day - 4), ids(node), "day " + day);
                assertEquals(440L * (day + 1), node.log().end().total());
            }
            Position end = node.log().end();
            node.append(day(0));
            node.append(day(9));
            assertEquals(end, node.log().end(), "an event whose id was there stays a duplicate");
            // Another rule looks at all of it.
            node.expire(List.of("purchase=2"), 0);
            assertEquals(kept(10, 7, 8), ids(node));
            assertEquals(400 * 7 + 40 * 8, node.expired());
        }
        try (Node node = open()) {
            assertEquals(kept(10, 7, 8), ids(node));
            assertEquals(400 * 7 + 40 * 8, node.expired());
            node.append(day(10));
            assertEquals(440L * 11, node.log().end().total(), "offsets go on after a gap");
        }
    }

    @Test
    void aBudgetLetsThemGoEarlier() {
        try (Node node = open()) {
            now.set(START + 20 * DAY);
            for (int day = 0; day < 20; day++) {
                node.append(day(day));
            }
            assertEquals(0, node.expire(List.of("click=100"), 0));
            long gone = node.expire(List.of("click=100"), 600_000);
            assertTrue(gone > 1_000, () -> gone + " events went");
            List<String> left = ids(node);
            assertTrue(left.contains("p-0-0") && left.contains("c-19-399") && !left.contains("c-0-0"));
        }
    }

    @Test
    void whatCannotBeKeptForDaysIsRefused() {
        try (Node node = open()) {
            for (String wrong : List.of("clicks=3", "click", "click=0", "click=x", "click=99999", "promotion=3")) {
                assertThrows(IllegalArgumentException.class, () -> node.expire(List.of(wrong), 0), wrong);
            }
            assertThrows(IllegalArgumentException.class, () -> node.keep(List.of("click=3", "click=4"), 0));
        }
    }
}
