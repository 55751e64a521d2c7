package dev.fairlead.decide;

import dev.fairlead.log.EventLog;
import dev.fairlead.registry.Registry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * How the decisions that an app logged compare with those which are made again from each one's own position, out of its logged candidates,
 * arms and release. Numbers are compared by their bits.
 *
 * @param decisions that were made again
 * @param floats of feature rows
 * @param scores raw scores, probabilities, amounts and values: four a choice
 * @param choices what was chosen for a place, and by which rule
 * @param propensities one a choice
 * @param carried numbers that later decisions read
 * @param left how many decisions could not be made again, by the reason
 * @param first where the first difference is; empty without one
 */
public record Replay(
        long decisions,
        Compared floats,
        Compared scores,
        Compared choices,
        Compared propensities,
        Compared carried,
        Map<String, Long> left,
        String first) {

    /** How many were compared, and how many of those differ. */
    public record Compared(long all, long differing) {}

    public Replay {
        left = new TreeMap<>(left);
    }

    /** Makes the decisions of an app again. @param registry with the releases that answered */
    public static Replay check(EventLog log, App<?, ?> app, Registry registry) {
        return check(log, app, registry, _ -> {});
    }

    /**
     * The same, which takes as long as the log is.
     *
     * @param progress gets a line from time to time
     */
    public static Replay check(EventLog log, App<?, ?> app, Registry registry, Consumer<String> progress) {
        return app.replay()
                .map(states -> check(log, app.name(), states, registry, progress))
                .orElseGet(() -> none(log, app, progress));
    }

    private static Replay none(EventLog log, App<?, ?> app, Consumer<String> progress) {
        String obstacle = "the app '" + app.name() + "' does not make decisions again";
        Map<String, Long> left = DecisionWalk.walk(log, app.name(), _ -> obstacle, _ -> {}, _ -> {}, progress);
        return new Comparison(List.of()).result(left);
    }

    /** @param states fresh ones of the app */
    static Replay check(EventLog log, String app, DecisionReplay states, Registry registry, Consumer<String> progress) {
        LoggedReleases releases = new LoggedReleases(registry);
        Comparison comparison = new Comparison(states.names());
        Map<String, Long> left = DecisionWalk.walk(
                log,
                app,
                decision -> obstacle(decision, states, releases),
                states,
                decision -> comparison.compare(
                        decision, states.decide(decision, releases.of(decision).release())),
                progress);
        return comparison.result(left);
    }

    static String obstacle(Decision decision, DecisionReplay states, LoggedReleases releases) {
        if (!decision.fingerprint().equals(states.fingerprint())) {
            return decision.fingerprint().isEmpty() && !decision.fallback().isEmpty()
                    ? decision.fallback()
                    : "other features, or a person who was erased";
        }
        LoggedReleases.Found found = releases.of(decision);
        return found.problem().isEmpty() ? states.obstacle(decision, found.release()) : found.problem();
    }

    private static final class Count {
        private long all;
        private long differing;

        /** @return whether it is the same */
        boolean add(boolean same) {
            all++;
            differing += same ? 0 : 1;
            return same;
        }

        Compared compared() {
            return new Compared(all, differing);
        }
    }

    private static final class Comparison {
        private final List<String> names;
        private final Count floats = new Count();
        private final Count scores = new Count();
        private final Count choices = new Count();
        private final Count propensities = new Count();
        private final Count carried = new Count();
        private long decisions;
        private String first = "";

        Comparison(List<String> names) {
            this.names = names;
        }

        Replay result(Map<String, Long> left) {
            return new Replay(
                    decisions,
                    floats.compared(),
                    scores.compared(),
                    choices.compared(),
                    propensities.compared(),
                    carried.compared(),
                    left,
                    first);
        }

        void compare(Decision logged, DecisionReplay.Remade remade) {
            decisions++;
            for (Choice choice : logged.choices()) {
                if (choice.index() < remade.candidates().size()) {
                    candidate(logged.id(), choice, remade.candidates().get(choice.index()));
                } else {
                    note(
                            choices.add(false),
                            logged.id() + ", " + choice.action(),
                            "candidate " + choice.index(),
                            "one of " + remade.candidates().size());
                }
            }
            places(logged, remade.decision().choices());
            numbers(logged, remade.decision().carried());
        }

        private void candidate(String id, Choice served, Choice replayed) {
            String where = id + ", " + served.action() + ", ";
            for (int f = 0; f < names.size(); f++) {
                float now = replayed.features()[f];
                boolean there = f < served.features().length;
                boolean same = floats.add(
                        there && Float.floatToRawIntBits(now) == Float.floatToRawIntBits(served.features()[f]));
                note(same, where + names.get(f), there ? served.features()[f] : "nothing", now);
            }
            number(scores, where + "score", served.score(), replayed.score());
            number(scores, where + "probability", served.probability(), replayed.probability());
            number(scores, where + "amount", served.amount(), replayed.amount());
            number(scores, where + "value", served.value(), replayed.value());
        }

        private void places(Decision logged, List<Choice> replayed) {
            for (int i = 0; i < Math.max(logged.choices().size(), replayed.size()); i++) {
                String was = chosen(logged.choices(), i);
                String now = chosen(replayed, i);
                String where = logged.id() + ", place " + (i + 1);
                note(choices.add(was.equals(now)), where, was, now);
                if (was.equals(now)) {
                    Choice served = logged.choices().get(i);
                    number(
                            propensities,
                            where + ", propensity of " + served.action(),
                            served.propensity(),
                            replayed.get(i).propensity());
                }
            }
        }

        private static String chosen(List<Choice> choices, int i) {
            if (i >= choices.size()) {
                return "nothing";
            }
            Choice choice = choices.get(i);
            return choice.action() + " at " + choice.place() + " by '" + choice.rule() + "'";
        }

        private void numbers(Decision logged, double[] replayed) {
            double[] served = logged.carried();
            for (int i = 0; i < Math.max(served.length, replayed.length); i++) {
                number(
                        carried,
                        logged.id() + ", carried number " + (i + 1),
                        i < served.length ? served[i] : Double.NaN,
                        i < replayed.length ? replayed[i] : Double.NaN);
            }
        }

        private void number(Count of, String where, double served, double replayed) {
            boolean same = of.add(Double.doubleToLongBits(served) == Double.doubleToLongBits(replayed));
            note(same, where, served, replayed);
        }

        private void note(boolean same, String where, Object served, Object replayed) {
            if (!same && first.isEmpty()) {
                first = where + ": served " + served + ", replayed " + replayed;
            }
        }
    }

    /** Whether everything that was made again is what was served. */
    public boolean same() {
        return first.isEmpty();
    }

    /** Decisions that could not be made again. */
    public long leftOut() {
        return left.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public String toString() {
        return "%,d decisions made again: %s; %s; %s; %s; %s%s%s"
                .formatted(
                        decisions,
                        differ(floats, "floats"),
                        differ(scores, "scores"),
                        differ(choices, "choices"),
                        differ(propensities, "propensities"),
                        differ(carried, "carried numbers"),
                        same() ? "" : "\nfirst: " + first,
                        left.entrySet().stream()
                                .map(each -> "\n%,d not made again: %s".formatted(each.getValue(), each.getKey()))
                                .collect(Collectors.joining()));
    }

    private static String differ(Compared compared, String what) {
        return "%,d of %,d %s differ".formatted(compared.differing, compared.all, what);
    }
}
