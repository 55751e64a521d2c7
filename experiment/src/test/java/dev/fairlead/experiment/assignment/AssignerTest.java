package dev.fairlead.experiment.assignment;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.fairlead.experiment.json.Json;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class AssignerTest {
    private static final List<Arm> HALVES = List.of(new Arm("control", 0.5), new Arm("treatment", 0.5));

    private static final List<String> UNITS =
            IntStream.range(0, 20_000).mapToObj(Integer::toString).toList();

    @Test
    void rampsMoveNobody() {
        var random = new Random(11);
        long entered = 0;
        for (int number = 0; number < 100; number++) {
            Experiment experiment = RandomExperiments.of(random, number);
            int[] before = new int[UNITS.size()];
            Arrays.fill(before, -1);
            for (double coverage : new double[] {0.01, 0.05, 0.25, 0.5, 1}) {
                var assigner = new Assigner(experiment.withCoverage(coverage));
                for (int unit = 0; unit < before.length; unit++) {
                    int arm = assigner.assign(UNITS.get(unit)).armIndex();
                    if (before[unit] != arm) {
                        assertEquals(-1, before[unit], experiment::toString);
                        before[unit] = arm;
                        entered++;
                    }
                }
            }
        }
        assertTrue(entered > 1_000_000, "" + entered);
        System.out.println("ramps 1 to 5, 25, 50, 100 %: 100 experiments, " + entered + " units entered, 0 moved");
    }

    @Test
    void propensitiesAreTheSharesOfUnits() {
        Experiment experiment = Experiment.of(
                        "p", "user", List.of(new Arm("a", 0.2), new Arm("b", 0.3), new Arm("c", 0.5)))
                .withCoverage(0.4);
        var assigner = new Assigner(experiment);
        double bucket = 1.001e-4;
        assertEquals(0.08, assigner.propensity(0), bucket);
        assertEquals(0.12, assigner.propensity(1), bucket);
        assertEquals(0.2, assigner.propensity(2), bucket);
        int units = 200_000;
        int[] counts = new int[4];
        for (int i = 0; i < units; i++) {
            Assignment assignment = assigner.assign("u" + i);
            counts[assignment.armIndex() + 1]++;
            if (assignment instanceof Assignment.Drawn drawn) {
                assertEquals(assigner.propensity(drawn.index()), drawn.propensity());
            }
        }
        for (int arm = 0; arm < 3; arm++) {
            double p = assigner.propensity(arm);
            assertEquals(p, counts[arm + 1] / (double) units, 4 * Math.sqrt(p * (1 - p) / units));
        }
    }

    @Test
    void reasonsWhyNot() {
        Experiment experiment = Experiment.of("r", "user", HALVES).withTesters(Map.of("t", "treatment"));
        assertReason(Assignment.Reason.NO_UNIT, experiment, "");
        assertReason(Assignment.Reason.NOT_RUNNING, experiment.withPhase(Phase.DRAFT), "1");
        assertReason(Assignment.Reason.NOT_RUNNING, experiment.withPhase(Phase.STOPPED), "t");
        assertReason(Assignment.Reason.HELD_OUT, experiment.withHoldout(new Holdout("h", 0.9999)), "1");
        assertReason(Assignment.Reason.OTHER_NAMESPACE, experiment.withNamespace(Namespace.of("n", 0.9999, 1)), "1");
        assertReason(Assignment.Reason.NOT_COVERED, experiment.withCoverage(0), "1");
        assertEquals(
                new Assignment.Forced("treatment", 1), new Assigner(experiment.withPhase(Phase.DRAFT)).assign("t"));
        var targeted = new Assigner(experiment.withCondition(condition("country", "CH")));
        assertEquals(
                new Assignment.Out(Assignment.Reason.NOT_TARGETED),
                targeted.assign(new Json.Obj(Map.of("user", Json.of("1")))));
        assertThrows(IllegalArgumentException.class, () -> targeted.assign("1"));
    }

    private static Condition condition(String attribute, String value) {
        var written = new Json.Obj(Map.of(attribute, Json.of(value)));
        return new Condition() {
            @Override
            public boolean holds(Json.Obj attributes) {
                return attributes.get(attribute).equals(written.get(attribute));
            }

            @Override
            public Json.Obj written() {
                return written;
            }
        };
    }

    private static void assertReason(Assignment.Reason reason, Experiment experiment, String unit) {
        assertEquals(new Assignment.Out(reason), new Assigner(experiment).assign(unit));
    }

    @Test
    void holdoutsKeepTheSameUnitsOutOfAll() {
        var holdout = new Holdout("2026", 0.1);
        var one = new Assigner(Experiment.of("one", "user", HALVES).withHoldout(holdout));
        var other = new Assigner(Experiment.of("other", "user", HALVES).withHoldout(holdout));
        int out = 0;
        for (int i = 0; i < 20_000; i++) {
            boolean held = one.assign("" + i).armIndex() < 0;
            assertEquals(held, other.assign("" + i).armIndex() < 0);
            out += held ? 1 : 0;
        }
        assertEquals(2_000, out, 4 * Math.sqrt(20_000 * 0.09));
    }

    @Test
    void namespacesKeepExperimentsApart() {
        Namespace first = Namespace.of("search", 0, 0.4);
        Namespace second = Namespace.of("search", 0.4, 1);
        assertTrue(!first.overlaps(second) && first.overlaps(Namespace.of("search", 0.3, 0.5)));
        assertTrue(first.overlaps(Namespace.of("feed", 0.4, 1)));
        for (int i = 0; i < 5_000; i++) {
            assertTrue(first.contains("" + i) != second.contains("" + i));
        }
    }

    @Test
    void assigningAllocatesNothing() {
        var assigner = new Assigner(Experiment.of("fast", "user", HALVES)
                .withCoverage(0.5)
                .withHoldout(new Holdout("h", 0.1))
                .withNamespace(Namespace.of("n", 0, 0.5))
                .withTesters(Map.of("t", "control")));
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = Long.MAX_VALUE;
        int arms = 0;
        for (int tries = 0; allocated >= 100_000 && tries < 10; tries++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100_000; i++) {
                arms += assigner.assign("user-123").armIndex();
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertTrue(allocated < 100_000, allocated + " bytes, " + arms);
    }

    @Test
    void wrongExperimentsAreRefused() {
        Experiment good = Experiment.of("k", "user", HALVES);
        assertSays("needs at least two", () -> Experiment.of("k", "user", List.of()));
        assertSays("needs at least two", () -> Experiment.of("k", "user", List.of(new Arm("a", 1))));
        assertSays(
                "two arms named \"a\"",
                () -> Experiment.of("k", "user", List.of(new Arm("a", 0.5), new Arm("a", 0.5))));
        assertSays(
                "so they would overlap",
                () -> Experiment.of("k", "user", List.of(new Arm("a", 0.7), new Arm("b", 0.5))));
        assertSays(
                "they must sum to 1", () -> Experiment.of("k", "user", List.of(new Arm("a", 0.2), new Arm("b", 0.2))));
        assertSays("has the weight NaN", () -> new Arm("a", Double.NaN));
        assertSays("has the weight 0.0", () -> new Arm("a", 0));
        assertSays("coverage 1.01", () -> good.withCoverage(1.01));
        assertSays("coverage NaN", () -> good.withCoverage(Double.NaN));
        assertSays("without dots", () -> Experiment.of("k", "user.id", HALVES));
        assertSays("not blank", () -> Experiment.of(" ", "user", HALVES));
        assertSays("needs a seed", () -> good.withSeed(""));
        assertSays("leave the condition out", () -> ConditionParser.NONE.parse(new Json.Obj(Map.of())));
        assertSays("which it does not have", () -> good.withTesters(Map.of("1", "other")));
        assertSays("without an id", () -> good.withTesters(Map.of("", "control")));
        assertSays("between 0 and 1", () -> new Holdout("h", 1));
        assertSays("end above its start", () -> Namespace.of("n", 0.5, 0.5));
        assertSays("end above its start", () -> good.withNamespace(new Namespace("n", -1, 0.5, HashVersion.V2)));
        assertSays("same units", () -> good.withHoldout(new Holdout("k", 0.1)));
        assertSays("same units", () -> good.withSeed("__n").withNamespace(Namespace.of("n", 0, 1)));
        assertSays("have the key", () -> Overlap.refuseSharedDraws(List.of(good, good)));
        assertSays(
                "have the seed",
                () -> Overlap.refuseSharedDraws(
                        List.of(good, Experiment.of("other", "user", HALVES).withSeed("k"))));
    }

    private static void assertSays(String part, Executable wrong) {
        String message =
                "" + assertThrows(IllegalArgumentException.class, wrong).getMessage();
        assertTrue(message.contains(part), message);
    }

    @Test
    void sameSeedsInSeparatePartsAreNoOverlap() {
        Experiment one = Experiment.of("one", "user", HALVES).withSeed("s").withNamespace(Namespace.of("n", 0, 0.5));
        Experiment other =
                Experiment.of("other", "user", HALVES).withSeed("s").withNamespace(Namespace.of("n", 0.5, 1));
        assertDoesNotThrow(() -> Overlap.refuseSharedDraws(List.of(one, other)));
    }
}
