package dev.fairlead.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.decide.Assigned;
import dev.fairlead.errors.UserException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Which launches may run on one app at the same time, and what their units get. */
class LaunchOverlapTest {
    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);

    private final Launching at = new Launching();

    private static void contradicts(String earlier, Executable start) {
        UserException refused = assertThrows(UserException.class, start);
        assertEquals(UserException.Kind.CONFLICT, refused.kind());
        assertEquals(
                "namespace: launch \"" + earlier
                        + "\" runs on the app \"feed\" and says what answers, as this one does, and units would be in both;"
                        + " give each launch a part of one namespace, so that no unit is in two, or stop the other first",
                refused.getMessage());
    }

    private List<String> running() {
        return at.launches.running("feed").stream().map(Launch::name).toList();
    }

    @Test
    void twoLaunchesThatNameReleasesForSharedUnitsAreRefused() {
        at.start("first", "feed", A, "");
        contradicts("first", () -> at.start("second", "feed", B, ""));
        contradicts("first", () -> at.start("second", "feed", "heuristic", ""));
        contradicts("first", () -> at.start("second", "feed", B, Launching.part(0, 0.5)));
        contradicts("first", () -> at.startBySession("second", "feed", B));
        assertEquals(List.of("first"), running());
        at.stop("first");
        at.start("second", "feed", B, "");
        assertEquals(List.of("second"), running());
    }

    @Test
    void onDisjointPartsOfOneNamespaceTheyRunAndShareNoUnit() {
        at.start("first", "feed", A, Launching.part(0, 0.5));
        at.start("second", "feed", B, Launching.part(0.5, 1));
        assertEquals(List.of("first", "second"), running());
        Set<String> arms = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            List<Assigned> of = at.arms("u" + i);
            assertEquals(1, of.size());
            arms.add(of.getFirst().launch() + "/" + of.getFirst().arm());
        }
        assertEquals(Set.of("first/control", "first/treatment", "second/control", "second/treatment"), arms);
        UserException refused =
                assertThrows(UserException.class, () -> at.start("third", "feed", A, Launching.part(0.4, 0.6)));
        assertTrue(String.valueOf(refused.getMessage()).contains("which overlaps"), refused::getMessage);
    }

    @Test
    void aUnitCanHaveArmsOfSeveralLaunches() {
        at.start("names", "feed", A, "");
        at.start("looks", "feed", "promoted", "");
        at.startBySession("visits", "feed", "promoted");
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            List<Assigned> of = at.arms("u" + i);
            assertEquals(
                    List.of("names", "looks", "visits"),
                    of.stream().map(Assigned::launch).toList());
            assertEquals(
                    List.of("u" + i, "u" + i, "s"),
                    of.stream().map(Assigned::unit).toList());
            pairs.add(of.get(0).arm() + "/" + of.get(1).arm());
        }
        assertEquals(4, pairs.size(), "the two draw independently of each other");
    }

    @Test
    void launchesOnDifferentAppsDoNotContradictEachOther() {
        at.start("first", "feed", A, "");
        at.start("second", "shop", B, "");
        assertEquals(List.of("first"), running());
        assertEquals(1, at.launches.running("shop").size());
    }
}
