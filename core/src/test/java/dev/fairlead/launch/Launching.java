package dev.fairlead.launch;

import dev.fairlead.decide.Assigned;
import dev.fairlead.environment.Environment;
import dev.fairlead.events.Event;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.log.Logged;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.radio.Radio;
import dev.fairlead.radio.RadioApp;
import dev.fairlead.radio.SongQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A desk with a log of its own, at which tests start launches on the apps "feed" and "shop". */
final class Launching {
    private final MemoryLog log = new MemoryLog();
    private final Vocabulary vocabulary = new Vocabulary(Radio.TYPES, List.of(RadioApp.FEED, new RadioApp("shop")));
    private final LaunchState state = LaunchState.create(FlagFormat.NONE, vocabulary);
    final Launches launches = state.launches();
    final LaunchService desk = new LaunchService(
            this::append,
            state,
            vocabulary,
            (_, release) -> release,
            Environment.of(() -> Instant.parse("2026-03-02T09:00:00Z")));

    private void append(Event event) {
        long offset = log.append(List.of(event), List.of()).end().offset(0);
        launches.accept(Logged.at(offset, event));
    }

    /**
     * Starts a launch at full coverage.
     *
     * @param treatment what the arm answers with: a release's hash, "heuristic" or "promoted", which the control does
     * @param more members of the request, each with a comma before it
     */
    Launch start(String name, String app, String treatment, String more) {
        return desk.start(Json.parse("{\"by\":\"ann\",\"coverage\":1,\"app\":\"" + app
                + "\",\"arms\":{\"control\":\"promoted\",\"treatment\":\"" + treatment + "\"},\"plan\":"
                + plan(name) + more + "}"));
    }

    private static String plan(String name) {
        return Plan.example().json().canonical().replace("\"new-ranking\"", "\"" + name + "\"");
    }

    /** As {@link #start}, of sessions instead of users. */
    Launch startBySession(String name, String app, String treatment) {
        return desk.start(Json.parse("{\"by\":\"ann\",\"coverage\":1,\"app\":\"" + app
                + "\",\"arms\":{\"control\":\"promoted\",\"treatment\":\"" + treatment + "\"},\"plan\":"
                + plan(name).replace("\"unit\":\"user\"", "\"unit\":\"session\"") + "}"));
    }

    static String part(double start, double end) {
        return ",\"namespace\":{\"name\":\"home\",\"start\":" + start + ",\"end\":" + end + "}";
    }

    void stop(String name) {
        desk.change(
                name,
                LaunchService.Change.STOP,
                new Json.Obj(Map.of("by", Json.of("ann"), "reason", Json.of("enough"))));
    }

    /** What the running launches of "feed" give a user, in the order in which they were started. */
    List<Assigned> arms(String user) {
        return launches.running("feed").stream()
                .flatMap(launch -> launch.assign(SongQuery.TYPE, SongQuery.from(user, "", "")).stream())
                .toList();
    }
}
