package dev.fairlead.experiment.offpolicy;

import dev.fairlead.experiment.bandit.Choice;
import dev.fairlead.experiment.bandit.Policy;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Four contexts, five actions, clicks of known probability, and a logging policy whose propensities go down to 0.04. */
final class World {
    static final int CONTEXTS = 4;
    static final int ACTIONS = 5;

    private World() {}

    static double reward(int context, int action) {
        return 0.05 + 0.1 * ((context + 2 * action) % 7);
    }

    static double[] logging(int context) {
        var probabilities = new double[ACTIONS];
        for (int action = 0; action < ACTIONS; action++) {
            probabilities[action] = action == context ? 0.7 : action == 4 ? 0.04 : (1 - 0.74) / 3;
        }
        return probabilities;
    }

    static final Policy<Integer> UNIFORM =
            _ -> IntStream.range(0, ACTIONS).mapToDouble(_ -> 1.0 / ACTIONS).toArray();

    static final Policy<Integer> NEAR = context -> mixed(logging(context), UNIFORM.probabilities(context), 0.3);

    /** Always the same action in a context, one that is logged in 9 % of cases. */
    static final Policy<Integer> ONE = context -> IntStream.range(0, ACTIONS)
            .mapToDouble(action -> action == (context + 1) % CONTEXTS ? 1 : 0)
            .toArray();

    static final List<Policy<Integer>> POLICIES = List.of(UNIFORM, NEAR, ONE);

    private static double[] mixed(double[] a, double[] b, double share) {
        return IntStream.range(0, a.length)
                .mapToDouble(i -> (1 - share) * a[i] + share * b[i])
                .toArray();
    }

    static double value(Policy<Integer> policy) {
        double sum = 0;
        for (int context = 0; context < CONTEXTS; context++) {
            double[] probabilities = policy.probabilities(context);
            for (int action = 0; action < ACTIONS; action++) {
                sum += probabilities[action] * reward(context, action) / CONTEXTS;
            }
        }
        return sum;
    }

    static List<LoggedDecision<Integer>> log(int n, Random random) {
        return IntStream.range(0, n)
                .mapToObj(i -> {
                    int context = random.nextInt(CONTEXTS);
                    Choice choice = Choice.draw(logging(context), random);
                    double reward = random.nextDouble() < reward(context, choice.action()) ? 1 : 0;
                    return new LoggedDecision<>(context, choice.action(), choice.propensity(), reward, "u" + i);
                })
                .toList();
    }
}
