package dev.fairlead.launch;

import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.plan.Entry;
import dev.fairlead.experiment.plan.RampStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a look found, as something to be done. */
final class WatchActs {
    /** Who ramps and completes. */
    static final String WATCH = "watch";

    private WatchActs() {}

    static LaunchAct of(Launch launch, LaunchWatch watched, Entry.Action action) {
        LaunchLook look = watched.look();
        LaunchAct act = LaunchAct.byWords(launch, action, by(look), words(launch, look, action))
                .on(look.json().canonical());
        return switch (action) {
            case ROLLED_BACK -> act.to(0);
            case EXCLUDED -> act.among(without(launch, look.slice()));
            case RAMPED -> act.to(next(launch));
            case SHIPPED ->
                act.promoting(watched.watch()
                        .promote()
                        .map(arm -> launch.definition().policy(arm).text())
                        .orElse(""));
            default -> throw new IllegalArgumentException("the watch does not do " + action);
        };
    }

    private static String by(LaunchLook look) {
        return look.subject().isEmpty() ? WATCH : "guardrail " + look.subject();
    }

    private static String words(Launch launch, LaunchLook look, Entry.Action action) {
        return switch (action) {
            case RAMPED -> "coverage " + next(launch) + ": the step has all that it waited for";
            case SHIPPED -> "the ramp is complete";
            case EXCLUDED ->
                look.slice() + " takes no part any more: " + look.reasons().getFirst();
            default -> look.reasons().getFirst();
        };
    }

    private static double next(Launch launch) {
        List<RampStep> ramp = launch.history().plan().ramp();
        return launch.inShadow()
                ? ramp.getFirst().coverage()
                : ramp.get(LaunchProgress.step(ramp, launch.coverage()) + 1).coverage();
    }

    /** The launch's condition and not the subgroup, {@code column=value}. */
    private static String without(Launch launch, String slice) {
        int at = slice.indexOf('=');
        Json value = new Json.Obj(Map.of("$ne", Json.of(slice.substring(at + 1))));
        Json.Obj not = new Json.Obj(Map.of(slice.substring(0, at), value));
        return launch.definition()
                .condition()
                .map(before -> and(before.written(), not))
                .orElse(not)
                .canonical();
    }

    private static Json.Obj and(Json.Obj one, Json.Obj other) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("$and", new Json.Arr(new ArrayList<>(List.of(one, other))));
        return new Json.Obj(members);
    }
}
