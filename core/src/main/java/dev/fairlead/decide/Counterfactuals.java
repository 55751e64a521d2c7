package dev.fairlead.decide;

import dev.fairlead.log.EventLog;
import dev.fairlead.registry.Registry;
import dev.fairlead.registry.Release;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What other policies would have chosen where an app decided: for logged decisions, each at its own position of the log. */
public final class Counterfactuals {
    private Counterfactuals() {}

    /**
     * What a policy makes of a logged decision.
     *
     * @param propensities of each logged choice: see {@link DecisionReplay#propensities}
     * @param own probability of the outcome of each choice that the policy would make itself, by its model; NaN without one
     * @param logged the same of each logged choice, by the policy's model
     */
    public record Other(double[] propensities, double[] own, double[] logged) {}

    /** Told of each decision. */
    public interface Each {
        /**
         * @param others by each policy
         * @param floats of the logged rows, compared with those that the log makes of them now
         * @param differing how many of those differ in any bit
         */
        void accept(Decision logged, List<Other> others, long floats, long differing);
    }

    /**
     * Walks the log twice.
     *
     * @param which decisions of the app are looked at; it does not depend on the states, and is asked twice
     * @param policies releases, empty for the app's last resort
     * @param progress gets a line from time to time
     * @return how many of those that are looked at could not be made again, by the reason
     * @throws IllegalArgumentException if the app does not make decisions again
     */
    public static Map<String, Long> walk(
            EventLog log,
            App<?, ?> app,
            Registry registry,
            Predicate<Decision> which,
            List<Optional<Release>> policies,
            Each each,
            Consumer<String> progress) {
        DecisionReplay states = app.replay()
                .orElseThrow(() -> new IllegalArgumentException("the app '" + app.name()
                        + "' does not make its decisions again, so that nothing can be foreseen of them"));
        LoggedReleases releases = new LoggedReleases(registry);
        String others = "not looked at";
        Map<String, Long> left = DecisionWalk.walk(
                log,
                app.name(),
                decision -> which.test(decision) ? Replay.obstacle(decision, states, releases) : others,
                states,
                decision -> {
                    float[][] rows =
                            rows(states.decide(decision, releases.of(decision).release()), decision);
                    each.accept(
                            decision,
                            policies.stream()
                                    .map(policy -> other(states, decision, policy))
                                    .toList(),
                            floats(rows),
                            differing(rows, decision));
                },
                progress);
        left.remove(others);
        return left;
    }

    private static Other other(DecisionReplay states, Decision decision, Optional<Release> policy) {
        DecisionReplay.Remade remade = states.decide(decision, policy);
        return new Other(
                states.propensities(decision, policy),
                remade.decision().choices().stream()
                        .mapToDouble(Choice::probability)
                        .toArray(),
                decision.choices().stream()
                        .mapToDouble(choice -> choice.index()
                                        < remade.candidates().size()
                                ? remade.candidates().get(choice.index()).probability()
                                : Double.NaN)
                        .toArray());
    }

    private static float[][] rows(DecisionReplay.Remade remade, Decision logged) {
        return logged.choices().stream()
                .map(choice -> choice.index() < remade.candidates().size()
                        ? remade.candidates().get(choice.index()).features()
                        : new float[0])
                .toArray(float[][]::new);
    }

    private static long floats(float[][] rows) {
        long floats = 0;
        for (float[] row : rows) {
            floats += row.length;
        }
        return floats;
    }

    private static long differing(float[][] rows, Decision logged) {
        long differing = 0;
        for (int i = 0; i < rows.length; i++) {
            float[] was = logged.choices().get(i).features();
            for (int f = 0; f < Math.max(was.length, rows[i].length); f++) {
                boolean same = f < was.length
                        && f < rows[i].length
                        && Float.floatToRawIntBits(was[f]) == Float.floatToRawIntBits(rows[i][f]);
                differing += same ? 0 : 1;
            }
        }
        return differing;
    }
}
