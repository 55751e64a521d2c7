package dev.fairlead.launch;

import dev.fairlead.decide.Assigned;
import dev.fairlead.decide.Decision;
import dev.fairlead.events.Event;
import dev.fairlead.events.LaunchChanged;
import dev.fairlead.events.LaunchStarted;
import dev.fairlead.events.Promotion;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What was live at some time: the log's promotions and launches up to then, and the last decision for a unit. */
final class LiveThen implements Fold {
    private final Vocabulary vocabulary;
    private final Launches launches;
    private final Instant at;
    private final Optional<String> unit;
    private final Map<String, String> promoted = new TreeMap<>();
    private Optional<Decision> last = Optional.empty();

    LiveThen(Vocabulary vocabulary, Launches launches, Instant at, Optional<String> unit) {
        this.vocabulary = vocabulary;
        this.launches = launches;
        this.at = at;
        this.unit = unit;
        vocabulary.apps().forEach(app -> promoted.put(app, ArmPolicy.LAST_RESORT));
    }

    @Override
    public void accept(Logged logged) {
        Event event = logged.event();
        if (event.time() > at.toEpochMilli()) {
            return;
        }
        switch (event) {
            case LaunchStarted _ -> follow(logged);
            case LaunchChanged changed -> {
                follow(logged);
                if (!changed.app().isEmpty()) {
                    promoted.put(changed.app(), changed.promoted());
                }
            }
            case Promotion promotion ->
                promoted.put(
                        promotion.app(), promotion.release().isEmpty() ? ArmPolicy.LAST_RESORT : promotion.release());
            case Decision decision when unit.isPresent() && isOf(decision, unit.get()) -> last = Optional.of(decision);
            default -> {}
        }
    }

    private void follow(Logged logged) {
        try {
            launches.accept(logged);
        } catch (IllegalArgumentException _) {
            // The node goes without this event, too: it is in its quarantine.
        }
    }

    private boolean isOf(Decision decision, String name) {
        return vocabulary.decidesFor(decision.app())
                && vocabulary.queries(decision.app()).units().stream()
                        .anyMatch(kind -> decision.query().unit(kind).equals(name));
    }

    Json.Obj json() {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("at", Json.of(at.toString()));
        List<Json> apps = new ArrayList<>();
        promoted.forEach((app, policy) -> apps.add(app(app, policy)));
        members.put("apps", new Json.Arr(apps));
        unit.ifPresent(name -> members.put("unit", Json.of(name)));
        last.ifPresent(decision -> members.put("last_decision", decision(decision)));
        return new Json.Obj(members);
    }

    private Json app(String app, String policy) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("app", Json.of(app));
        members.put("promoted", Json.of(policy));
        members.put(
                "launches",
                new Json.Arr(launches.running(app).stream()
                        .<Json>map(launch -> launch(launch, policy))
                        .toList()));
        return new Json.Obj(members);
    }

    private Json launch(Launch launch, String policy) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("launch", Json.of(launch.name()));
        members.put("coverage", Json.of(launch.coverage()));
        launch.definition().condition().ifPresent(condition -> members.put("condition", condition.written()));
        List<Json> arms = new ArrayList<>();
        launch.propensities().forEach((arm, share) -> {
            String of = launch.definition().policy(arm).text();
            arms.add(new Json.Obj(Map.of(
                    "arm",
                    Json.of(arm),
                    "serves",
                    Json.of(of.equals(ArmPolicy.PROMOTED) ? policy : of),
                    "share",
                    Json.of(share * launch.coverage()))));
        });
        members.put("arms", new Json.Arr(arms));
        unit.flatMap(launch::armOf).ifPresent(arm -> members.put("arm_of_unit", Json.of(arm)));
        return new Json.Obj(members);
    }

    private static Json decision(Decision decision) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("id", Json.of(decision.id()));
        members.put("at", Json.of(Instant.ofEpochMilli(decision.time()).toString()));
        members.put("app", Json.of(decision.app()));
        members.put("release", Json.of(decision.release()));
        members.put("fallback", Json.of(decision.fallback()));
        members.put(
                "arms",
                new Json.Arr(decision.arms().stream().<Json>map(LiveThen::arm).toList()));
        return new Json.Obj(members);
    }

    private static Json arm(Assigned assigned) {
        return new Json.Obj(Map.of("launch", Json.of(assigned.launch()), "arm", Json.of(assigned.arm())));
    }
}
