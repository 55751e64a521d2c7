package dev.fairlead.calibration;

import static dev.fairlead.calibration.Claim.CONFIDENCE;
import static dev.fairlead.calibration.Claim.covers;

import dev.fairlead.experiment.Interval;
import dev.fairlead.experiment.bandit.Choice;
import dev.fairlead.experiment.bandit.Policy;
import dev.fairlead.experiment.offpolicy.ActionEstimator;
import dev.fairlead.experiment.offpolicy.BootstrapT;
import dev.fairlead.experiment.offpolicy.EmpiricalBernstein;
import dev.fairlead.experiment.offpolicy.Estimator;
import dev.fairlead.experiment.offpolicy.Evaluation;
import dev.fairlead.experiment.offpolicy.Logged;
import dev.fairlead.experiment.offpolicy.Observation;
import dev.fairlead.experiment.offpolicy.Requirements;
import dev.fairlead.experiment.offpolicy.Result;
import dev.fairlead.experiment.offpolicy.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Values of policies from the log of another. */
final class OffPolicyIntervals {
    private static final int DECISIONS = 1000;
    private static final int RESAMPLES = 199;

    /** The usual ones, but for the mean weight, by which one of ten thousand right logs is refused. */
    private static final Requirements REQUIREMENTS = new Requirements(100, 0.01, 0.1, 0, 0.01, 0.01, 1e-3, 0.05, 0.5);

    private OffPolicyIntervals() {}

    static List<Study<?>> studies() {
        return List.of(
                actions("policy uniform", LoggedWorld.UNIFORM),
                actions("policy near the log", LoggedWorld.NEAR),
                actions("policy of one action", LoggedWorld.ONE),
                users(),
                bootstrap());
    }

    static <D extends Logged> boolean contains(List<D> log, Estimator<D> estimator, Sampling sampling, double truth) {
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
        double truth = LoggedWorld.value(policy);
        return Study.of(
                world + ", 1000 decisions",
                random -> LoggedWorld.log(random, DECISIONS, policy),
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
        return LoggedWorld.largestWeight(policy) > 1.5 ? new Promise.Limited(0, why) : new Promise.Exact();
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
        LoggedWorld.log(random, 300, LoggedWorld.ONE).forEach(bootstrap::accept);
        return bootstrap.interval(CONFIDENCE, random);
    }

    private static Study<?> bootstrap() {
        double truth = LoggedWorld.value(LoggedWorld.ONE);
        return Study.of(
                "policy of one action, 300 decisions",
                OffPolicyIntervals::bootstrapped,
                Claim.<Interval>covers("IPS, bootstrap-t of 199", found -> found.contains(truth))
                        .safe("resampled tails are wide with few rewards"));
    }
}
