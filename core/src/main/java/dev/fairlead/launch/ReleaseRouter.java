package dev.fairlead.launch;

import dev.fairlead.decide.Assigned;
import dev.fairlead.decide.Query;
import dev.fairlead.decide.QueryType;
import dev.fairlead.decide.Router;
import dev.fairlead.decide.Served;
import dev.fairlead.events.LaunchChanged;
import dev.fairlead.events.Promotion;
import dev.fairlead.log.Logged;
import dev.fairlead.log.State;
import dev.fairlead.registry.Registry;
import dev.fairlead.registry.Release;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * What serves an app: the fold over its promotions, and the arms of the launches that run on it. Which release should serve is
 * state; reading and warming it is done beside the thread that applies events. Until a promoted release is read, the one before
 * serves; one that cannot be read leaves its queries to the app's last resort, and {@link #problem} says why.
 */
public final class ReleaseRouter implements Router, State {
    /** Releases that are kept read though nothing wants them now, so that one is there that was read ahead. */
    private static final int KEPT = 8;

    private final QueryType<?> queries;
    private final Registry registry;
    private final Launches launches;
    private final Executor background;
    private final Map<String, Loaded> loaded = new ConcurrentHashMap<>();
    private volatile String promoted = "";
    private volatile Optional<Release> serves = Optional.empty();

    /** @param problem why the release cannot serve; empty when it can */
    private record Loaded(Optional<Release> release, String problem) {}

    /**
     * @param queries of the app
     * @param background where releases are read that nothing has read before
     */
    public ReleaseRouter(QueryType<?> queries, Registry registry, Launches launches, Executor background) {
        this.queries = queries;
        this.registry = registry;
        this.launches = launches;
        this.background = background;
    }

    @Override
    public String name() {
        return "releases." + queries.app();
    }

    @Override
    public String layout() {
        return "1";
    }

    @Override
    public void accept(Logged logged) {
        if (logged.event() instanceof Promotion promotion && promotion.app().equals(queries.app())) {
            promoted = promotion.release();
            follow();
        }
        if (logged.event() instanceof LaunchChanged changed && changed.app().equals(queries.app())) {
            promoted = changed.promoted().equals(ArmPolicy.LAST_RESORT) ? "" : changed.promoted();
            follow(); // with the launch's end: no decision is between the two
        }
    }

    /** Reads and warms a release in the calling thread, so that it can serve from the moment it is asked to. */
    public void preload(String hash) {
        loaded.compute(hash, (_, known) -> known != null && known.release.isPresent() ? known : load(hash));
    }

    /** Reads what is wanted now and was not read, in the calling thread: before the first traffic. */
    public void loadWanted() {
        wanted().forEach(this::preload);
        refresh();
    }

    /** Follows what the log wants: called between batches by the thread that applies them. It does not wait. */
    public void refresh() {
        Set<String> wanted = wanted();
        for (String hash : wanted) {
            if (!loaded.containsKey(hash)) {
                background.execute(() -> {
                    preload(hash);
                    refresh();
                });
            }
        }
        if (loaded.size() > KEPT) {
            loaded.keySet().retainAll(wanted);
        }
        follow();
    }

    /** What is promoted serves if it was read. */
    private void follow() {
        String now = promoted;
        if (now.isEmpty()) {
            serves = Optional.empty();
        } else {
            Loaded of = loaded.get(now);
            if (of != null) {
                serves = of.release;
            }
        }
    }

    private Set<String> wanted() {
        Set<String> wanted = new LinkedHashSet<>();
        if (!promoted.isEmpty()) {
            wanted.add(promoted);
        }
        launches.running(queries.app()).forEach(launch -> wanted.addAll(launch.releases()));
        return wanted;
    }

    private Loaded load(String hash) {
        Loaded found;
        try {
            Optional<Release> release = registry.get(hash);
            release.ifPresent(registry::warmUp);
            found = new Loaded(release, release.isEmpty() ? "release " + hash + " is not in the registry" : "");
        } catch (RuntimeException e) {
            // Damaged, unreadable, or failing on its first rows: whatever it is, requests must not meet it.
            found = new Loaded(Optional.empty(), "release " + hash + " cannot serve: " + e.getMessage());
        }
        if (!found.problem.isEmpty()) {
            System.getLogger("fairlead").log(Level.ERROR, found.problem + "; the last resort answers");
        }
        return found;
    }

    @Override
    public Served serve(Query query) {
        List<Launch> running = launches.running(queries.app());
        if (running.isEmpty()) {
            return Served.promoted(List.of(), serves);
        }
        List<Assigned> arms = new ArrayList<>(running.size());
        ArmPolicy policy = new ArmPolicy.Promoted();
        for (Launch launch : running) {
            Optional<Assigned> assigned = launch.assign(queries, query);
            if (assigned.isPresent()) {
                arms.add(assigned.get());
                ArmPolicy own = launch.definition().policy(assigned.get().arm());
                policy = own instanceof ArmPolicy.Promoted ? policy : own;
            }
        }
        return serve(policy, arms);
    }

    /** What serves where a policy does. @param arms what launches gave the query's units */
    Served serve(ArmPolicy policy, List<Assigned> arms) {
        return switch (policy) {
            case ArmPolicy.LastResort _ -> Served.lastResort(arms);
            case ArmPolicy.Promoted _ -> Served.promoted(arms, serves);
            case ArmPolicy.OfRelease(String hash) -> Served.own(arms, release(hash));
        };
    }

    private Optional<Release> release(String hash) {
        Loaded of = loaded.get(hash);
        return of == null ? Optional.empty() : of.release;
    }

    /** The releases that may be asked for now and can serve. */
    public Collection<Release> releases() {
        return wanted().stream().flatMap(hash -> release(hash).stream()).toList();
    }

    /** The promoted release, if it serves now. */
    public Optional<Release> promoted() {
        return serves;
    }

    /** What should serve outside of launches: {@code heuristic} or the release's hash. */
    public String policy() {
        return promoted.isEmpty() ? ArmPolicy.LAST_RESORT : promoted;
    }

    /** Why a launch that has ended may still answer somebody; empty when it cannot. */
    public String stillServed(Launch launch) {
        if (launches.running(queries.app()).stream()
                .anyMatch(other -> other.name().equals(launch.name()))) {
            return "it still assigns units";
        }
        String serving = serves.map(Release::hash).orElse("");
        return launch.releases().contains(serving) && !serving.equals(promoted)
                ? "release " + serving + " still serves while the one before it is read"
                : "";
    }

    /** Why a release that should serve does not; empty when all do. */
    public String problem() {
        return wanted().stream()
                .map(hash -> loaded.getOrDefault(hash, new Loaded(Optional.empty(), "")).problem)
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
