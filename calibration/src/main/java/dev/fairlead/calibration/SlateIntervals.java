package dev.fairlead.calibration;

import static dev.fairlead.calibration.Claim.covers;

import dev.fairlead.experiment.bandit.Choice;
import dev.fairlead.experiment.offpolicy.LoggedSlate;
import dev.fairlead.experiment.offpolicy.Sampling;
import dev.fairlead.experiment.offpolicy.SlateEstimator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Values of a uniform policy from logged slates of two slots, with one of three items in each. */
final class SlateIntervals {
    /** Probabilities of the items of a slot in the log. */
    private static final double[] ITEMS = {0.5, 0.3, 0.2};

    /** A click on a slot depends on its item alone. */
    private static final double[] CLICKS = {0.2, 0.4, 0.6};

    private SlateIntervals() {}

    static List<Study<?>> studies() {
        return List.of(slates());
    }

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
        return covers(name, log -> OffPolicyIntervals.contains(log, estimator, Sampling.DECISIONS, 0.8));
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
