package dev.fairlead.server;

import dev.fairlead.decide.DecisionRequest;
import dev.fairlead.events.Assigned;
import dev.fairlead.events.LaunchStarted;
import dev.fairlead.events.Promotion;
import dev.fairlead.launch.ArmPolicy;
import dev.fairlead.launch.Launch;
import dev.fairlead.launch.Launches;
import dev.fairlead.launch.Served;
import dev.fairlead.launch.ServingPolicy;
import dev.fairlead.log.Logged;
import dev.fairlead.log.State;
import dev.fairlead.registry.Registry;
import dev.fairlead.registry.StoredModel;
import dev.fairlead.retrieval.TowerModel;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What serves an app: the fold over its promotions, and the arms of the launch that runs on it. A model that cannot be
 * loaded leaves its requests to the heuristic.
 */
final class Serving implements State, ServingPolicy {
    private final String app;
    private final Registry registry;
    private final Launches launches;
    private String promoted = "";
    private volatile Loaded serves = Loaded.NOTHING;
    private volatile Map<String, Loaded> arms = Map.of();

    Serving(String app, Registry registry, Launches launches) {
        this.app = app;
        this.registry = registry;
        this.launches = launches;
    }

    @Override
    public String name() {
        return "serving." + app;
    }

    @Override
    public String layout() {
        return "1";
    }

    /** @param problem why the model cannot serve; empty when it can, or none is asked for */
    private record Loaded(String hash, Optional<StoredModel> model, String problem) {
        static final Loaded NOTHING = new Loaded("", Optional.empty(), "");
    }

    @Override
    public void accept(Logged logged) {
        if (logged.event() instanceof Promotion promotion && promotion.app().equals(app)) {
            promoted = promotion.model();
        }
    }

    /** Loads the models of launches that are about to start, so that their arms do not begin without. */
    void prepare(List<Logged> batch) {
        for (Logged one : batch) {
            if (one.event() instanceof LaunchStarted started) {
                load(Stream.concat(arms.keySet().stream(), Launches.models(started).stream())
                        .collect(Collectors.toSet()));
            }
        }
    }

    /** Loads and warms what is wanted now and not loaded. Called between batches by the thread that applies them. */
    void refresh() {
        if (!promoted.equals(serves.hash)) {
            serves = promoted.isEmpty() ? Loaded.NOTHING : load("the promoted model", promoted);
        }
        load(launches.running(app).map(Launch::models).orElse(Set.of()));
    }

    /** Towers of what is loaded, each once. */
    List<TowerModel> towers() {
        return Stream.concat(Stream.of(serves), arms.values().stream())
                .flatMap(loaded -> loaded.model.stream())
                .flatMap(stored -> stored.model().towers().stream())
                .distinct()
                .toList();
    }

    private void load(Set<String> wanted) {
        if (!arms.keySet().equals(wanted)) {
            Map<String, Loaded> loaded = new HashMap<>(arms);
            loaded.keySet().retainAll(wanted);
            wanted.forEach(hash -> loaded.computeIfAbsent(hash, _ -> load("an arm's model", hash)));
            arms = Map.copyOf(loaded);
        }
    }

    private Loaded load(String what, String hash) {
        Loaded loaded;
        try {
            Optional<StoredModel> found = registry.get(hash);
            found.ifPresent(stored -> stored.model().warmUp());
            loaded = new Loaded(hash, found, found.isEmpty() ? what + " " + hash + " is not in the registry" : "");
        } catch (RuntimeException e) {
            // Damaged, unreadable, or failing on its first rows: whatever it is, it must not stop the thread that
            // applies events.
            loaded = new Loaded(hash, Optional.empty(), what + " cannot serve: " + e.getMessage());
        }
        if (!loaded.problem.isEmpty()) {
            System.getLogger("fairlead").log(System.Logger.Level.ERROR, loaded.problem + "; the heuristic answers");
        }
        return loaded;
    }

    @Override
    public Served serve(DecisionRequest request) {
        Optional<Launch> launch = launches.running(app);
        Optional<Assigned> assigned = launch.flatMap(running -> running.assign(request));
        return assigned.isEmpty()
                ? Served.promoted(serves.model)
                : serve(
                        assigned.get(),
                        launch.get().definition().policy(assigned.get().arm()));
    }

    private Served serve(Assigned assigned, ArmPolicy policy) {
        return switch (policy) {
            case ArmPolicy.Heuristic _ -> Served.heuristic(assigned);
            case ArmPolicy.Promoted _ -> Served.promoted(assigned, serves.model);
            case ArmPolicy.Model(String hash) -> Served.own(assigned, arms.getOrDefault(hash, Loaded.NOTHING).model);
        };
    }

    /** The promoted model, if it serves now. */
    Optional<StoredModel> model() {
        return serves.model;
    }

    /** Why a model that should serve does not; empty when all do. */
    String problem() {
        return Stream.concat(Stream.of(serves), arms.values().stream())
                .map(Loaded::problem)
                .filter(problem -> !problem.isEmpty())
                .collect(Collectors.joining("; "));
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeUTF(promoted);
    }

    @Override
    public void load(DataInput in) throws IOException {
        promoted = in.readUTF();
    }
}
