package dev.fairlead.experiment.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.plan.Plan;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static Replay replay(Plan plan, int units, int clusterSize, double rate) {
        var random = new Random(1);
        var replay = new Replay(plan);
        double shared = 0;
        for (int i = 0; i < units; i++) {
            shared = i % clusterSize == 0 ? random.nextGaussian() : shared;
            double before = random.nextGaussian();
            double spend = 1000 + before + shared + Math.exp(random.nextGaussian());
            var values = new double[replay.numbers().size()];
            for (int at = 0; at < values.length; at++) {
                values[at] = switch (replay.numbers().get(at)) {
                    case "spend" -> i == 7 ? Double.NaN : spend;
                    case "bought" -> random.nextDouble() < rate ? 1 : 0;
                    case "orders" -> 1 + random.nextInt(3);
                    default -> i % 10 == 0 ? Double.NaN : before;
                };
            }
            OptionalLong cluster = clusterSize == 1 ? OptionalLong.empty() : OptionalLong.of(i / clusterSize);
            replay.accept(values, i % 3 == 0 ? "fr" : "de", cluster);
        }
        return replay;
    }

    private static final String METRICS = Plans.primary("spend", "mean") + ", " + Plans.primary("bought", "proportion")
            + ", "
            + Plans.metric("spent", "ratio")
                    .replace("\"kind\"", "\"denominator\": \"orders\", \"numerator\": \"spend\", \"kind\"")
            + ", \"minimumDetectableEffect\": 0.1}";

    @Test
    void rightTestsHold() {
        Plan plan = Plans.two(400, METRICS, ", \"covariates\": [\"before\"], \"strata\": [\"country\"]");
        Replay replay = replay(plan, 800, 1, 0.3);
        for (Replay.Replayed metric : replay.run(1000, 5)) {
            assertTrue(metric.holds(), () -> metric.metric() + " " + metric.reason() + metric.check());
            assertEquals(1000, metric.p().length);
            assertTrue(metric.method().endsWith("cuped+post-stratified"), metric::method);
        }
        assertArrayEquals(
                replay.run(1000, 5).getFirst().p(),
                replay.run(1000, 5).getFirst().p());
    }

    /** The same units, assigned one by one to a plan that knows nothing of their clusters, and by whole clusters. */
    @Test
    void clustersAreAssignedAsAWhole() {
        Plan plan = Plans.two(400, Plans.primary("spend", "mean"), ", \"cluster\": \"house\", \"unit\": \"cluster\"");
        Replay.Replayed spend = replay(plan, 2000, 10, 0.3).run(1000, 6).getFirst();
        assertTrue(spend.holds(), () -> spend.check().toString());
        assertTrue(spend.method().contains("cluster-robust"), spend::method);
    }

    @Test
    void fewEventsAreRejectedSeldom() {
        Replay.Replayed bought = replay(Plans.two(400, Plans.primary("bought", "proportion"), ""), 800, 1, 0.01)
                .run(1000, 7)
                .getFirst();
        assertEquals("fisher-exact", bought.method());
        assertTrue(bought.discrete());
        assertTrue(bought.holds());
        assertTrue(bought.check().rate().share() < 0.05);
    }

    /** A heavy tail in a small, unequal arm: Welch's test is off, and the replay says so. */
    @Test
    void wrongTestsDoNotHold() {
        Plan plan = Plan.read("{\"name\": \"try\", \"hypothesis\": \"b is better\", \"unit\": \"user\", \"arms\": ["
                + "{\"name\": \"a\", \"weight\": 19, \"units\": 950, \"control\": true},"
                + "{\"name\": \"b\", \"weight\": 1, \"units\": 50}], \"primary\": [" + Plans.primary("spend", "mean")
                + "], \"owners\": [\"us\"]}");
        var replay = new Replay(plan);
        var random = new Random(8);
        for (int i = 0; i < 1000; i++) {
            replay.accept(new double[] {Math.exp(3 * random.nextGaussian())}, "", OptionalLong.empty());
        }
        Replay.Replayed spend = replay.run(1000, 9).getFirst();
        assertFalse(spend.holds(), () -> spend.check().toString());
    }

    @Test
    void whatCannotBeTestedIsSaid() {
        var replay = new Replay(Plans.two(400, Plans.primary("spend", "mean"), ""));
        for (int i = 0; i < 100; i++) {
            replay.accept(new double[] {4}, "", OptionalLong.empty());
        }
        Replay.Replayed constant = replay.run(20, 1).getFirst();
        assertTrue(constant.reason().contains("does not vary"), constant::reason);
        assertFalse(constant.holds());
    }
}
