package dev.fairlead.experiment.calibration;

import static dev.fairlead.experiment.calibration.Claim.CONFIDENCE;
import static dev.fairlead.experiment.calibration.Claim.covers;

import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.bandit.Choice;
import dev.fairlead.experiment.bandit.Policy;
import dev.fairlead.experiment.offpolicy.ActionEstimator;
import dev.fairlead.experiment.offpolicy.BootstrapT;
import dev.fairlead.experiment.offpolicy.CrossFit;
import dev.fairlead.experiment.offpolicy.EmpiricalBernstein;
import dev.fairlead.experiment.offpolicy.Estimator;
import dev.fairlead.experiment.offpolicy.Evaluation;
import dev.fairlead.experiment.offpolicy.Logged;
import dev.fairlead.experiment.offpolicy.LoggedDecision;
import dev.fairlead.experiment.offpolicy.LoggedSlate;
import dev.fairlead.experiment.offpolicy.Observation;
import dev.fairlead.experiment.offpolicy.Requirements;
import dev.fairlead.experiment.offpolicy.Result;
import dev.fairlead.experiment.offpolicy.Sampling;
import dev.fairlead.experiment.offpolicy.SlateEstimator;
import dev.fairlead.experiment.offpolicy.SmoothedMean;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Values of policies from the log of another, of known propensities and click probabilities. */
final class OffPolicyIntervals {
    private static final int CONTEXTS = 3;
    private static final int ACTIONS = 4;
    private static final int DECISIONS = 1000;
    private static final int RESAMPLES = 199;

    /** The usual ones, but for the mean weight, by which one of ten thousand right logs is refused. */
    private static final Requirements REQUIREMENTS = new Requirements(100, 0.01, 0.1, 0, 0.01, 0.01, 1e-3, 0.05, 0.5);

    private static final Policy<Integer> UNIFORM =
            _ -> IntStream.range(0, ACTIONS).mapToDouble(_ -> 1.0 / ACTIONS).toArray();

    /** Half as the log, half uniform. */
    private static final Policy<Integer> NEAR = context -> IntStream.range(0, ACTIONS)
            .mapToDouble(action -> logging(context)[action] / 2 + 0.5 / ACTIONS)
            .toArray();

    /** One action in each context, which the log takes in 15 % of cases. */
    private static final Policy<Integer> ONE = context -> IntStream.range(0, ACTIONS)
            .mapToDouble(action -> action == (context + 1) % ACTIONS ? 1 : 0)
            .toArray();

    private OffPolicyIntervals() {}

    static List<Study<?>> studies() {
        return List.of(
                actions("policy uniform", UNIFORM),
                actions("policy near the log", NEAR),
                actions("policy of one action", ONE),
                users(),
                bootstrap(),
                slates());
    }

    private static double clicks(int context, int action) {
        return 0.1 + 0.1 * ((context + 2 * action) % 5);
    }

    private static double[] logging(int context) {
        var probabilities = new double[ACTIONS];
        for (int action = 0; action < ACTIONS; action++) {
            probabilities[action] = action == context ? 0.55 : 0.15;
        }
        return probabilities;
    }

    private static double value(Policy<Integer> policy) {
        double sum = 0;
        for (int context = 0; context < CONTEXTS; context++) {
            double[] probabilities = policy.probabilities(context);
            for (int action = 0; action < ACTIONS; action++) {
                sum += probabilities[action] * clicks(context, action) / CONTEXTS;
            }
        }
        return sum;
    }

    private static List<Observation> log(RandomGenerator random, int decisions, Policy<Integer> policy) {
        var log = new ArrayList<LoggedDecision<Integer>>();
        for (int i = 0; i < decisions; i++) {
            int context = random.nextInt(CONTEXTS);
            Choice choice = Choice.draw(logging(context), random);
            double reward = random.nextDouble() < clicks(context, choice.action()) ? 1 : 0;
            log.add(new LoggedDecision<>(context, choice.action(), choice.propensity(), reward, "unit"));
        }
        return CrossFit.observe(log, policy, 2, () -> new SmoothedMean<>(context -> context, 20));
    }

    private static <D extends Logged> boolean contains(
            List<D> log, Estimator<D> estimator, Sampling sampling, double truth) {
        var evaluation = new Evaluation<>(estimator, sampling, REQUIREMENTS);
        log.forEach(evaluation::accept);
        return switch (evaluation.result()) {
            case Result.Sound sound -> Claim.contains(sound.estimate(), truth);
            case Result.Doubtful doubtful -> Claim.contains(doubtful.estimate(), truth);
            case Result.Refused refused -> throw new IllegalArgumentException(String.join("; ", refused.reasons()));
        };
    }

    private static Claim<List<Observation>> claim(String name, ActionEstimator estimator, double truth) {
        return covers(name, log -> contains(log, estimator, Sampling.DECISIONS, truth));
    }

    private static Study<?> actions(String world, Policy<Integer> policy) {
        double truth = value(policy);
        return Study.of(
                world + ", 1000 decisions",
                random -> log(random, DECISIONS, policy),
                claim("IPS", new ActionEstimator.Ips(), truth),
                claim("self-normalised IPS", new ActionEstimator.SelfNormalisedIps(), truth),
                claim("doubly robust", new ActionEstimator.DoublyRobust(), truth),
                claim("self-normalised doubly robust", new ActionEstimator.SelfNormalisedDoublyRobust(), truth),
                claim("clipped IPS at 1.5", new ActionEstimator.ClippedIps(1.5), truth)
                        .promising(where(policy, "clipping biases downwards, which the interval leaves out")),
                claim("switch doubly robust at 1.5", new ActionEstimator.SwitchDoublyRobust(1.5), truth)
                        .promising(where(policy, "the model's error above the threshold is left out")),
                claim("shrunk doubly robust, λ = 100", new ActionEstimator.ShrunkDoublyRobust(100), truth)
                        .limited(0.3, "the model's error where weights shrink is left out"),
                claim("direct method", new ActionEstimator.DirectMethod(), truth)
                        .limited(0, "the model's error is left out"),
                Claim.<List<Observation>>covers(
                                "empirical Bernstein", log -> bernstein(log).contains(truth))
                        .safe("it holds for any weights, at any number of decisions"));
    }

    /** A limitation if the policy has weights above the threshold. */
    private static Promise where(Policy<Integer> policy, String why) {
        double most = 0;
        for (int context = 0; context < CONTEXTS; context++) {
            for (int action = 0; action < ACTIONS; action++) {
                most = Math.max(most, policy.probabilities(context)[action] / logging(context)[action]);
            }
        }
        return most > 1.5 ? new Promise.Limited(0, why) : new Promise.Exact();
    }

    private static Interval bernstein(List<Observation> log) {
        var bound = new EmpiricalBernstein(10, 0, 1);
        log.forEach(bound::accept);
        return bound.interval(CONFIDENCE);
    }

    /** Users with 8 to 16 decisions, whose tastes differ: the mean reward is 0 under any policy. */
    private static List<Observation> dependent(RandomGenerator random) {
        var log = new ArrayList<Observation>();
        for (int user = 0; user < 80; user++) {
            double taste = random.nextGaussian();
            for (int i = random.nextInt(8, 17); i > 0; i--) {
                Choice choice = Choice.draw(new double[] {0.6, 0.4}, random);
                log.add(new Observation(choice.propensity(), 0.5, taste + random.nextGaussian(), 0, 0, "u" + user));
            }
        }
        return log;
    }

    private static Study<?> users() {
        var estimator = new ActionEstimator.SelfNormalisedIps();
        return Study.of(
                "80 users with about 12 decisions each",
                OffPolicyIntervals::dependent,
                covers("self-normalised IPS, by units", log -> contains(log, estimator, Sampling.UNITS, 0)),
                Claim.<List<Observation>>covers(
                                "self-normalised IPS, by decisions",
                                log -> contains(log, estimator, Sampling.DECISIONS, 0))
                        .limited(0.4, "decisions of a user are not independent: sample by units"));
    }

    private static Interval bootstrapped(RandomGenerator random) {
        var bootstrap = new BootstrapT<Observation>(new ActionEstimator.Ips(), Sampling.DECISIONS, RESAMPLES);
        log(random, 300, ONE).forEach(bootstrap::accept);
        return bootstrap.interval(CONFIDENCE, random);
    }

    private static Study<?> bootstrap() {
        double truth = value(ONE);
        return Study.of(
                "policy of one action, 300 decisions",
                OffPolicyIntervals::bootstrapped,
                Claim.<Interval>covers("IPS, bootstrap-t of 199", found -> found.contains(truth))
                        .safe("resampled tails are wide with few rewards"));
    }

    /** Two slots of three items each; a click on a slot depends on its item alone, and on whether the first was clicked. */
    private static final double[] ITEMS = {0.5, 0.3, 0.2};

    private static final double[] CLICKS = {0.2, 0.4, 0.6};

    private static LoggedSlate slate(RandomGenerator random) {
        Choice first = Choice.draw(ITEMS, random);
        Choice second = Choice.draw(ITEMS, random);
        double[] rewards = {
            random.nextDouble() < CLICKS[first.action()] ? 1 : 0, random.nextDouble() < CLICKS[second.action()] ? 1 : 0
        };
        double[] targets = {1 / 3.0, 1 / 3.0};
        double[] predicted = {CLICKS[first.action()] + 0.3, CLICKS[second.action()] - 0.1};
        return new LoggedSlate(
                new double[] {first.propensity(), second.propensity()},
                targets,
                rewards,
                predicted,
                new double[] {0.7, 0.3},
                "unit");
    }

    private static Claim<List<LoggedSlate>> slates(String name, SlateEstimator estimator) {
        return covers(name, log -> contains(log, estimator, Sampling.DECISIONS, 0.8));
    }

    private static Study<?> slates() {
        return Study.of(
                "slates of two slots, 600 decisions",
                random -> IntStream.range(0, 600).mapToObj(_ -> slate(random)).toList(),
                slates("slates, standard IPS", new SlateEstimator.Standard(false)),
                slates("slates, standard self-normalised", new SlateEstimator.Standard(true)),
                slates("slates, independent IPS", new SlateEstimator.Independent(false)),
                slates("slates, reward-interaction IPS", new SlateEstimator.RewardInteraction(false)),
                slates("slates, cascade doubly robust", new SlateEstimator.CascadeDoublyRobust()));
    }
}
