package dev.fairlead.launch;

import dev.fairlead.events.LaunchChanged;
import dev.fairlead.events.LaunchStarted;
import dev.fairlead.experiment.assignment.ConditionParser;
import dev.fairlead.experiment.assignment.Experiment;
import dev.fairlead.experiment.assignment.Overlap;
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
import java.util.stream.Collectors;

/**
 * All launches: the fold over their events. One thread applies events; any thread reads, and sees all of a change or
 * nothing.
 */
public final class Launches implements Fold, Saved {
    private final FlagFormat format;
    private volatile Current current;

    /** @param format of conditions and of what SDKs get */
    public Launches(FlagFormat format) {
        this.format = format;
        current = current(Map.of());
    }

    /** @param payload of those that run */
    private record Current(Map<String, Launch> launches, Map<String, List<Launch>> byApp, Json.Obj payload) {}

    /** @throws IllegalArgumentException if two that run would draw the same units */
    private Current current(Map<String, Launch> launches) {
        List<Launch> running = launches.values().stream()
                .filter(launch -> launch.status() == Launch.Status.RUNNING)
                .toList();
        List<Experiment> experiments = running.stream().map(Launch::experiment).toList();
        Overlap.refuseSharedDraws(experiments);
        return new Current(
                launches,
                running.stream().collect(Collectors.groupingBy(Launch::app)),
                format.payload().apply(experiments));
    }

    private Current with(Launch launch) {
        var launches = new LinkedHashMap<>(current.launches);
        launches.put(launch.name(), launch);
        return current(launches);
    }

    /** The same format, and no launches. */
    Launches empty() {
        return new Launches(format);
    }

    /** The language of conditions. */
    ConditionParser conditions() {
        return format.conditions();
    }

    /** @throws IllegalArgumentException if the event does not hold together with those before it; then nothing is changed */
    @Override
    public void accept(Logged logged) {
        try {
            switch (logged.event()) {
                case LaunchStarted started -> current = after(started);
                case LaunchChanged changed -> current = after(changed);
                default -> {}
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("it changes no launch: " + e.getMessage(), e);
        }
    }

    private Current after(LaunchStarted started) {
        if (current.launches.containsKey(started.launch())) {
            throw new IllegalArgumentException("launch \"" + started.launch() + "\" was started before");
        }
        Launch launch = Launch.of(started, conditions());
        Exposures.ledger(launch); // throws if its exposures could not be counted
        return with(launch);
    }

    private Current after(LaunchChanged changed) {
        return with(get(changed.launch())
                .orElseThrow(() -> new IllegalArgumentException("there is no launch \"" + changed.launch() + "\""))
                .with(changed, conditions()));
    }

    /**
     * The launch that an event would start.
     *
     * @throws IllegalArgumentException if not: it does not hold together, or its units would be those of another launch
     */
    Launch check(LaunchStarted started) {
        return Objects.requireNonNull(after(started).launches.get(started.launch()));
    }

    /** Hashes of the releases that a launch will need once it has started; none if it does not hold together. */
    public Set<String> releases(LaunchStarted started) {
        try {
            return Launch.of(started, conditions()).releases();
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

    /** The launches that assign the app's units now, in the order in which they were started. */
    public List<Launch> running(String app) {
        return current.byApp.getOrDefault(app, List.of());
    }

    /** The running launches as features of the flag service. */
    public Json.Obj payload() {
        return current.payload;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        List<Launch> launches = all();
        out.writeInt(launches.size());
        for (Launch launch : launches) {
            Texts.write(out, String.join("\n", launch.history().lines()));
            Texts.write(out, launch.definition().json().canonical());
            out.writeDouble(launch.coverage());
            Texts.write(out, launch.replaced());
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        var launches = new LinkedHashMap<String, Launch>();
        for (int i = in.readInt(); i > 0; i--) {
            PlanHistory history = PlanHistory.read(Texts.read(in));
            Definition definition = Definition.of(Json.parse(Texts.read(in)), conditions());
            Launch launch = new Launch(history, definition, in.readDouble(), Texts.read(in));
            launches.put(launch.name(), launch);
        }
        current = current(launches);
    }
}
