package dev.fairlead.calibration;

import dev.fairlead.experiment.bandit.Choice;
import dev.fairlead.experiment.bandit.Policy;
import dev.fairlead.experiment.offpolicy.CrossFit;
import dev.fairlead.experiment.offpolicy.LoggedDecision;
import dev.fairlead.experiment.offpolicy.Observation;
import dev.fairlead.experiment.offpolicy.SmoothedMean;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Decisions of a policy among four actions in three contexts, with propensities and clicks of known probability. */
final class LoggedWorld {
    private static final int CONTEXTS = 3;
    private static final int ACTIONS = 4;

    static final Policy<Integer> UNIFORM =
            _ -> IntStream.range(0, ACTIONS).mapToDouble(_ -> 1.0 / ACTIONS).toArray();

    /** Half as the log, half uniform. */
    static final Policy<Integer> NEAR = context -> IntStream.range(0, ACTIONS)
            .mapToDouble(action -> logging(context)[action] / 2 + 0.5 / ACTIONS)
            .toArray();

    /** One action in each context, which the log takes in 15 % of cases. */
    static final Policy<Integer> ONE = context -> IntStream.range(0, ACTIONS)
            .mapToDouble(action -> action == (context + 1) % ACTIONS ? 1 : 0)
            .toArray();

    private LoggedWorld() {}

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

    /** What a policy truly earns. */
    static double value(Policy<Integer> policy) {
        double sum = 0;
        for (int context = 0; context < CONTEXTS; context++) {
            double[] probabilities = policy.probabilities(context);
            for (int action = 0; action < ACTIONS; action++) {
                sum += probabilities[action] * clicks(context, action) / CONTEXTS;
            }
        }
        return sum;
    }

    /** Decisions beside a policy, with a cross-fitted model of means by context and action. */
    static List<Observation> log(RandomGenerator random, int decisions, Policy<Integer> policy) {
        var log = new ArrayList<LoggedDecision<Integer>>();
        for (int i = 0; i < decisions; i++) {
            int context = random.nextInt(CONTEXTS);
            Choice choice = Choice.draw(logging(context), random);
            double reward = random.nextDouble() < clicks(context, choice.action()) ? 1 : 0;
            log.add(new LoggedDecision<>(context, choice.action(), choice.propensity(), reward, "unit"));
        }
        return CrossFit.observe(log, policy, 2, () -> new SmoothedMean<>(context -> context, 20));
    }

    /** Of a policy, over what is logged. */
    static double largestWeight(Policy<Integer> policy) {
        double most = 0;
        for (int context = 0; context < CONTEXTS; context++) {
            for (int action = 0; action < ACTIONS; action++) {
                most = Math.max(most, policy.probabilities(context)[action] / logging(context)[action]);
            }
        }
        return most;
    }
}
