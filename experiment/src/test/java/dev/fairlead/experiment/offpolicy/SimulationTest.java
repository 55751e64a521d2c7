package dev.fairlead.experiment.offpolicy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.experiment.Estimate;
import dev.fairlead.experiment.bandit.Choice;
import dev.fairlead.experiment.bandit.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Estimates over many logs of a known world. */
class SimulationTest {
    private static final List<ActionEstimator> ESTIMATORS = List.of(
            new ActionEstimator.Ips(),
            new ActionEstimator.SelfNormalisedIps(),
            new ActionEstimator.DoublyRobust(),
            new ActionEstimator.SelfNormalisedDoublyRobust());

    /** The usual ones, but for logs that are small so that tests are fast. */
    private static final Requirements REQUIREMENTS = new Requirements(50, 0.01, 0.1, 1e-6, 0.01, 0.01, 1e-3, 0.05, 0.5);

    private static <D extends Logged> Estimate estimate(Estimator<D> estimator, Sampling sampling, List<D> log) {
        var evaluation = new Evaluation<>(estimator, sampling, REQUIREMENTS);
        log.forEach(evaluation::accept);
        return switch (evaluation.result()) {
            case Result.Sound sound -> sound.estimate();
            case Result.Doubtful doubtful -> doubtful.estimate();
            case Result.Refused refused -> throw new AssertionError(refused);
        };
    }

    /** Estimates of many logs, their bias and the coverage of their intervals. */
    private static final class Runs {
        private final double truth;
        private int n;
        private int covered;
        private double sum;
        private double squares;
        private double errors;

        Runs(double truth) {
            this.truth = truth;
        }

        void accept(Estimate estimate) {
            n++;
            covered += estimate.interval(0.95).contains(truth) ? 1 : 0;
            double difference = estimate.value() - truth;
            sum += difference;
            squares += difference * difference;
            errors += estimate.standardError();
        }

        double deviation() {
            return Math.sqrt((squares - sum * sum / n) / (n - 1));
        }

        void unbiased(String what) {
            assertEquals(0, sum / n, 4 * deviation() / Math.sqrt(n), what);
        }

        /** Covers 95 % up to four binomial standard errors, and says its own deviation up to 15 %. */
        void covers(String what) {
            assertEquals(0.95, (double) covered / n, 4 * Math.sqrt(0.95 * 0.05 / n), what);
            assertEquals(1, errors / n / deviation(), 0.15, what);
        }
    }

    /** Slates of two places, drawn each by itself, three for each unit: how much better another policy is, of what the log brought. */
    @Test
    void theRelativeValueOfSlatesIsThatOfTheWorld() {
        var random = new Random(7);
        double logged = World.value(World::logging);
        for (Policy<Integer> policy : World.POLICIES) {
            var runs = new Runs(World.value(policy) / logged);
            for (int run = 0; run < 400; run++) {
                var log = new ArrayList<LoggedSlate>();
                for (int i = 0; i < 3000; i++) {
                    log.add(slate(policy, "u" + i / 3, random));
                }
                runs.accept(estimate(new SlateEstimator.RelativeValue(), Sampling.UNITS, log));
            }
            runs.covers("relative value of slates");
        }
    }

    private static LoggedSlate slate(Policy<Integer> policy, String unit, Random random) {
        List<LoggedDecision<Integer>> places = World.log(2, random);
        return LoggedSlate.of(
                places.stream().mapToDouble(LoggedDecision::propensity).toArray(),
                places.stream()
                        .mapToDouble(place -> policy.probabilities(place.context())[place.action()])
                        .toArray(),
                places.stream().mapToDouble(LoggedDecision::reward).toArray(),
                unit);
    }

    @Test
    void estimatesAreUnbiasedAndIntervalsCover() {
        var random = new Random(1);
        for (Policy<Integer> policy : World.POLICIES) {
            List<Runs> runs =
                    ESTIMATORS.stream().map(_ -> new Runs(World.value(policy))).toList();
            for (int run = 0; run < 100; run++) {
                List<LoggedDecision<Integer>> log = World.log(1500, random);
                List<Observation> observed =
                        CrossFit.observe(log, policy, 2, () -> new SmoothedMean<>(context -> context, 20));
                for (int i = 0; i < ESTIMATORS.size(); i++) {
                    runs.get(i).accept(estimate(ESTIMATORS.get(i), Sampling.DECISIONS, observed));
                }
            }
            for (int i = 0; i < ESTIMATORS.size(); i++) {
                String what = ESTIMATORS.get(i) + " of policy " + World.POLICIES.indexOf(policy);
                runs.get(i).unbiased(what);
                runs.get(i).covers(what);
            }
            assertTrue(runs.get(2).deviation() < runs.get(0).deviation(), "a model makes IPS more precise");
        }
    }

    /** Double robustness: a model that is all wrong leaves no bias. */
    @Test
    void aWrongModelLeavesDoublyRobustUnbiased() {
        var random = new Random(2);
        var runs = new Runs(World.value(World.UNIFORM));
        var direct = new Runs(World.value(World.UNIFORM));
        for (int run = 0; run < 120; run++) {
            List<Observation> log = World.log(800, random).stream()
                    .map(each -> Observation.of(each, World.UNIFORM, (context, action) -> action - 0.5 * context))
                    .toList();
            runs.accept(estimate(new ActionEstimator.DoublyRobust(), Sampling.DECISIONS, log));
            direct.accept(estimate(new ActionEstimator.DirectMethod(), Sampling.DECISIONS, log));
        }
        runs.unbiased("doubly robust");
        runs.covers("doubly robust");
        assertTrue(direct.covered == 0, "the direct method follows its model");
    }

    /** Users differ, each has 12 decisions: errors by decisions are too small, those by users cover. */
    @Test
    void intervalsByUnitsCoverWhereDecisionsOfAUserDepend() {
        var random = new Random(3);
        var byUnits = new Runs(0);
        var byDecisions = new Runs(0);
        for (int run = 0; run < 120; run++) {
            List<Observation> log = dependent(random);
            byUnits.accept(estimate(new ActionEstimator.SelfNormalisedIps(), Sampling.UNITS, log));
            byDecisions.accept(estimate(new ActionEstimator.SelfNormalisedIps(), Sampling.DECISIONS, log));
        }
        byUnits.unbiased("by units");
        byUnits.covers("by units");
        assertTrue(byDecisions.covered < 0.8 * byDecisions.n, () -> "by decisions " + byDecisions.covered);
    }

    private static List<Observation> dependent(Random random) {
        var log = new ArrayList<Observation>();
        for (int user = 0; user < 80; user++) {
            double taste = random.nextGaussian();
            int decisions = 8 + random.nextInt(9);
            for (int i = 0; i < decisions; i++) {
                Choice choice = Choice.draw(new double[] {0.6, 0.4}, random);
                log.add(new Observation(choice.propensity(), 0.5, taste + random.nextGaussian(), 0, 0, "user " + user));
            }
        }
        return log;
    }

    /** With few rewards and large weights the normal interval misses too often at the top, and the others do not. */
    @Test
    void honestIntervalsForHeavyWeights() {
        var random = new Random(4);
        int runs = 150;
        int normal = 0;
        int bootstrap = 0;
        int bernstein = 0;
        double truth = 1.0 / 3;
        for (int run = 0; run < runs; run++) {
            var t = new BootstrapT<>(new ActionEstimator.Ips(), Sampling.DECISIONS, 99);
            var bound = new EmpiricalBernstein(40, 0, 1);
            var moments = new RatioMoments(2);
            for (int i = 0; i < 600; i++) {
                Observation each = heavy(random);
                t.accept(each);
                bound.accept(each);
                moments.accept(new ActionEstimator.Ips().terms(each));
            }
            Estimate estimate = Estimate.normal(moments.value(0, 2), moments.standardError(0, 2));
            normal += estimate.interval(0.9).contains(truth) ? 1 : 0;
            bootstrap += t.interval(0.9, random).contains(truth) ? 1 : 0;
            bernstein += bound.interval(0.9).contains(truth) ? 1 : 0;
        }
        double slack = 4 * Math.sqrt(0.9 * 0.1 * runs);
        String counts = normal + ", " + bootstrap + ", " + bernstein;
        assertEquals(0.9 * runs, bootstrap, slack, counts);
        assertTrue(bernstein >= 0.9 * runs && bootstrap > normal, counts);
    }

    /** A policy that always takes the action which is logged in 2 % of cases, and has rewards of mean 1/3. */
    private static Observation heavy(Random random) {
        boolean taken = random.nextDouble() < 0.02;
        double reward = Math.pow(random.nextDouble(), 2);
        return new Observation(taken ? 0.02 : 0.98, taken ? 1 : 0, reward, 0, 0, "");
    }

    /** Slots' rewards depend on the item above, so that independent IPS is biased and the cascade ones are not. */
    @Test
    void slateEstimatorsUnderACascade() {
        double truth = slateTruth();
        var random = new Random(5);
        var estimators = List.of(
                new SlateEstimator.Standard(false),
                new SlateEstimator.RewardInteraction(false),
                new SlateEstimator.CascadeDoublyRobust(),
                new SlateEstimator.RewardInteraction(true),
                new SlateEstimator.Independent(false));
        List<Runs> runs = estimators.stream().map(_ -> new Runs(truth)).toList();
        for (int run = 0; run < 120; run++) {
            List<LoggedSlate> log =
                    Stream.generate(() -> slate(random)).limit(1000).toList();
            for (int i = 0; i < estimators.size(); i++) {
                runs.get(i).accept(estimate(estimators.get(i), Sampling.DECISIONS, log));
            }
        }
        for (int i = 0; i < 4; i++) {
            runs.get(i).unbiased(estimators.get(i).toString());
            runs.get(i).covers(estimators.get(i).toString());
        }
        assertTrue(runs.get(1).deviation() < runs.get(0).deviation(), "fewer weights are multiplied");
        assertTrue(runs.get(2).deviation() < runs.get(1).deviation(), "the true model takes variance away");
    }

    private static final double[] LOGGING = {0.5, 0.3, 0.2};
    private static final double[] TARGET = {0.2, 0.3, 0.5};

    /** The probability of a click in a slot, by its item and the one above it, −1 at the top. */
    private static double slotReward(int above, int item) {
        return above == item ? 0.05 : 0.1 + 0.2 * item;
    }

    private static double average(Function<Integer, Double> value) {
        return TARGET[0] * value.apply(0) + TARGET[1] * value.apply(1) + TARGET[2] * value.apply(2);
    }

    /** The expected rewards from a slot on, of an item under one above it, when the evaluated policy fills what follows. */
    private static double onward(int slot, int above, int item) {
        return slotReward(above, item) + (slot == 2 ? 0 : average(next -> onward(slot + 1, item, next)));
    }

    private static double slateTruth() {
        return average(item -> onward(0, -1, item));
    }

    private static LoggedSlate slate(Random random) {
        double[][] values = new double[5][3];
        int above = -1;
        for (int slot = 0; slot < 3; slot++) {
            int place = slot;
            int before = above;
            Choice choice = Choice.draw(LOGGING, random);
            values[0][slot] = choice.propensity();
            values[1][slot] = TARGET[choice.action()];
            values[2][slot] = random.nextDouble() < slotReward(above, choice.action()) ? 1 : 0;
            values[3][slot] = onward(slot, above, choice.action());
            values[4][slot] = average(item -> onward(place, before, item));
            above = choice.action();
        }
        return new LoggedSlate(values[0], values[1], values[2], values[3], values[4], "");
    }

    @Test
    void theWorldIsAsItSays() {
        for (int context = 0; context < World.CONTEXTS; context++) {
            assertEquals(1, DoubleStream.of(World.logging(context)).sum(), 1e-12);
        }
    }
}
