package dev.fairlead.feed;

import static dev.fairlead.feed.Story.item;
import static dev.fairlead.feed.Story.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.environment.Environment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What one source does, or fails to do, and what the others make of it. */
class SourcesTest {
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private final Story story = new Story().then(item("a", 10), item("b", 20), item("c", 40), item("d", 80));

    /** Proposes fixed items. */
    private record Fixed(String name, int... items) implements Source {
        @Override
        public Callable<int[]> find(RetrievalContext context, int limit) {
            return () -> IntStream.of(items).limit(limit).toArray();
        }
    }

    private record Failing(boolean searches) implements Source {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public Callable<int[]> find(RetrievalContext context, int limit) {
            return () -> {
                throw new IllegalStateException("no index");
            };
        }
    }

    /** Searches until it is told to go on, and then asks whether an item may be shown. */
    private static final class Stuck implements Source {
        final CountDownLatch on = new CountDownLatch(1);
        final AtomicReference<Throwable> thrown = new AtomicReference<>(new AssertionError("nothing thrown"));
        final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public String name() {
            return "stuck";
        }

        @Override
        public boolean searches() {
            return true;
        }

        @Override
        public Callable<int[]> find(RetrievalContext context, int limit) {
            return () -> search(context);
        }

        private int[] search(RetrievalContext context) {
            try {
                on.await();
                context.eligible(0);
                return new int[0];
            } catch (InterruptedException | CancellationException e) {
                thrown.set(e);
                return new int[0];
            } finally {
                ended.countDown();
            }
        }
    }

    private Sources.Found find(Sources sources) {
        return story.features
                .store()
                .read(view -> sources.find(new RetrievalContext(
                        view,
                        story.features,
                        request(1),
                        Story.START,
                        Optional.empty(),
                        Optional.empty(),
                        Eligibility.of(view.entities(), request(1), Story.START, FeedConfig.defaults()))));
    }

    private static Sources sources(int candidates, Duration deadline, QuotaSource... of) {
        return new Sources(List.of(of), candidates, deadline, Environment.system());
    }

    private static List<String> items(Sources.Found found) {
        return found.candidates().stream().map(Candidate::item).toList();
    }

    @Test
    void eachGivesItsShareAndAnItemCarriesAllNames() {
        Sources.Found found = find(sources(
                4,
                PATIENCE,
                new QuotaSource(new Fixed("one", 0, 1, 2), 0.5),
                new QuotaSource(new Fixed("two", 1, 3), 0.25),
                new QuotaSource(new Fixed("rest", 3, 2, 1, 0), 1)));
        assertEquals(List.of("a", "b", "d", "c"), items(found));
        assertEquals(
                List.of("one+rest", "one+two+rest", "rest", "rest"),
                found.candidates().stream().map(Candidate::source).toList());
        assertEquals(List.of(), found.outages());
    }

    @Test
    void noneIsAskedOnceThereAreEnough() {
        Sources.Found found = find(sources(
                2, PATIENCE, new QuotaSource(new Fixed("one", 0, 1, 2), 1), new QuotaSource(new Failing(false), 1)));
        assertEquals(List.of("a", "b"), items(found));
        assertEquals(List.of(), found.outages());
    }

    @Test
    void oneThatFailsIsLeftOutAndCounted() {
        for (boolean searches : new boolean[] {false, true}) {
            QuotaSource broken = new QuotaSource(new Failing(searches), 0.5);
            Sources sources = sources(2, Duration.ofMinutes(1), broken, new QuotaSource(new Fixed("rest", 2, 3), 1));
            assertEquals(List.of("c", "d"), items(find(sources)));
            assertEquals(List.of("source broken failed"), find(sources).outages());
            assertEquals(2, broken.outages());
        }
    }

    @Test
    void oneThatIsLateIsLeftOutAndMustStop() throws InterruptedException {
        Stuck stuck = new Stuck();
        Sources.Found found =
                find(sources(2, PATIENCE, new QuotaSource(stuck, 0.5), new QuotaSource(new Fixed("rest", 2, 3), 1)));
        assertEquals(List.of("c", "d"), items(found));
        assertEquals(List.of("source stuck late"), found.outages());
        stuck.on.countDown();
        stuck.ended.await();
        assertTrue(stuck.thrown.get() instanceof CancellationException, "the state may have changed");
    }

    /** Searches that never end do not pile up: after 64 of them no more are begun until one ends. */
    @Test
    void tooManyStuckSearchesAreNotFollowedByMore() {
        Stuck stuck = new Stuck();
        QuotaSource shared = new QuotaSource(stuck, 1);
        Sources sources = sources(2, Duration.ofMillis(1), shared);
        for (int i = 0; i < 70; i++) {
            assertEquals(List.of("source stuck late"), find(sources).outages());
        }
        assertEquals(70, shared.outages());
        stuck.on.countDown();
    }

    @Test
    void theNewestAreKeptInOrder() {
        Newest newest = new Newest(3);
        newest.put(1, 100);
        newest.put(2, 300);
        newest.put(3, 200);
        newest.put(4, 50);
        assertEquals(List.of(2, 3, 1), newest.all().boxed().toList(), "4 is too old");
        newest.put(1, 400);
        newest.put(2, 0);
        newest.put(5, 400);
        assertEquals(List.of(1, 5, 3), newest.all().boxed().toList());
        assertEquals(1, newest.find(1, item -> item != 1).length);
        assertEquals(5, newest.find(1, item -> item != 1)[0]);
    }
}
