package dev.fairlead.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.decide.Decision;
import dev.fairlead.decide.Ingest;
import dev.fairlead.decide.Parity;
import dev.fairlead.decide.Replay;
import dev.fairlead.environment.Environment;
import dev.fairlead.events.Event;
import dev.fairlead.feed.FeedApp;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.json.Json;
import dev.fairlead.log.Position;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Complaint;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.Search;
import dev.fairlead.market.events.UserProfile;
import dev.fairlead.privacy.ErasureReport;
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.sqlite.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a person who is erased nothing is found in the data folder, and for everybody else nothing changes. */
class ErasureTest {
    static final String PERSON = "ada-lovelace-1815";
    private static final String SESSION = "s-" + PERSON + "-1";
    private static final List<String> SECRETS =
            List.of(PERSON, "analytical-cohort", "difference engine", "punched cards were late", "Antarctica/Troll");
    private static final FeedConfig CONFIG = LiveMarket.CONFIG.with("state.users.idle.days", "0.2");

    @TempDir
    private Path folder = Path.of("");

    private LiveMarket market(Path at) {
        return new LiveMarket(at, LiveMarket.small(31), CONFIG);
    }

    /** What the person does, and one thing that is refused. */
    private static void live(LiveMarket market, Node node) {
        long now = market.clock().millis();
        List<String> items = new ArrayList<>();
        node.log().readAll(logged -> {
            if (logged.event() instanceof CatalogueItem item) {
                items.add(item.item());
            }
        });
        node.append(List.of(
                new UserProfile("profile-1", now, PERSON, "gb", "en", "Antarctica/Troll", "analytical-cohort", 0),
                new Search("search-" + PERSON + "-1", now + 1, PERSON, SESSION, "difference engine")));
        Decision decision = node.feed()
                .decider()
                .decide(new ListQuery(
                        PERSON,
                        SESSION,
                        new Context("gb", "mobile", "Antarctica/Troll", "difference engine"),
                        20,
                        List.of(),
                        new double[0]));
        List<Event> events = new ArrayList<>();
        events.add(new Impression(
                "impression-1",
                now + 2,
                PERSON,
                SESSION,
                decision.id(),
                "home",
                new Context("gb", "mobile", "Antarctica/Troll", ""),
                decision.choices().stream()
                        .map(choice -> new Impression.Shown(
                                choice.action(), choice.place(), choice.amount(), choice.propensity()))
                        .toList()));
        for (int i = 0; i < 20; i++) {
            events.add(new Click("click-" + i, now + 3 + i, PERSON, SESSION, items.get(i), decision.id()));
        }
        events.add(new Complaint(
                "complaint-1", now + 40, PERSON, SESSION, items.get(3), decision.id(), "punched cards were late"));
        node.append(events);
        Ingest.Batch batch = node.intake().batch("test", Ingest.Deliverer.PRODUCT);
        String refused = "{\"type\":\"click\",\"id\":\"x\",\"time\":1,\"user\":\"" + PERSON + "\"}";
        try {
            batch.add(1, Json.parse(refused), refused);
        } catch (dev.fairlead.events.ContractViolation e) {
            throw new AssertionError(e);
        }
        assertEquals(1, batch.append().refused().size());
    }

    /** Files in which a secret is found, but for what the operating system keeps of open files. */
    private static List<String> found(Path folder) throws IOException {
        while (true) {
            try {
                return look(folder);
            } catch (NoSuchFileException | UncheckedIOException e) {
                // a snapshot took its place meanwhile: look again
            }
        }
    }

    private static List<String> look(Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                SECRETS.stream()
                        .filter(text::contains)
                        .forEach(secret -> found.add(folder.relativize(file) + ": " + secret));
            }
        }
        return found;
    }

    private static long floats(Node node) {
        Parity parity = Parity.check(node.log(), FeedApp.NAME, FeedApp.rows());
        assertEquals(0, parity.differing(), parity::toString);
        Replay replay = Replay.check(node.log(), Apps.of(CONFIG).getFirst(), node.registry());
        assertTrue(replay.same(), replay::toString);
        assertEquals(parity.decisions(), replay.decisions(), replay::toString);
        return parity.floats();
    }

    @Test
    void nothingIsFoundAndForEverybodyElseNothingChanges() throws IOException {
        LiveMarket market = market(folder);
        List<Event> events = new ArrayList<>();
        try (Node node = market.open()) {
            market.run(node, 200);
            live(market, node);
            market.run(node, 400);
            long before = floats(node);
            assertTrue(!found(folder).isEmpty());
            node.exported(List.of("/somewhere/events.jsonl"));
            node.log().readAll(logged -> events.add(logged.event()));

            ErasureReport report = node.erase(PERSON, _ -> {});
            assertEquals(List.of(), found(folder));
            assertEquals(new ErasureCounts(25, 1, 1, 0), ErasureCounts.of(report));
            assertEquals(List.of("/somewhere/events.jsonl"), report.exports());
            long after = floats(node);
            assertTrue(after < before && after > 0.99 * before, before + " floats before, " + after + " after");

            market.run(node, 600);
            assertTrue(floats(node) > before, "the market went on");

            // Whoever delivers once more what was delivered before brings nothing back.
            Position end = node.log().end();
            node.append(events);
            assertEquals(end, node.log().end());
            assertEquals(List.of(), found(folder));

            ErasureReport again = node.erase(PERSON, _ -> {});
            assertEquals(new ErasureCounts(1, 0, 0, 0), ErasureCounts.of(again), "but for its own event nothing");
            assertEquals(
                    List.of(report, again),
                    node.erasures().stream().sorted(BY_POSITION).toList());
        }
        assertEquals(List.of(), found(folder));
        try (Node node = market.open()) {
            floats(node);
            assertEquals(List.of(), found(folder));
            assertEquals(2, node.erasures().size());
        }
    }

    private static final java.util.Comparator<ErasureReport> BY_POSITION =
            java.util.Comparator.comparingLong(report -> Long.parseLong(report.position()));

    private record ErasureCounts(long changed, long removed, long deadLetters, long quarantined) {
        static ErasureCounts of(ErasureReport report) {
            return new ErasureCounts(report.changed(), report.removed(), report.deadLetters(), report.quarantined());
        }
    }

    @Test
    void whatCannotBeAPersonIsRefused() {
        try (Node node = market(folder).open()) {
            assertThrows(IllegalArgumentException.class, () -> node.erase(" ", _ -> {}));
            assertThrows(IllegalArgumentException.class, () -> node.erase("erased-17", _ -> {}));
            assertThrows(IllegalArgumentException.class, () -> node.erase("x".repeat(300), _ -> {}));
            assertEquals(Position.START, node.log().end());
        }
    }

    /** A copy from before has the person. What the log tells since then is enough to erase again. */
    @Test
    void aCopyFromBeforeErasesWhenItHasCaughtUp(@TempDir Path backup) throws Exception {
        LiveMarket market = market(folder);
        List<Event> since = new ArrayList<>();
        Position end;
        try (Node node = market.open()) {
            market.run(node, 100);
            live(market, node);
            market.run(node, 200);
            end = node.log().end();
        }
        FolderCopy.asKilled(folder, backup);
        try (Node node = market.open()) {
            node.erase(PERSON, _ -> {});
            market.run(node, 250);
            node.log().read(end, Integer.MAX_VALUE, logged -> since.add(logged.event()));
        }
        assertTrue(!found(backup).isEmpty());
        try (Node node = market.open(backup)) {
            node.append(since);
            for (int waited = 0; node.erasures().size() < 2; waited++) {
                assertTrue(waited < 2_000, "the copy does not erase");
                Thread.sleep(10);
            }
            assertEquals(List.of(), found(backup));
            floats(node);
        }
    }

    @Test
    void aKillAtAnyMomentLeavesNothingUndone() throws Exception {
        killed(Integer.getInteger("fairlead.kill.rounds", 3));
    }

    @Test
    @Tag("conformance")
    void aKillAtAnyOfTwentyMomentsLeavesNothingUndone() throws Exception {
        killed(20);
    }

    private void killed(int rounds) throws Exception {
        Path prepared = folder.resolve("prepared");
        LiveMarket market = market(prepared);
        long floats;
        try (Node node = market.open()) {
            market.run(node, 150);
            live(market, node);
            market.run(node, 300);
            floats = floats(node);
        }
        SplittableRandom random = new SplittableRandom();
        for (int round = 0; round < rounds; round++) {
            Path data = folder.resolve("round-" + round);
            FolderCopy.asKilled(prepared, data);
            boolean finished = eraseAndKill(data, random.nextInt(600));
            try (Node node = Node.open(data, Apps.of(CONFIG), Environment.of(market.clock()))) {
                if (finished || !found(data).isEmpty()) {
                    node.erase(PERSON, _ -> {}); // killed before anything was noted, or after all was done
                }
                assertEquals(List.of(), found(data), "round " + round);
                long left = floats(node);
                assertTrue(left < floats && left > 0.98 * floats, floats + " floats before, " + left + " after");
            }
            assertEquals(List.of(), found(data), "round " + round);
        }
    }

    /** @return whether the erasure had ended before the kill */
    private boolean eraseAndKill(Path data, int millis) throws Exception {
        Process child = ChildJvm.of(folder, "512m", Erasing.class, data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        boolean finished = false;
        try (BufferedReader out = child.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.equals("begun")) {
                    TimeUnit.MILLISECONDS.sleep(millis);
                    child.toHandle().destroyForcibly();
                }
                finished |= line.equals("done");
            }
        }
        assertEquals(128 + 9, child.waitFor(), "the child ended by itself");
        return finished;
    }

    /** Erases the person in a folder, and waits for the end. */
    static final class Erasing {
        private Erasing() {}

        public static void main(String[] args) throws InterruptedException {
            try (Node node = Node.open(Path.of(args[0]), Apps.of(CONFIG), Environment.system())) {
                System.out.println("begun");
                node.erase(PERSON, _ -> {});
                System.out.println("done");
                Thread.sleep(60_000);
            }
        }
    }
}
