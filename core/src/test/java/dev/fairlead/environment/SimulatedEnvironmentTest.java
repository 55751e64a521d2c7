package dev.fairlead.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedEnvironmentTest {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    private final SimulatedEnvironment world = new SimulatedEnvironment(START);

    @Test
    void timeStandsStillUntilItIsMovedAndDoesNotRunBackwards() {
        assertEquals(START, world.clock().instant());
        world.advance(START.toEpochMilli() + 5);
        world.advance(START.toEpochMilli() + 3);
        assertEquals(START.plusMillis(5), world.clock().instant());
    }

    @Test
    void idsAreCountedWhateverTheyName() {
        assertEquals(
                List.of("d-1", "launch-2", "d-3"), List.of(world.newId("d"), world.newId("launch"), world.newId("d")));
    }

    @Test
    void everythingIsWaitedForAndNothingIsDoneBeside() {
        assertTrue(world.patience(Duration.ZERO).compareTo(Duration.ofDays(1)) > 0);
        List<Thread> ran = new ArrayList<>();
        world.executor(_ -> ran.clear()).execute(() -> ran.add(Thread.currentThread()));
        assertEquals(List.of(Thread.currentThread()), ran);
    }

    @Test
    void afterItsEndAllIsTheMachines() {
        List<Runnable> beside = new ArrayList<>();
        var executor = world.executor(beside::add);
        world.newId("d");
        world.end();
        assertTrue(world.clock().instant().isAfter(START.plusSeconds(1)));
        assertEquals(Duration.ofMillis(25), world.patience(Duration.ofMillis(25)));
        executor.execute(() -> {});
        assertEquals(1, beside.size());
        String id = world.newId("d");
        assertTrue(id.startsWith("d-"));
        assertFalse(
                id.equals("d-2") || id.equals(world.newId("d")),
                "counted ids could be given again by the next process");
    }
}
