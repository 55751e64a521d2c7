package dev.fairlead.launch;

import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.plan.RampStep;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a launch is, what it waits for, and whether what was taken back is served by nobody any more. */
final class LaunchStatus {
    private final Launch launch;
    private final Optional<LaunchWatch> watched;
    private final String stillServed;

    /** @param stillServed why a launch that has ended may still answer somebody; empty when it cannot */
    LaunchStatus(Launch launch, Optional<LaunchWatch> watched, String stillServed) {
        this.launch = launch;
        this.watched = watched;
        this.stillServed = stillServed;
    }

    private boolean verified() {
        return stillServed.isEmpty() && watched.map(LaunchWatch::against).orElse(0L) == 0;
    }

    /** The status in words: that something was taken back is said apart from that it is served by nobody. */
    private String words() {
        String text = launch.status().text();
        if (launch.status() != Launch.Status.ROLLED_BACK) {
            boolean paused = launch.progress().paused() && launch.status() == Launch.Status.RUNNING;
            return paused ? "paused" : launch.inShadow() ? "in shadow" : text;
        }
        return text + (verified() ? ", verified" : ", not verified");
    }

    Json.Obj json() {
        Map<String, Json> members = new LinkedHashMap<>();
        LaunchProgress progress = launch.progress();
        List<RampStep> ramp = launch.history().plan().ramp();
        members.put("launch", Json.of(launch.name()));
        members.put("app", Json.of(launch.app()));
        members.put("status", Json.of(words()));
        members.put("still_served", Json.of(stillServed));
        members.put("plan", Json.of(launch.plan()));
        members.put("watched", Json.of(watched.isPresent()));
        members.put("coverage", Json.of(launch.coverage()));
        members.put("step", Json.of(launch.inShadow() ? 0 : LaunchProgress.step(ramp, launch.coverage()) + 1.0));
        members.put("steps", Json.of((double) ramp.size()));
        members.put("since", Json.of(progress.since().toString()));
        members.put("approvals", texts(progress.approvals().stream().sorted().toList()));
        members.put("approvals_needed", Json.of((double) new LaunchApprovals(launch).needed()));
        members.put("head", Json.of(launch.history().head()));
        LaunchLook look = watched.map(LaunchWatch::look).orElse(LaunchLook.NONE);
        boolean running = launch.status() == Launch.Status.RUNNING;
        members.put("waits_for", texts(running && watched.isPresent() ? look.reasons() : List.of()));
        members.put("look", Json.of((double) look.number()));
        members.put("looked_at", Json.of(look.number() == 0 ? "" : look.at().toString()));
        members.put("sample_ratio", Json.of(look.sampleRatio()));
        members.put(
                "excluded",
                texts(watched.map(LaunchWatch::excluded).map(List::copyOf).orElse(List.of())));
        members.put("decisions_under_way", Json.of((double)
                watched.map(each -> each.after() - each.against()).orElse(0L)));
        members.put("decisions_against", Json.of((double)
                watched.map(LaunchWatch::against).orElse(0L)));
        members.put(
                "shadow",
                watched.flatMap(LaunchWatch::shadow).map(ShadowTally::json).orElse(new Json.Obj(Map.of())));
        members.put(
                "guardrails",
                new Json.Arr(look.guardrails().stream()
                        .<Json>map(GuardrailState::json)
                        .toList()));
        members.put(
                "metrics",
                new Json.Arr(metrics().stream().<Json>map(LiveSum::json).toList()));
        return new Json.Obj(members);
    }

    private List<LiveSum> metrics() {
        return watched.flatMap(each -> each.outcomes()
                        .map(live -> LiveSum.of(each.plan(), live, each.watch().slices())))
                .orElse(List.of());
    }

    private static Json texts(Collection<String> texts) {
        return new Json.Arr(texts.stream().<Json>map(Json::of).toList());
    }
}
