package dev.fairlead.launch;

import dev.fairlead.events.LaunchChanged;
import dev.fairlead.events.LaunchStarted;
import dev.fairlead.experiment.assignment.FeaturePayload;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.plan.PlanHistory;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Saved;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * All launches: the fold over their events. One thread applies events; any thread reads, and sees all of a change or
 * nothing. An event that does not hold together (a log that was edited, say) changes nothing, and {@link #problem} says so.
 */
public final class Launches implements Fold, Saved {
    private volatile Current current = Current.of(Map.of());
    private volatile String problem = "";

    /** @param payload of those that run */
    private record Current(Map<String, Launch> launches, List<Launch> running, Json.Obj payload) {
        static Current of(Map<String, Launch> launches) {
            List<Launch> running = launches.values().stream()
                    .filter(launch -> launch.status() == Launch.Status.RUNNING)
                    .toList();
            return new Current(
                    launches,
                    running,
                    FeaturePayload.of(running.stream().map(Launch::experiment).toList()));
        }

        Current with(Launch launch) {
            var launches = new LinkedHashMap<>(this.launches);
            launches.put(launch.name(), launch);
            return of(launches);
        }
    }

    @Override
    public void accept(Logged logged) {
        try {
            switch (logged.event()) {
                case LaunchStarted started -> current = after(started);
                case LaunchChanged changed -> current = after(changed);
                default -> {}
            }
        } catch (IllegalArgumentException e) {
            problem = "event " + logged.offset() + " of the log changes no launch: " + e.getMessage();
            System.getLogger("fairlead").log(System.Logger.Level.ERROR, problem);
        }
    }

    private Current after(LaunchStarted started) {
        if (current.launches.containsKey(started.launch())) {
            throw new IllegalArgumentException("launch \"" + started.launch() + "\" was started before");
        }
        return current.with(Launch.of(started));
    }

    private Current after(LaunchChanged changed) {
        return current.with(get(changed.launch())
                .orElseThrow(() -> new IllegalArgumentException("there is no launch \"" + changed.launch() + "\""))
                .with(changed));
    }

    /**
     * The launch that an event would start.
     *
     * @throws IllegalArgumentException if not: it does not hold together, or its units would be those of another launch
     */
    Launch check(LaunchStarted started) {
        return Objects.requireNonNull(after(started).launches.get(started.launch()));
    }

    /** Hashes of the models that a launch will need once it has started; none if it does not hold together. */
    public static Set<String> models(LaunchStarted started) {
        try {
            return Launch.of(started).models();
        } catch (IllegalArgumentException e) {
            return Set.of(); // accept says what is wrong
        }
    }

    /** In the order in which they were started. */
    public List<Launch> all() {
        return List.copyOf(current.launches.values());
    }

    public Optional<Launch> get(String name) {
        return Optional.ofNullable(current.launches.get(name));
    }

    /** The launch that assigns the app's units now. */
    public Optional<Launch> running(String app) {
        for (Launch launch : current.running) {
            if (launch.app().equals(app)) {
                return Optional.of(launch);
            }
        }
        return Optional.empty();
    }

    /** The running launches as GrowthBook's features. */
    public Json.Obj payload() {
        return current.payload;
    }

    /** What was wrong with the last event that was not taken; empty when all were. */
    public String problem() {
        return problem;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        List<Launch> launches = all();
        out.writeInt(launches.size());
        for (Launch launch : launches) {
            Texts.write(out, String.join("\n", launch.history().lines()));
            Texts.write(out, launch.definition().json().canonical());
            out.writeDouble(launch.coverage());
        }
        Texts.write(out, problem);
    }

    @Override
    public void load(DataInput in) throws IOException {
        var launches = new LinkedHashMap<String, Launch>();
        for (int i = in.readInt(); i > 0; i--) {
            PlanHistory history = PlanHistory.read(Texts.read(in));
            Definition definition = Definition.of(Json.parse(Texts.read(in)));
            Launch launch = new Launch(history, definition, in.readDouble());
            launches.put(launch.name(), launch);
        }
        problem = Texts.read(in);
        current = Current.of(launches);
    }
}
