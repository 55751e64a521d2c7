package dev.fairlead.launch;

import dev.fairlead.decide.App;
import dev.fairlead.decide.Counterfactuals;
import dev.fairlead.decide.Decision;
import dev.fairlead.errors.UserException;
import dev.fairlead.events.LaunchNote;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.outcome.LiveOutcomes;
import dev.fairlead.experiment.plan.Arm;
import dev.fairlead.experiment.plan.PlannedMetric;
import dev.fairlead.log.EventLog;
import dev.fairlead.registry.Registry;
import dev.fairlead.registry.Release;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Looks, before a launch starts, at what the log tells of it: whether the gates hold that stand before the start, and what its arms would
 * have brought where others decided. What it finds is written into the log, before anybody can know how it went.
 */
public final class LaunchForecaster {
    /** Decisions of the newest that are made again: more would take minutes, and tell little more. */
    private static final long MOST = 20_000;

    private final EventLog log;
    private final Vocabulary vocabulary;
    private final Registry registry;
    private final Collection<App<?, ?>> apps;
    private final LaunchService service;

    /** @param apps of this process */
    public LaunchForecaster(
            EventLog log, Vocabulary vocabulary, Registry registry, Collection<App<?, ?>> apps, LaunchService service) {
        this.log = log;
        this.vocabulary = vocabulary;
        this.registry = registry;
        this.apps = apps;
        this.service = service;
    }

    /**
     * Looks, and writes down what was found. It goes through the log three times.
     *
     * @param asked what {@link LaunchService#start} takes
     * @param asOf end of the part of the log that is looked at; empty for now
     * @param progress gets a line from time to time
     * @return the gates, and what is foreseen
     * @throws UserException if such a launch could not be started
     */
    public Json.Obj forecast(Json asked, Optional<Instant> asOf, Consumer<String> progress) {
        ForecastRequest request = service.proposed(asked, asOf);
        List<DecisionReward> rewards = request.plan()
                .metrics()
                .all()
                .map(PlannedMetric::metric)
                .flatMap(metric -> DecisionReward.of(metric, app(request).labels(), vocabulary.types()).stream())
                .toList();
        Optional<LiveOutcomes> baseline = LiveOutcomes.of(request.plan());
        ForecastEvents events = new ForecastEvents(request, vocabulary, rewards, baseline);
        progress.accept("looking at " + request.gates().days() + " days of the log, up to " + request.now());
        log.readAll(events);
        baseline.ifPresent(live -> live.advance(request.now()));
        Compared compared = compared(request, rewards, events, progress);
        Json.Obj content = content(request, rewards, events, compared, baseline);
        service.note(LaunchNote.FORECAST, request.plan().name(), request.plan().hash(), request.by(), "", content);
        return content;
    }

    private App<?, ?> app(ForecastRequest request) {
        return apps.stream()
                .filter(app -> app.name().equals(request.definition().app()))
                .findFirst()
                .orElseThrow(() -> new UserException(
                        UserException.Kind.INVALID,
                        "this process does not decide for the app \""
                                + request.definition().app() + "\", so that nothing can be foreseen of its decisions"));
    }

    /** What came of making decisions again. */
    private static final class Compared {
        private final List<List<PolicyForecast>> forecasts = new ArrayList<>(); // by arm, then by metric
        private Map<String, Long> left = new TreeMap<>();
        private long decisions;
        private long floats;
        private long differing;
    }

    private Compared compared(
            ForecastRequest request, List<DecisionReward> rewards, ForecastEvents events, Consumer<String> progress) {
        Compared compared = new Compared();
        List<String> arms = new ArrayList<>();
        List<Optional<Release>> policies = new ArrayList<>();
        for (Arm arm : request.plan().population().treatments()) {
            arms.add(arm.name());
            policies.add(release(
                    request.definition().policy(arm.name()),
                    request.definition().app()));
        }
        long step = Math.max(1, (events.decisions() + MOST - 1) / MOST);
        arms.forEach(arm -> compared.forecasts.add(rewards.stream()
                .map(reward -> new PolicyForecast(reward.metric(), arm, events.slots()))
                .toList()));
        try {
            compared.left = Counterfactuals.walk(
                    log,
                    app(request),
                    registry,
                    decision -> decision.time() >= request.from()
                            && decision.time() <= request.to()
                            && Math.floorMod(decision.id().hashCode(), step) == 0,
                    policies,
                    (decision, others, floats, differing) -> {
                        compared.decisions++;
                        compared.floats += floats;
                        compared.differing += differing;
                        for (int a = 0; a < arms.size(); a++) {
                            add(request, compared.forecasts.get(a), decision, others.get(a), rewards, events);
                        }
                    },
                    progress);
        } catch (IllegalArgumentException e) {
            compared.left = new TreeMap<>(Map.of(String.valueOf(e.getMessage()), events.decisions()));
        }
        return compared;
    }

    private static void add(
            ForecastRequest request,
            List<PolicyForecast> forecasts,
            Decision decision,
            Counterfactuals.Other other,
            List<DecisionReward> rewards,
            ForecastEvents events) {
        String of = decision.query().unit(events.unit());
        for (int r = 0; r < rewards.size(); r++) {
            if (decision.time() <= request.to() - rewards.get(r).horizon().toMillis()) {
                forecasts
                        .get(r)
                        .accept(decision, of.isEmpty() ? decision.id() : of, other, events.brought(decision, r));
            }
        }
    }

    private Optional<Release> release(ArmPolicy policy, String app) {
        String text = policy instanceof ArmPolicy.Promoted ? service.promoted(app) : policy.text();
        return text.equals(ArmPolicy.LAST_RESORT) ? Optional.empty() : registry.get(text);
    }

    private Json.Obj content(
            ForecastRequest request,
            List<DecisionReward> rewards,
            ForecastEvents events,
            Compared compared,
            Optional<LiveOutcomes> baseline) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("launch", Json.of(request.plan().name()));
        members.put("plan", Json.of(request.plan().hash()));
        members.put("from", Json.of(Instant.ofEpochMilli(request.from()).toString()));
        members.put("to", Json.of(request.now().toString()));
        Map<String, Json> arms = new LinkedHashMap<>();
        ForecastRequest.policies(request.definition()).forEach((arm, policy) -> arms.put(arm, Json.of(policy)));
        members.put("arms", new Json.Obj(arms));
        List<LiveSum> level = baseline.map(live -> LiveSum.of(request.plan(), live, List.of()).stream()
                        .filter(sum -> sum.units() > 0)
                        .toList())
                .orElse(List.of());
        LaunchGates gates = new LaunchGates(request, registry);
        members.put(
                "gates",
                new Json.Arr(List.of(
                        gates.instrumentation(events),
                        gates.baseline(level),
                        gates.parity(compared.decisions, compared.floats, compared.differing),
                        gates.offline())));
        members.put(
                "baseline", new Json.Arr(level.stream().<Json>map(LiveSum::json).toList()));
        members.put(
                "forecast",
                new Json.Arr(compared.forecasts.stream()
                        .flatMap(List::stream)
                        .<Json>map(PolicyForecast::json)
                        .toList()));
        members.put("decisions", Json.of((double) events.decisions()));
        members.put("made_again", Json.of((double) compared.decisions));
        Map<String, Json> left = new LinkedHashMap<>();
        compared.left.forEach((reason, n) -> left.put(reason, Json.of((double) n)));
        members.put("not_made_again", new Json.Obj(left));
        members.put(
                "not_foreseen",
                new Json.Arr(request.plan()
                        .metrics()
                        .all()
                        .map(planned -> planned.metric().name())
                        .filter(name -> rewards.stream()
                                .noneMatch(reward -> reward.metric().equals(name)))
                        .<Json>map(Json::of)
                        .toList()));
        return new Json.Obj(members);
    }
}
