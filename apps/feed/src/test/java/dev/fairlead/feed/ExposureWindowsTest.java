package dev.fairlead.feed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.decide.Assigned;
import dev.fairlead.decide.Decision;
import dev.fairlead.decide.Served;
import dev.fairlead.environment.Environment;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Position;
import dev.fairlead.log.StateReader;
import dev.fairlead.policy.ExposureWindow;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The slates of each arm are a fold of the log's decisions. */
class ExposureWindowsTest {
    private static final int LENGTH = 30;

    private final ExposureWindows windows = new ExposureWindows();
    private final Map<String, List<ShownSlate>> naive = new TreeMap<>();
    private long offset;

    private static List<Assigned> arms(String launch, String arm) {
        return List.of(new Assigned(launch, "plan", arm, "u", 0.5));
    }

    private static Decision decision(String app, long offset, List<Assigned> arms, double... carried) {
        return new Decision(
                "d" + offset, offset, app, arms, "", "", "", Position.START, Story.request(1), List.of(), "", carried);
    }

    private void shown(SplittableRandom random, List<Assigned> arms) {
        int slots = random.nextInt(25);
        ShownSlate slate = new ShownSlate(slots, random.nextInt(slots + 1), slots * 0.1, random.nextDouble());
        windows.accept(Logged.at(++offset, decision("feed", offset, arms, slate.carried())));
        naive.computeIfAbsent(Served.key(arms), _ -> new ArrayList<>()).add(slate);
    }

    private static ExposureWindow added(List<ShownSlate> slates) {
        double carried = 0;
        for (ShownSlate slate : slates) {
            carried = Math.clamp(carried + slate.owed() - slate.given(), -3, 3);
        }
        List<ShownSlate> last = slates.subList(Math.max(0, slates.size() - LENGTH + 1), slates.size());
        return new ExposureWindow(
                0.1,
                last.stream().mapToInt(ShownSlate::slots).sum(),
                last.stream().mapToInt(ShownSlate::given).sum(),
                carried);
    }

    private void assertNaive(ExposureWindows of) {
        assertEquals(naive.keySet(), of.all().keySet());
        naive.forEach((arm, slates) -> {
            assertEquals(added(slates), of.of(arm).window(0.1, LENGTH), arm);
            assertEquals(
                    slates.stream().mapToDouble(ShownSlate::cost).sum(),
                    of.of(arm).cost(),
                    1e-9,
                    arm);
        });
    }

    private void someSlates(SplittableRandom random) {
        for (int i = 0; i < 200; i++) {
            switch (random.nextInt(3)) {
                case 0 -> shown(random, List.of());
                case 1 -> shown(random, arms("l", "control"));
                default -> shown(random, arms("l", "treatment"));
            }
        }
    }

    @Test
    void eachArmHasItsOwnSlates() {
        someSlates(new SplittableRandom(1));
        assertEquals(List.of("", "l/control", "l/treatment"), List.copyOf(naive.keySet()));
        assertNaive(windows);
        assertEquals(new ExposureWindow(0.1, 0, 0, 0), windows.of("other").window(0.1, LENGTH));
        assertNaive(windows);
    }

    @Test
    void whatOtherAppsAndDecisionsWithoutRulesSayDoesNotCount() {
        windows.accept(Logged.at(1, decision("other", 1, List.of(), 20, 1, 2, 0)));
        windows.accept(Logged.at(2, decision("feed", 2, List.of())));
        assertEquals(Map.of(), windows.all());
    }

    @Test
    void aDecisionThatCarriesSomethingElseIsRefusedAndChangesNothing() {
        shown(new SplittableRandom(2), List.of());
        Logged other = Logged.at(2, decision("feed", 2, List.of(), 20, 1));
        Logged wrong = Logged.at(3, decision("feed", 3, List.of(), 20, 21, 2, 0));
        assertThrows(IllegalArgumentException.class, () -> windows.accept(other));
        assertThrows(IllegalArgumentException.class, () -> windows.accept(wrong));
        assertNaive(windows);
    }

    @Test
    void aSnapshotHoldsThem() throws IOException {
        SplittableRandom random = new SplittableRandom(3);
        someSlates(random);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        windows.save(new DataOutputStream(bytes));
        ExposureWindows same = new ExposureWindows();
        same.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertNaive(same);
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        same.save(new DataOutputStream(again));
        assertArrayEquals(bytes.toByteArray(), again.toByteArray());
    }

    /** What was decided counts once the log has it: until then the same is decided again. */
    @Test
    void theQuotaIsAsOfTheLog() {
        long now = Story.START + Story.DAY;
        Story story = new Story();
        for (int i = 0; i < 30; i++) {
            story.then(Story.item("old" + i, 10, -1, Story.START - 10 * Story.DAY));
        }
        List<Decision> journal = new ArrayList<>();
        FeedPolicy policy = new FeedPolicy(
                new FeedPolicy.Parts(
                        story.features,
                        story.retrieval,
                        windows,
                        _ -> Served.lastResort(List.of()),
                        StateReader.UNSHARED,
                        Environment.of(() -> Instant.ofEpochMilli(now)),
                        journal::add,
                        Stage.Timer.NONE),
                FeedConfig.defaults()
                        .bare()
                        .with("policy.new.seller.share", "0.2")
                        .with("policy.new.seller.ceiling", "0.9"));
        policy.decide(Story.request(10));
        policy.decide(Story.request(10));
        assertEquals(Map.of(), policy.windows().all());
        assertEquals(List.of(10.0, 0.0, 2.0), list(journal.getLast().carried()).subList(0, 3));
        windows.accept(Logged.at(31, journal.getFirst()));
        assertEquals(new ExposureWindow(0.2, 10, 0, 2), policy.windows().of("").window(0.2, 500));
        assertTrue(policy.windows().of("").cost() >= 0);
    }

    private static List<Double> list(double[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }
}
