package dev.fairlead.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.decide.Assigned;
import dev.fairlead.decide.Served;
import dev.fairlead.events.Promotion;
import dev.fairlead.learn.LinearModel;
import dev.fairlead.learn.LogisticRegression;
import dev.fairlead.log.Logged;
import dev.fairlead.radio.SongQuery;
import dev.fairlead.registry.HeapModels;
import dev.fairlead.registry.LinearModelType;
import dev.fairlead.registry.ModelCard;
import dev.fairlead.registry.Registry;
import dev.fairlead.registry.Release;
import dev.fairlead.registry.RememberedDocuments;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which release serves a query, as promotions and launches come and releases are read in the background. */
class ReleaseRouterTest {
    private static final long T = 1_772_409_600_000L;

    private final HeapModels models = new HeapModels();
    private final RememberedDocuments documents = new RememberedDocuments();
    private final Registry registry = new Registry(models, documents, List.of(LinearModelType.LINEAR));
    private final Launching at = new Launching();
    /** What waits to be done in the background. */
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    private final ReleaseRouter router = router();
    private long offset;

    private ReleaseRouter router() {
        return new ReleaseRouter(SongQuery.TYPE, registry, at.launches, waiting::add);
    }

    /** Stores a release that differs from others by its intercept, and returns its hash. */
    private String release(double intercept) {
        var card = new ModelCard(
                "feed",
                "",
                "",
                new ModelCard.DataSpan("test", true, 1, T, T, T, T, "0".repeat(64)),
                "",
                1,
                "",
                "",
                "",
                List.of(),
                List.of());
        var regression = new LogisticRegression(new int[0], new double[0], new double[0], new double[0], intercept);
        return registry.put(card, LinearModelType.LINEAR, new LinearModel("f", regression), T);
    }

    private void promote(String app, String release) {
        router.accept(Logged.at(++offset, new Promotion("p" + offset, T, app, release, "")));
        router.refresh();
    }

    private void work() {
        for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
            task.run();
        }
    }

    private Served serve(String user) {
        return router.serve(SongQuery.from(user, "", ""));
    }

    private static String hash(Served served) {
        return served.release().map(Release::hash).orElse("");
    }

    @Test
    void withoutAPromotionTheLastResortAnswers() {
        router.refresh();
        assertEquals(new Served(List.of(), Optional.empty(), "no release"), serve("ann"));
        assertEquals("", router.problem(), "which is no problem");
        assertTrue(waiting.isEmpty());
    }

    @Test
    void whatIsPromotedServesOnceItIsRead() {
        String first = release(1);
        promote("feed", first);
        assertEquals("no release", serve("ann").fallback(), "still loading");
        assertEquals("", router.problem());
        work();
        assertEquals(first, hash(serve("ann")));
        assertEquals("", serve("ann").fallback());
        assertEquals(Optional.of(first), router.promoted().map(Release::hash));
        assertEquals(
                1,
                serve("ann")
                        .release()
                        .orElseThrow()
                        .model(LinearModel.class)
                        .regression()
                        .intercept());
    }

    @Test
    void theReleaseBeforeServesWhileThePromotedOneIsLoading() {
        String first = release(1);
        String second = release(2);
        promote("feed", first);
        work();
        promote("feed", second);
        assertEquals(first, hash(serve("ann")));
        assertEquals(
                Set.of(),
                router.releases().stream().map(Release::hash).collect(Collectors.toSet()),
                "of those that are wanted none can serve yet");
        work();
        assertEquals(second, hash(serve("ann")));
    }

    @Test
    void aReleaseThatWasReadAheadServesAtOnce() {
        String first = release(1);
        router.preload(first);
        promote("feed", first);
        assertEquals(first, hash(serve("ann")));
    }

    @Test
    void anAppCanGoBackToItsLastResort() {
        promote("feed", release(1));
        work();
        promote("feed", "");
        assertEquals(new Served(List.of(), Optional.empty(), "no release"), serve("ann"));
    }

    @Test
    void promotionsOfOtherAppsDoNotMatter() {
        promote("shop", release(1));
        assertTrue(waiting.isEmpty());
        assertEquals("no release", serve("ann").fallback());
    }

    @Test
    void aDamagedReleaseLeavesQueriesToTheLastResortAndSaysWhy() {
        String first = release(1);
        String second = release(2);
        promote("feed", first);
        work();
        models.damage(second);
        promote("feed", second);
        work();
        assertEquals(new Served(List.of(), Optional.empty(), "no release"), serve("ann"));
        assertEquals(
                "release " + second + " cannot serve: " + second
                        + " is not a whole Fairlead model: it was cut off or edited: its last line is not the seal of what is"
                        + " before. Export it again from where it was trained.",
                router.problem());
        promote("feed", first);
        work();
        assertEquals(first, hash(serve("ann")));
        assertEquals("", router.problem());
    }

    @Test
    void aReleaseThatIsNotThereIsSaid() {
        promote("feed", "f".repeat(64));
        work();
        assertEquals("no release", serve("ann").fallback());
        assertEquals("release " + "f".repeat(64) + " is not in the registry", router.problem());
    }

    @Test
    void armsOfTwoLaunchesInOneNamespaceServeTheirOwnReleases() {
        String promoted = release(1);
        String a = release(2);
        String b = release(3);
        promote("feed", promoted);
        at.start("first", "feed", a, Launching.part(0, 0.5));
        at.start("second", "feed", b, Launching.part(0.5, 1));
        router.loadWanted();
        Map<String, Set<String>> releases = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            Served served = serve("u" + i);
            assertEquals(at.arms("u" + i), served.arms());
            assertEquals("", served.fallback());
            releases.merge(served.key(), Set.of(hash(served)), (x, y) -> {
                assertEquals(x, y);
                return x;
            });
        }
        assertEquals(
                Map.of(
                        "first/control", Set.of(promoted),
                        "first/treatment", Set.of(a),
                        "second/control", Set.of(promoted),
                        "second/treatment", Set.of(b)),
                releases);
        assertEquals(
                Set.of(promoted, a, b),
                router.releases().stream().map(Release::hash).collect(Collectors.toSet()));
        at.stop("first");
        router.refresh();
        assertEquals(
                Set.of(promoted, b),
                router.releases().stream().map(Release::hash).collect(Collectors.toSet()));
    }

    @Test
    void aLaunchThatNamesNoReleaseLeavesTheOthersArmAlone() {
        String promoted = release(1);
        String own = release(2);
        promote("feed", promoted);
        at.start("before", "feed", "promoted", "");
        at.start("names", "feed", own, "");
        at.start("after", "feed", "promoted", "");
        router.loadWanted();
        for (int i = 0; i < 200; i++) {
            Served served = serve("u" + i);
            assertEquals(
                    List.of("before", "names", "after"),
                    served.arms().stream().map(Assigned::launch).toList());
            boolean treatment = served.key().contains("names/treatment");
            assertEquals(treatment ? own : promoted, hash(served));
        }
    }

    @Test
    void anArmWhoseReleaseIsMissingIsLeftToTheLastResort() {
        String promoted = release(1);
        promote("feed", promoted);
        at.start("gone", "feed", "e".repeat(64), "");
        router.loadWanted();
        Set<String> answers = new TreeSet<>();
        for (int i = 0; i < 200; i++) {
            Served served = serve("u" + i);
            answers.add(served.key() + " " + hash(served) + served.fallback());
        }
        assertEquals(Set.of("gone/control " + promoted, "gone/treatment no release of the arm"), answers);
        assertEquals("release " + "e".repeat(64) + " is not in the registry", router.problem());
    }

    @Test
    void anArmCanBeTheLastResort() {
        promote("feed", release(1));
        at.start("rule", "feed", "heuristic", "");
        router.loadWanted();
        String user = IntStream.range(0, 100)
                .mapToObj(i -> "u" + i)
                .filter(each -> at.arms(each).getFirst().arm().equals("treatment"))
                .findFirst()
                .orElseThrow();
        assertEquals(new Served(at.arms(user), Optional.empty(), ""), serve(user));
    }

    @Test
    void aSnapshotHoldsWhatIsPromoted() throws IOException {
        String first = release(1);
        promote("feed", first);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        router.save(new DataOutputStream(bytes));
        ReleaseRouter loaded = router();
        loaded.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        loaded.loadWanted();
        assertEquals(Optional.of(first), loaded.promoted().map(Release::hash));
        assertEquals("releases.feed", loaded.name());
    }

    @Test
    void aModelOfAKindThatNoAppReadsCannotServe() {
        String first = release(1);
        Registry other = new Registry(models, documents, List.of());
        var elsewhere = new ReleaseRouter(SongQuery.TYPE, other, at.launches, waiting::add);
        elsewhere.accept(Logged.at(1, new Promotion("p", T, "feed", first, "")));
        elsewhere.loadWanted();
        assertEquals(
                "no release", elsewhere.serve(SongQuery.from("ann", "", "")).fallback());
        assertTrue(elsewhere.problem().contains("kind: no app here reads models of kind 'linear'"), elsewhere::problem);
    }
}
