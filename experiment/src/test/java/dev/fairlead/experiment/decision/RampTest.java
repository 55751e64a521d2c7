package dev.fairlead.experiment.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.decision.ValidityCheck.Outcome;
import dev.fairlead.experiment.decision.ValidityCheck.Subject;
import dev.fairlead.experiment.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The example's ramp: 1 % for a day and 500 units, 10 % for three and 10,000, then all for fourteen and 160,000. */
class RampTest {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final Ramp RAMP = Ramp.of(Plan.example());
    private static final Set<String> BOTH = Set.of("latency-p95", "returns-per-order");
    private static final Alarm ALARM = new Alarm(START, "latency-p95", "slow");
    private static final ValidityCheck FAIR = new ValidityCheck(Subject.SAMPLE_RATIO, Outcome.PASSED, "p = 0.4");
    private static final ValidityCheck UNFAIR = new ValidityCheck(Subject.SAMPLE_RATIO, Outcome.FAILED, "p = 1e-9");

    @Test
    void goesStepByStepToTheEnd() {
        RampState first = RAMP.start(START);
        assertEquals(new RampState(0, START, 0.01), first);
        Instant second = START.plus(Duration.ofDays(1));
        RampMove move = RAMP.next(first, signals(500), second);
        assertEquals(new RampMove.Advance(new RampState(1, second, 0.1)), move);
        Instant third = second.plus(Duration.ofDays(3));
        move = RAMP.next(move.state(), signals(10_000), third);
        assertEquals(new RampMove.Advance(new RampState(2, third, 1)), move);
        move = RAMP.next(move.state(), signals(160_000), third.plus(Duration.ofDays(14)));
        assertEquals(new RampMove.Complete(new RampState(2, third, 1)), move);
    }

    @Test
    void waitsForEveryConditionAndSaysWhich() {
        RampState first = RAMP.start(START);
        Instant day = START.plus(Duration.ofDays(1));
        held("the step lasts 24 hours at least, and 23 have passed", first, signals(500), day.minusSeconds(1));
        held("the step needs 500 units, and 499 have entered", first, signals(499), day);
        held(
                "the guardrail latency-p95 was not read in this step",
                first,
                new RampSignals(500, Set.of("returns-per-order"), List.of(), FAIR),
                day);
        held("the sample ratio does not hold: p = 1e-9", first, new RampSignals(500, BOTH, List.of(), UNFAIR), day);
        var nothing = new RampSignals(0, Set.of(), List.of(), UNFAIR);
        RampMove all = RAMP.next(first, nothing, START);
        assertEquals(4, assertInstanceOf(RampMove.Hold.class, all).reasons().size());
    }

    private static void held(String reason, RampState state, RampSignals signals, Instant now) {
        assertEquals(new RampMove.Hold(state, List.of(reason)), RAMP.next(state, signals, now));
    }

    @Test
    void anAlarmRollsBackAtOnceAndForGood() {
        var alarmed = new RampSignals(0, Set.of(), List.of(ALARM), UNFAIR);
        RampMove move = RAMP.next(RAMP.start(START), alarmed, START);
        assertEquals(new RampMove.RollBack(new RampState(0, START, 0), List.of(ALARM)), move);
        assertTrue(move.state().rolledBack());
        RampMove later = RAMP.next(move.state(), signals(1_000_000), START.plus(Duration.ofDays(99)));
        assertEquals(new RampMove.Hold(move.state(), List.of("the launch was rolled back; plan a new one")), later);
    }

    @Test
    void coverageOnlyRisesUntilItIsNone() {
        var random = new Random(1);
        for (int run = 0; run < 1000; run++) {
            Instant now = START;
            RampState state = RAMP.start(now);
            for (int i = 0; i < 50; i++) {
                now = now.plus(Duration.ofHours(random.nextInt(100)));
                RampState before = state;
                List<Alarm> alarms = random.nextInt(50) == 0 ? List.of(ALARM) : List.of();
                var signals =
                        new RampSignals(random.nextInt(300_000), BOTH, alarms, random.nextInt(3) == 0 ? UNFAIR : FAIR);
                state = RAMP.next(state, signals, now).state();
                boolean rises = state.coverage() >= before.coverage() && !before.rolledBack();
                assertTrue(rises || state.rolledBack(), before + " to " + state);
                assertTrue(state.step() <= before.step() + 1);
            }
        }
    }

    @Test
    void refusesWhatCannotBe() {
        RampState first = RAMP.start(START);
        refused("time goes on", () -> RAMP.next(first, signals(0), START.minusSeconds(1)));
        refused("none of this ramp", () -> RAMP.next(new RampState(3, START, 1), signals(0), START));
        refused("none of this ramp", () -> RAMP.next(new RampState(0, START, 0.02), signals(0), START));
        refused("a coverage from 0 to 1", () -> new RampState(0, START, 2));
        refused("a step from 0", () -> new RampState(-1, START, 1));
        refused("there cannot be -1 units", () -> signals(-1));
        var attrition = new ValidityCheck(Subject.DIFFERENTIAL_ATTRITION, Outcome.PASSED, "");
        refused("must be of the sample ratio", () -> new RampSignals(0, BOTH, List.of(), attrition));
    }

    private static RampSignals signals(long units) {
        return new RampSignals(units, BOTH, List.of(), FAIR);
    }

    private static void refused(String saying, Executable what) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, what).getMessage());
        assertTrue(message.contains(saying), message);
    }
}
