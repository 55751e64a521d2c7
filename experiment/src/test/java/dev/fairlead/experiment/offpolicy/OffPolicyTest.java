package dev.fairlead.experiment.offpolicy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.bandit.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class OffPolicyTest {
    private static final ActionEstimator IPS = new ActionEstimator.Ips();

    private static <D extends Logged> Evaluation<D> evaluation(Estimator<D> estimator, Sampling sampling, List<D> log) {
        var evaluation = new Evaluation<>(estimator, sampling, Requirements.usual());
        log.forEach(evaluation::accept);
        return evaluation;
    }

    private static Estimate estimate(Result result) {
        return switch (result) {
            case Result.Sound sound -> sound.estimate();
            case Result.Doubtful doubtful -> doubtful.estimate();
            case Result.Refused refused -> throw new AssertionError(refused);
        };
    }

    private static Estimate estimate(ActionEstimator estimator, List<Observation> log) {
        return estimate(evaluation(estimator, Sampling.DECISIONS, log).result());
    }

    private static String reasons(Result result) {
        return String.join("; ", assertInstanceOf(Result.Refused.class, result).reasons());
    }

    private static List<Observation> observed(int n) {
        return CrossFit.observe(
                World.log(n, new Random(1)), World.NEAR, 2, () -> new SmoothedMean<>(context -> context, 20));
    }

    /** Two passes over the log beside the fold. */
    @Test
    void selfNormalisedErrorsByDefinition() {
        List<Observation> log = observed(1000);
        double weights = log.stream().mapToDouble(Observation::weight).sum();
        double value = log.stream().mapToDouble(o -> o.weight() * o.reward()).sum() / weights;
        double squares = log.stream()
                .mapToDouble(o -> Math.pow(o.weight() * (o.reward() - value), 2))
                .sum();
        Estimate found = estimate(new ActionEstimator.SelfNormalisedIps(), log);
        assertEquals(value, found.value(), 1e-12);
        assertEquals(Math.sqrt(squares * 1000 / 999) / weights, found.standardError(), 1e-12);
    }

    /** Influences summed by unit beside the fold. */
    @Test
    void errorsByUnitByDefinition() {
        var random = new Random(2);
        List<Observation> log = observed(900).stream()
                .map(o -> new Observation(
                        o.propensity(), o.target(), o.reward(), o.predicted(), o.expected(), "" + random.nextInt(40)))
                .toList();
        double value = log.stream()
                .mapToDouble(o -> o.expected() + o.weight() * (o.reward() - o.predicted()))
                .average()
                .orElseThrow();
        var influence = new double[40];
        for (Observation o : log) {
            influence[Integer.parseInt(o.unit())] += o.expected() + o.weight() * (o.reward() - o.predicted()) - value;
        }
        double squares = 0;
        for (double each : influence) {
            squares += each * each;
        }
        Estimate found = estimate(evaluation(new ActionEstimator.DoublyRobust(), Sampling.UNITS, log)
                .result());
        assertEquals(value, found.value(), 1e-12);
        assertEquals(Math.sqrt(squares * 40 / 39) / 900, found.standardError(), 1e-12);
        assertEquals(39, found.df());
    }

    @Test
    void partsOfALogMerge() {
        List<Observation> log = observed(1000);
        for (Sampling sampling : Sampling.values()) {
            var estimator = new ActionEstimator.SelfNormalisedDoublyRobust();
            var merged = evaluation(estimator, sampling, List.<Observation>of());
            merged.merge(evaluation(estimator, sampling, log.subList(0, 300)));
            merged.merge(evaluation(estimator, sampling, log.subList(300, 1000)));
            merged.merge(evaluation(estimator, sampling, List.of()));
            Result found = merged.result();
            Result whole = evaluation(estimator, sampling, log).result();
            assertEquals(estimate(whole).value(), estimate(found).value(), 1e-13);
            assertEquals(estimate(whole).standardError(), estimate(found).standardError(), 1e-13);
            assertEquals(
                    whole.diagnostics().effectiveSampleSize(),
                    found.diagnostics().effectiveSampleSize(),
                    1e-9);
            assertEquals(whole.diagnostics().topShare(), found.diagnostics().topShare(), 1e-12);
            assertEquals(whole.diagnostics().meanWeightZ(), found.diagnostics().meanWeightZ(), 1e-9);
        }
    }

    @Test
    void estimatorsMeetAtTheirLimits() {
        List<Observation> log = observed(1000);
        double ips = estimate(IPS, log).value();
        double doublyRobust = estimate(new ActionEstimator.DoublyRobust(), log).value();
        double direct = estimate(new ActionEstimator.DirectMethod(), log).value();
        assertEquals(ips, estimate(new ActionEstimator.ClippedIps(1e9), log).value(), 1e-12);
        assertEquals(
                doublyRobust,
                estimate(new ActionEstimator.SwitchDoublyRobust(1e9), log).value(),
                1e-12);
        assertEquals(
                direct,
                estimate(new ActionEstimator.SwitchDoublyRobust(1e-9), log).value(),
                1e-12);
        assertEquals(
                doublyRobust,
                estimate(new ActionEstimator.ShrunkDoublyRobust(1e12), log).value(),
                1e-9);
        assertEquals(
                direct,
                estimate(new ActionEstimator.ShrunkDoublyRobust(1e-12), log).value(),
                1e-9);
        List<Observation> modelless = World.log(1000, new Random(1)).stream()
                .map(each -> Observation.of(each, World.NEAR))
                .toList();
        assertEquals(
                ips, estimate(new ActionEstimator.DoublyRobust(), modelless).value(), 1e-12);
    }

    @Test
    void cascadeWithoutAModelIsRewardInteraction() {
        var random = new Random(3);
        List<LoggedSlate> log = Stream.generate(() -> {
                    double[] rewards = {random.nextInt(2), random.nextInt(2)};
                    boolean first = random.nextBoolean();
                    return LoggedSlate.of(new double[] {0.5, 0.8}, new double[] {first ? 0.6 : 0.4, 0.8}, rewards, "");
                })
                .limit(500)
                .toList();
        assertEquals(
                estimate(evaluation(new SlateEstimator.RewardInteraction(false), Sampling.DECISIONS, log)
                                .result())
                        .value(),
                estimate(evaluation(new SlateEstimator.CascadeDoublyRobust(), Sampling.DECISIONS, log)
                                .result())
                        .value(),
                1e-12);
    }

    @Test
    void smoothedMeansAndFolds() {
        var mean = new SmoothedMean<Integer>(context -> context, 2);
        mean.accept(new LoggedDecision<>(0, 0, 0.5, 1, "a"));
        mean.accept(new LoggedDecision<>(0, 0, 0.5, 1, "b"));
        mean.accept(new LoggedDecision<>(0, 1, 0.5, 0, "c"));
        mean.accept(new LoggedDecision<>(1, 0, 0.5, 0, "d"));
        RewardModel<Integer> model = mean.model();
        assertEquals((2 + 2 * 0.5) / 4, model.reward(0, 0));
        assertEquals((0 + 2 * 0.5) / 3, model.reward(1, 0));
        assertEquals(0.5, model.reward(7, 3));

        List<LoggedDecision<Integer>> log = World.log(30, new Random(4));
        List<Observation> observed =
                CrossFit.observe(log, World.UNIFORM, 3, () -> new SmoothedMean<>(context -> context, 5));
        for (int i = 0; i < log.size(); i++) {
            var others = new SmoothedMean<Integer>(context -> context, 5);
            for (int j = 0; j < log.size(); j++) {
                if (j % 3 != i % 3) {
                    others.accept(log.get(j));
                }
            }
            assertEquals(Observation.of(log.get(i), World.UNIFORM, others.model()), observed.get(i));
        }
    }

    @Test
    void aUnitStaysInItsFold() {
        var fit = new CrossFit<Integer>(3, () -> new SmoothedMean<>(context -> context, 5));
        var counts = new int[3];
        for (int i = 0; i < 3000; i++) {
            assertEquals(fit.fold("user " + i), fit.fold("user " + i));
            counts[fit.fold("user " + i)]++;
        }
        for (int count : counts) {
            assertEquals(1000, count, 150);
        }
    }

    /** A uniform policy from a log whose propensities go down to 1e-6 rests on a decision or two. */
    @Test
    void aUniformPolicyFromAGreedyLogIsRefused() {
        var log = new ArrayList<Observation>();
        for (int i = 0; i < 10_000; i++) {
            boolean rare = i == 17 || i == 4711;
            log.add(new Observation(rare ? 1e-6 : 0.99, 1.0 / 34, i % 20 == 0 ? 1 : 0, 0, 0, "" + i));
        }
        Result result = evaluation(IPS, Sampling.DECISIONS, log).result();
        assertEquals(2, result.diagnostics().effectiveSampleSize(), 0.1);
        assertTrue(reasons(result).contains("10000 logged decisions are worth only 2."), reasons(result));
    }

    /** Half of the policy is on an action that is never logged: no estimator can know, and the mean weight tells. */
    @Test
    void missingSupportIsRefused() {
        List<Observation> log = Stream.generate(() -> new Observation(1, 0.5, 1, 0, 0, ""))
                .limit(400)
                .toList();
        var varied = new ArrayList<>(log);
        varied.add(new Observation(1, 0.4, 0, 0, 0, ""));
        Result result = evaluation(IPS, Sampling.DECISIONS, varied).result();
        assertTrue(reasons(result).contains("the mean weight is 0.4998"), reasons(result));
        assertTrue(reasons(evaluation(IPS, Sampling.DECISIONS, log).result()).contains("the mean weight is 0.5000"));

        var overlap = new Overlap(0.01);
        overlap.accept(new double[] {1, 0, 0}, new double[] {0.5, 0.5, 0});
        overlap.accept(new double[] {0.5, 0.495, 0.005}, new double[] {0.5, 0.4, 0.1});
        assertEquals(0.25, overlap.unsupported(), 1e-15);
        assertEquals(0.3, overlap.thin(), 1e-15);
        List<Observation> fine = observed(1000);
        assertTrue(reasons(evaluation(IPS, Sampling.DECISIONS, fine).result(overlap))
                .contains("25.0 % of the evaluated policy is on actions that the logging policy never takes"));
    }

    @Test
    void whatCannotBeEstimatedIsRefusedWithItsReason() {
        assertTrue(
                reasons(evaluation(IPS, Sampling.DECISIONS, List.of()).result()).contains("no decision"));
        List<Observation> never = Stream.generate(() -> new Observation(0.5, 0, 1, 0, 0, ""))
                .limit(500)
                .toList();
        assertTrue(reasons(evaluation(IPS, Sampling.DECISIONS, never).result()).contains("none of the logged actions"));
        List<Observation> unrewarded = Stream.generate(() -> new Observation(0.5, 0.5, 0, 0, 0, "one"))
                .limit(500)
                .toList();
        assertTrue(reasons(evaluation(IPS, Sampling.DECISIONS, unrewarded).result())
                .contains("does not vary"));
        assertTrue(reasons(evaluation(IPS, Sampling.UNITS, unrewarded).result()).contains("one unit alone"));
    }

    @Test
    void warnings() {
        List<Observation> log = observed(1000);
        assertInstanceOf(
                Result.Sound.class, evaluation(IPS, Sampling.DECISIONS, log).result());
        warned("believes its reward model", new ActionEstimator.DirectMethod(), log);
        warned("clipped at 2.0", new ActionEstimator.ClippedIps(2), log);
        warned("lambda = 3.0", new ActionEstimator.ShrunkDoublyRobust(3), log);
        assertInstanceOf(
                Result.Sound.class,
                evaluation(new ActionEstimator.ClippedIps(20), Sampling.DECISIONS, log)
                        .result());
        List<Observation> few = observed(1000).stream()
                .map(o -> new Observation(o.propensity(), o.target(), o.reward(), 0, 0, "" + o.reward() + o.target()))
                .toList();
        assertTrue(warnings(evaluation(IPS, Sampling.UNITS, few).result()).contains("units are in"));
    }

    private static void warned(String saying, ActionEstimator estimator, List<Observation> log) {
        String warnings =
                warnings(evaluation(estimator, Sampling.DECISIONS, log).result());
        assertTrue(warnings.contains(saying), warnings);
    }

    private static String warnings(Result result) {
        return String.join("; ", assertInstanceOf(Result.Doubtful.class, result).warnings());
    }

    @Test
    void usualRequirements() {
        assertEquals(new Requirements(100, 0.01, 0.1, 1e-4, 0.01, 0.01, 1e-3, 0.05, 0.5), Requirements.usual());
    }

    /** Equal weights of 1 leave the empirical Bernstein interval of the rewards themselves. */
    @Test
    void empiricalBernsteinByHand() {
        var whole = new EmpiricalBernstein(1, 0, 1);
        var parts = new EmpiricalBernstein(1, 0, 1);
        var second = new EmpiricalBernstein(1, 0, 1);
        for (int i = 0; i < 1000; i++) {
            var each = new Observation(0.5, 0.5, i % 4 == 0 ? 1 : 0, 0, 0, "");
            whole.accept(each);
            (i < 300 ? parts : second).accept(each);
        }
        parts.merge(second);
        double log = Math.log(2 / 0.025);
        double half = Math.sqrt(2 * 0.1875 * 1000 / 999 * log / 1000) + 7 * log / (3 * 999);
        assertEquals(0.25 - half, whole.interval(0.95).low(), 1e-12);
        assertEquals(0.25 + half, whole.interval(0.95).high(), 1e-12);
        assertEquals(whole.interval(0.95).low(), parts.interval(0.95).low(), 1e-12);
    }

    @Test
    void bootstrapIsRepeatableAndNearTheNormalIntervalOfALightTail() {
        for (Sampling sampling : Sampling.values()) {
            var bootstrap = new BootstrapT<>(new ActionEstimator.SelfNormalisedIps(), sampling, 199);
            List<Observation> log = observed(1000);
            log.forEach(bootstrap::accept);
            var interval = bootstrap.interval(0.9, new Random(5));
            assertEquals(interval, bootstrap.interval(0.9, new Random(5)));
            Estimate estimate = estimate(new ActionEstimator.SelfNormalisedIps(), log);
            assertEquals(estimate.interval(0.9).low(), interval.low(), 0.5 * estimate.standardError());
            assertEquals(estimate.interval(0.9).high(), interval.high(), 0.5 * estimate.standardError());
        }
    }

    @Test
    void refusesWhatCannotBe() {
        refused(
                "there is no propensity: without the probability",
                () -> LoggedDecision.read(0, 0, OptionalDouble.empty(), 1, "a"));
        assertEquals(
                0.5, LoggedDecision.read(0, 0, OptionalDouble.of(0.5), 1, "a").propensity());
        refused("above 0 and at most 1", () -> new LoggedDecision<>(0, 0, 0, 1, "a"));
        refused("above 0 and at most 1", () -> new LoggedDecision<>(0, 0, 1.5, 1, "a"));
        refused("counted from 0", () -> new LoggedDecision<>(0, -1, 0.5, 1, "a"));
        refused("reward of a logged decision is NaN", () -> new LoggedDecision<>(0, 0, 0.5, Double.NaN, "a"));
        refused("from 0 to 1", () -> new Observation(0.5, -0.1, 1, 0, 0, "a"));
        refused("predicted reward", () -> new Observation(0.5, 0.1, 1, Double.NaN, 0, "a"));
        var logged = new LoggedDecision<>(0, 2, 0.5, 1, "a");
        Policy<Integer> two = _ -> new double[] {0.5, 0.5};
        refused("knows only 2 actions", () -> Observation.of(logged, two));
        Policy<Integer> short0 = _ -> new double[] {0.5, 0.2, 0.2};
        refused("must sum to 1", () -> Observation.of(logged, short0));
        refused("the largest weight must be above 0", () -> new ActionEstimator.ClippedIps(0));
        refused("lambda", () -> new ActionEstimator.ShrunkDoublyRobust(Double.NaN));
        refused("kappa", () -> new SmoothedMean<Integer>(context -> context, 0));
        refused("no decision to learn", () -> new SmoothedMean<Integer>(context -> context, 1).model());
        refused("at least 2 folds", () -> new CrossFit<Integer>(1, () -> new SmoothedMean<>(c -> c, 1)));
        refused("at least 2 decisions", () -> new Requirements(0, 0, 0, 0, 0, 0, 0, 0, 0));
        refused("from 0 to 1, not 5", () -> new Requirements(100, 5, 0, 0, 0, 0, 0, 0, 0));
        refused("both need the same", () -> new Overlap(0.1).accept(new double[1], new double[2]));
        refused(
                "cannot be merged",
                () -> evaluation(IPS, Sampling.DECISIONS, List.<Observation>of())
                        .merge(evaluation(new ActionEstimator.DirectMethod(), Sampling.DECISIONS, List.of())));
    }

    @Test
    void refusesSlatesAndIntervalsThatCannotBe() {
        double[] two = {0.5, 0.5};
        refused("as many targets", () -> LoggedSlate.of(two, new double[1], two, ""));
        refused("at least one slot", () -> LoggedSlate.of(new double[0], two, two, ""));
        var slates = evaluation(new SlateEstimator.Independent(true), Sampling.DECISIONS, List.<LoggedSlate>of());
        slates.accept(LoggedSlate.of(two, two, two, ""));
        double[] one = {0.5};
        refused("same number of slots", () -> slates.accept(LoggedSlate.of(one, one, one, "")));
        refused("rewards must be bounded", () -> new EmpiricalBernstein(1, 1, 1));
        var bound = new EmpiricalBernstein(100, 0, 1);
        refused("outside of the promised", () -> bound.accept(new Observation(0.5, 0.5, 2, 0, 0, "")));
        refused("at least 2 decisions", () -> bound.interval(0.95));
        for (int i = 0; i < 10_000; i++) {
            bound.accept(new Observation(0.1, 1, i % 2, 0, 0, ""));
        }
        refused("check the propensities", () -> bound.interval(0.95));
        refused("not 95.0", () -> bound.interval(95));
        refused("at least 19", () -> new BootstrapT<>(IPS, Sampling.DECISIONS, 5));
        var bootstrap = new BootstrapT<>(IPS, Sampling.DECISIONS, 19);
        refused("at least 2 decisions", () -> bootstrap.interval(0.9, new Random(1)));
        bootstrap.accept(new Observation(0.5, 0.5, 0, 0, 0, ""));
        bootstrap.accept(new Observation(0.5, 0.5, 0, 0, 0, ""));
        refused("does not vary", () -> bootstrap.interval(0.9, new Random(1)));
        refused("too few", () -> bootstrap.interval(0.99, new Random(1)));
    }

    private static void refused(String saying, Executable what) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, what).getMessage());
        assertTrue(message.contains(saying), message);
    }
}
