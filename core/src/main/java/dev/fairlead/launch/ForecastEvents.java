package dev.fairlead.launch;

import dev.fairlead.decide.Decision;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventTypes;
import dev.fairlead.experiment.outcome.LiveOutcomes;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The part of a log that a forecast looks at: how many events of each type it has, what decisions brought, and the plan's metrics for the units
 * that were decided for in it, as if all had entered the plan's control then.
 */
final class ForecastEvents implements Fold {
    private final ForecastRequest request;
    private final Vocabulary vocabulary;
    private final List<DecisionReward> rewards;
    private final Optional<LiveOutcomes> baseline;
    private final String control;
    private final String unit;
    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<Integer, Long> slots = new TreeMap<>();
    private final Map<String, List<Brought>> brought = new HashMap<>();
    private long decisions;

    /** An outcome. @param reward its place among the rewards */
    private record Brought(int reward, long time, double value) {}

    ForecastEvents(
            ForecastRequest request,
            Vocabulary vocabulary,
            List<DecisionReward> rewards,
            Optional<LiveOutcomes> baseline) {
        this.request = request;
        this.vocabulary = vocabulary;
        this.rewards = rewards;
        this.baseline = baseline;
        control = request.plan().population().control().name();
        unit = Definition.unit(request.plan());
    }

    @Override
    public void accept(Logged logged) {
        Event event = logged.event();
        if (event.time() < request.from() || event.time() > request.to()) {
            return;
        }
        if (event instanceof Decision decision) {
            if (decision.app().equals(request.definition().app())) {
                decided(decision);
            }
            return;
        }
        EventTypes types = vocabulary.types();
        String type = types.of(event).name();
        counts.merge(type, 1L, Long::sum);
        for (int i = 0; i < rewards.size(); i++) {
            reward(i, event, types);
        }
        baseline.filter(live -> live.types().contains(type))
                .ifPresent(live -> live.accept(new LoggedFact(types, event, unit)));
    }

    private void decided(Decision decision) {
        decisions++;
        slots.merge(decision.choices().size(), 1L, Long::sum);
        String of = decision.query().unit(unit);
        baseline.filter(_ -> !of.isEmpty())
                .ifPresent(live -> live.enter(of, control, Instant.ofEpochMilli(decision.time())));
    }

    private void reward(int place, Event event, EventTypes types) {
        DecisionReward reward = rewards.get(place);
        String decision = reward.label().decisionOf(event);
        double value = decision.isEmpty() ? 0 : reward.of(types, event);
        if (value != 0) {
            brought.computeIfAbsent(key(decision, reward.label().actionOf(event)), _ -> new ArrayList<>(1))
                    .add(new Brought(place, event.time(), value));
        }
    }

    private static String key(String decision, String action) {
        return decision + "\0" + action;
    }

    /** What each choice of a decision brought within the reward's horizon; what is of the whole decision counts for its first choice. */
    double[] brought(Decision decision, int reward) {
        double[] values = new double[decision.choices().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(decision, decision.choices().get(i).action(), reward)
                    + (i == 0 ? value(decision, "", reward) : 0);
        }
        return values;
    }

    private double value(Decision decision, String action, int reward) {
        long until = decision.time() + rewards.get(reward).horizon().toMillis();
        return brought.getOrDefault(key(decision.id(), action), List.of()).stream()
                .filter(each -> each.reward == reward && each.time <= until)
                .mapToDouble(Brought::value)
                .sum();
    }

    /** How many events there are, by their type; decisions are not among them. */
    Map<String, Long> counts() {
        return counts;
    }

    /** Decisions of the app. */
    long decisions() {
        return decisions;
    }

    /** How many choices most decisions have. */
    int slots() {
        return slots.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0);
    }

    String unit() {
        return unit;
    }
}
