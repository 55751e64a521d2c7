package dev.fairlead.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.learn.MetricRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final EvaluationConfig CONFIG = new EvaluationConfig(List.of(3), 2, 300, 7, "base");

    @Test
    void everyMeasureEqualsItsDefinitionInEverySliceOfLists() {
        for (long seed = 0; seed < 20; seed++) {
            JudgedWorld world = new JudgedWorld(seed, 60, 25);
            PolicyScores policy = world.policy("base", true);
            List<MetricRow> rows = Evaluation.evaluate(world.lists, List.of(policy), CONFIG);
            compare(world, policy, rows, "all", l -> true);
            compare(
                    world,
                    policy,
                    rows,
                    "device=mobile",
                    l -> "mobile".equals(l.slices().get("device")));
        }
    }

    private static void compare(
            JudgedWorld world, PolicyScores policy, List<MetricRow> rows, String slice, Predicate<JudgedList> in) {
        List<Integer> chosen = IntStream.range(0, world.lists.size())
                .filter(l -> in.test(world.lists.get(l)))
                .boxed()
                .toList();
        Map<String, Double> naive = new NaiveMeasures(world.lists, policy, chosen, 3, 2).all();
        List<MetricRow> found =
                rows.stream().filter(r -> r.slice().equals(slice)).toList();
        assertEquals(naive.size(), found.size());
        for (MetricRow row : found) {
            assertEquals(
                    naive.getOrDefault(row.metric(), Double.NaN),
                    row.value(),
                    1e-9 * (1 + row.value()),
                    row.metric() + " " + slice);
        }
    }

    @Test
    void aSliceOfItemsKeepsPlacesButForgetsTheOtherItems() {
        JudgedList list = list("u1", new float[] {1, 0, 1}, "old", "old", "new");
        List<MetricRow> rows = Evaluation.evaluate(
                List.of(list), List.of(PolicyScores.ordering("base", new double[][] {{3, 2, 1}})), CONFIG);
        assertEquals(1.0, row(rows, "base", "mrr", "all").value());
        assertEquals(1.0 / 3, row(rows, "base", "mrr", "seller=new").value());
        assertEquals(1.0, row(rows, "base", "mrr", "seller=old").value());
    }

    @Test
    void oneUserGivesNoInterval() {
        List<MetricRow> rows = Evaluation.evaluate(
                List.of(list("u1", new float[] {0, 1}), list("u1", new float[] {1, 0})),
                List.of(PolicyScores.ordering("base", new double[][] {{0, 0}, {0, 0}})),
                CONFIG);
        assertTrue(rows.stream().noneMatch(MetricRow::hasInterval));
        assertEquals(0.75, row(rows, "base", "mrr", "all").value());
        assertEquals(2, row(rows, "base", "mrr", "all").n());
    }

    @Test
    void theSameSeedGivesTheSameRows() {
        JudgedWorld world = new JudgedWorld(3, 80, 30);
        List<PolicyScores> policies = List.of(world.policy("base", true), world.policy("other", true));
        assertEquals(
                Evaluation.evaluate(world.lists, policies, CONFIG), Evaluation.evaluate(world.lists, policies, CONFIG));
    }

    @Test
    void intervalsEqualThoseOfListsReallyDrawnAgain() {
        JudgedWorld world = new JudgedWorld(11, 150, 60);
        PolicyScores policy = world.policy("base", true);
        List<MetricRow> rows = Evaluation.evaluate(world.lists, List.of(policy), CONFIG.withReplicates(1_000));
        List<String> users =
                world.lists.stream().map(JudgedList::user).distinct().toList();
        SplittableRandom random = new SplittableRandom(5);
        List<Map<String, Double>> replicates = new ArrayList<>();
        for (int r = 0; r < 150; r++) {
            List<Integer> drawn = new ArrayList<>();
            for (int u = 0; u < users.size(); u++) {
                String user = users.get(random.nextInt(users.size()));
                for (int l = 0; l < world.lists.size(); l++) {
                    if (world.lists.get(l).user().equals(user)) drawn.add(l);
                }
            }
            replicates.add(new NaiveMeasures(world.lists, policy, drawn, 3, 2).all());
        }
        for (String metric : List.of("mrr", "ndcg@3", "auc", "brier", "gmv@2/1000", "global-auc")) {
            double[] values = replicates.stream()
                    .mapToDouble(replicate -> replicate.getOrDefault(metric, Double.NaN))
                    .toArray();
            MetricRow row = row(rows, "base", metric, "all");
            double deviation = deviation(values);
            assertEquals(2 * Interval.Z * deviation, row.high() - row.low(), deviation, metric);
            assertEquals(
                    Arrays.stream(values).average().orElseThrow(), (row.high() + row.low()) / 2, deviation, metric);
        }
    }

    private static double naive(JudgedWorld world, PolicyScores policy, List<Integer> chosen, String metric) {
        return new NaiveMeasures(world.lists, policy, chosen, 3, 2).all().getOrDefault(metric, Double.NaN);
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1));
    }

    @Test
    void coverageIntervalEqualsTheJackknifeOfListsReallyLeftOut() {
        JudgedWorld world = new JudgedWorld(4, 40, 15);
        PolicyScores policy = world.policy("base", false);
        MetricRow row = row(Evaluation.evaluate(world.lists, List.of(policy), CONFIG), "base", "coverage@3", "all");
        List<String> users = world.lists.stream()
                .filter(list -> list.size() > 0)
                .map(JudgedList::user)
                .distinct()
                .toList();
        double[] values = users.stream()
                .mapToDouble(user -> naive(
                        world,
                        policy,
                        IntStream.range(0, 40)
                                .filter(l -> !world.lists.get(l).user().equals(user))
                                .boxed()
                                .toList(),
                        "coverage@3"))
                .toArray();
        double error = deviation(values) * (values.length - 1) / Math.sqrt(values.length);
        assertEquals(row.value() - Interval.Z * error, row.low(), 1e-9);
        assertEquals(Math.min(1, row.value() + Interval.Z * error), row.high(), 1e-9);
    }

    /** Clustered outcomes: a user's lists share a rate, so an interval by list would be too narrow. */
    @Test
    void ninetyFivePercentIntervalsCoverTheTruthInNinetyFivePercentOfWorlds() {
        SplittableRandom random = new SplittableRandom(99);
        int worlds = 200;
        int covered = 0;
        int gainCovered = 0;
        for (int w = 0; w < worlds; w++) {
            List<JudgedList> lists = new ArrayList<>();
            for (int u = 0; u < 80; u++) {
                double rate = random.nextDouble();
                for (int l = 0; l < 4; l++) {
                    boolean first = random.nextDouble() < rate;
                    lists.add(list("u" + u, first ? new float[] {1, 0} : new float[] {0, 1}));
                }
            }
            double[][] shown = lists.stream().map(l -> new double[] {0, 0}).toArray(double[][]::new);
            double[][] reversed = lists.stream().map(l -> new double[] {0, 1}).toArray(double[][]::new);
            List<MetricRow> rows = Evaluation.evaluate(
                    lists,
                    List.of(PolicyScores.ordering("base", shown), PolicyScores.ordering("reversed", reversed)),
                    CONFIG.withSeed(w));
            MetricRow mrr = row(rows, "base", "mrr", "all");
            MetricRow gain = row(rows, "reversed", "mrr-gain", "all");
            if (mrr.low() <= 0.75 && 0.75 <= mrr.high()) covered++;
            if (gain.low() <= 0 && 0 <= gain.high()) gainCovered++;
        }
        // Binomial(200, .95): 3.5 standard deviations are 10.8 around 190.
        assertTrue(covered >= 179, "mrr covered in " + covered);
        assertTrue(gainCovered >= 179, "gain covered in " + gainCovered);
        assertTrue(covered < 200 && gainCovered < 200, "intervals are too wide");
    }

    @Test
    void gainsArePairedAndPositiveWhenBetter() {
        JudgedWorld world = new JudgedWorld(8, 100, 40);
        PolicyScores base = world.policy("base", true);
        PolicyScores same = new PolicyScores("same", base.scores(), base.probabilities());
        double[][] truth = world.lists.stream()
                .map(list -> IntStream.range(0, list.size())
                        .mapToDouble(i -> list.outcomes()[i] ? 1 : 0)
                        .toArray())
                .toArray(double[][]::new);
        List<MetricRow> rows =
                Evaluation.evaluate(world.lists, List.of(base, same, new PolicyScores("oracle", truth, truth)), CONFIG);
        for (MetricRow row : rows) {
            if (!row.metric().endsWith("-gain")) continue;
            if (row.policy().equals("same")) assertEquals(0, Math.abs(row.high()) + Math.abs(row.low()), 1e-12);
        }
        for (String loss : List.of("logloss-gain", "brier-gain", "ece-gain", "auc-gain", "global-auc-gain")) {
            assertTrue(row(rows, "oracle", loss, "all").low() > 0, loss);
        }
        assertTrue(rows.stream()
                .noneMatch(r -> r.policy().equals("base") && r.metric().endsWith("-gain")));
    }

    @Test
    void whatDoesNotFitIsRefusedWithItsName() {
        List<JudgedList> lists = List.of(list("u1", new float[] {1, 0}));
        PolicyScores fine = PolicyScores.ordering("base", new double[][] {{1, 2}});
        assertRefused("policy short, list r", lists, List.of(fine, PolicyScores.ordering("short", new double[][] {{1}
        })));
        assertRefused("NaN", lists, List.of(PolicyScores.ordering("base", new double[][] {{1, Double.NaN}})));
        assertRefused(
                "outside [0, 1]", lists, List.of(new PolicyScores("base", new double[][] {{1, 2}}, new double[][] {
                    {0.5, 1.5}
                })));
        assertRefused("share a name", lists, List.of(fine, fine));
        assertRefused("baseline base", lists, List.of(PolicyScores.ordering("other", new double[][] {{1, 2}})));
    }

    private static void assertRefused(String part, List<JudgedList> lists, List<PolicyScores> policies) {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> Evaluation.evaluate(lists, policies, CONFIG))
                .getMessage();
        assertTrue(String.valueOf(message).contains(part), message);
    }

    @Test
    void noListsGiveNoRows() {
        PolicyScores none = PolicyScores.ordering("base", new double[0][]);
        assertEquals(List.of(), Evaluation.evaluate(List.of(), List.of(none), CONFIG));
    }

    static MetricRow row(List<MetricRow> rows, String policy, String metric, String slice) {
        return rows.stream()
                .filter(r -> r.policy().equals(policy)
                        && r.metric().equals(metric)
                        && r.slice().equals(slice))
                .findFirst()
                .orElseThrow();
    }

    private static JudgedList list(String user, float[] grades, String... itemSlice) {
        List<String> items =
                IntStream.range(0, grades.length).mapToObj(i -> "i" + i).toList();
        double[] values = new double[grades.length];
        Arrays.fill(values, Double.NaN);
        boolean[] outcomes = new boolean[grades.length];
        return new JudgedList(
                "r", user, Map.of(), items, Collections.nCopies(items.size(), ""), grades, outcomes, values, itemSlice);
    }
}
