package dev.fairlead.server;

import dev.fairlead.decide.Intake;
import dev.fairlead.events.Decision;
import dev.fairlead.events.Event;
import dev.fairlead.events.Promotion;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedFeatures;
import dev.fairlead.feed.FeedPolicy;
import dev.fairlead.feed.FeedState;
import dev.fairlead.feed.Retrieval;
import dev.fairlead.feed.Stage;
import dev.fairlead.grpc.GrpcApi;
import dev.fairlead.helidon.Health;
import dev.fairlead.helidon.HttpApi;
import dev.fairlead.json.JsonDocuments;
import dev.fairlead.json.JsonEvents;
import dev.fairlead.launch.Exposed;
import dev.fairlead.launch.Exposures;
import dev.fairlead.launch.LaunchBooks;
import dev.fairlead.launch.LaunchDesk;
import dev.fairlead.launch.LaunchState;
import dev.fairlead.launch.Launches;
import dev.fairlead.log.DeadLetters;
import dev.fairlead.log.EventIndex;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Position;
import dev.fairlead.log.Snapshots;
import dev.fairlead.log.State;
import dev.fairlead.log.Tail;
import dev.fairlead.registry.Registry;
import dev.fairlead.registry.StoredModel;
import dev.fairlead.retrieval.ClusterIndexFactory;
import dev.fairlead.retrieval.IndexFactory;
import dev.fairlead.sqlite.SqliteStore;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One process on one data folder, wired by hand: log and registry in SQLite, feature state on the heap, one tailing
 * thread, the feed's policy, and the door for events.
 */
final class Node implements AutoCloseable {
    private static final String APP = "feed";
    private static final long SNAPSHOT_EVENTS = 1_000_000;
    private static final int APPENDED_AT_ONCE = 10_000;

    private final SqliteStore store;
    private final EventLog log;
    private final EventIndex index;
    private final DeadLetters deadLetters;
    private final Registry registry;
    private final Snapshots snapshots;
    private final States state;
    private final Tail tail;
    private final FeedPolicy feed;
    private final LaunchDesk desk;
    private final InstantSource clock;
    private final IndexFactory indexes;
    private final AtomicLong unjournaled = new AtomicLong();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ExecutorService background = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("fairlead-index").factory());
    private final Position restoredAt;
    private Position snapshotAt;

    /** What the tail feeds and a snapshot holds. */
    private record States(FeedState feed, LaunchState launch, Serving serving) {
        List<State> all() {
            return List.of(feed, launch, serving);
        }

        FeedFeatures features() {
            return feed.features();
        }

        Retrieval retrieval() {
            return feed.retrieval();
        }

        Launches launches() {
            return launch.launches();
        }

        Exposures exposures() {
            return launch.exposures();
        }
    }

    private Node(
            Path folder,
            FeedConfig config,
            InstantSource clock,
            Supplier<String> ids,
            Stage.Timer timer,
            IndexFactory indexes) {
        this.clock = clock;
        this.indexes = indexes;
        store = SqliteStore.open(folder);
        log = store.log(new JsonEvents());
        index = store.index(new JsonEvents());
        deadLetters = store.deadLetters();
        registry = new Registry(store.models(), new JsonDocuments());
        snapshots = new Snapshots(folder);
        Snapshots.Restored<States> restored = snapshots.restore(this::empty, States::all, log.end());
        restored.problems().forEach(problem -> System.getLogger("fairlead").log(System.Logger.Level.WARNING, problem));
        boolean whole = restored.positions().size() == restored.states().all().size()
                && restored.positions().values().stream().distinct().count() == 1;
        state = whole ? restored.states() : empty();
        restoredAt = whole ? restored.position(state.feed) : Position.START;
        state.serving.refresh();
        state.retrieval().serve(state.serving.towers());
        snapshotAt = restoredAt;
        tail = new Tail(log, restoredAt, this::apply);
        feed = new FeedPolicy(
                new FeedPolicy.Parts(
                        state.features(), state.retrieval(), state.serving, clock, ids, this::journal, timer),
                config);
        desk = new LaunchDesk(
                event -> append(List.of(event)),
                state.launches(),
                state.exposures(),
                Set.of(APP),
                this::servable,
                clock);
    }

    private States empty() {
        FeedFeatures features = FeedFeatures.create();
        LaunchState launch = LaunchState.create();
        return new States(
                new FeedState(features, new Retrieval(features, indexes, background)),
                launch,
                new Serving(APP, registry, launch.launches()));
    }

    /** Opens a data folder and waits until the state has caught up with the log. */
    static Node open(Path folder, FeedConfig config, InstantSource clock) {
        return open(folder, config, clock, () -> "d-" + UUID.randomUUID(), Stage.Timer.NONE);
    }

    /** @param ids makes unique decision ids; @param timer told how long each part of a decision took */
    static Node open(Path folder, FeedConfig config, InstantSource clock, Supplier<String> ids, Stage.Timer timer) {
        return open(folder, config, clock, ids, timer, ClusterIndexFactory.defaults());
    }

    /** @param indexes builds the indexes of item vectors */
    static Node open(
            Path folder,
            FeedConfig config,
            InstantSource clock,
            Supplier<String> ids,
            Stage.Timer timer,
            IndexFactory indexes) {
        Node node = new Node(folder, config, clock, ids, timer, indexes);
        Position end = node.log.end();
        while (!node.tail.awaitApplied(end, Duration.ofSeconds(2))) {
            if (!node.tail.failure().isEmpty()) {
                String failure = node.tail.failure();
                node.close();
                throw new IllegalStateException(failure);
            }
            System.err.println("catching up with the log: " + node.tail.applied() + " of " + end + " events");
        }
        return node;
    }

    private void apply(List<Logged> batch) {
        state.serving.prepare(batch);
        for (Logged one : batch) {
            state.all().forEach(each -> each.accept(one));
        }
        state.retrieval().rebuildWhenDue();
        state.serving.refresh();
        state.retrieval().serve(state.serving.towers());
        Position applied = batch.isEmpty() ? snapshotAt : batch.getLast().position();
        if (snapshotAt.lag(applied) >= SNAPSHOT_EVENTS) {
            snapshot(applied);
        }
    }

    private void snapshot(Position applied) {
        try {
            snapshots.save(state.all().stream()
                    .map(each -> new Snapshots.Placed(each, applied))
                    .toList());
            snapshotAt = applied;
        } catch (IOException e) {
            System.getLogger("fairlead")
                    .log(System.Logger.Level.WARNING, "no snapshot was written, a restart will take longer: " + e);
        }
    }

    /**
     * Journals a decision, and the exposure that it made, without making the answer wait for the disk. What cannot be journaled, because the
     * log is full or fails, or because its id is not new, is counted.
     */
    private void journal(Decision decision) {
        try {
            List<Event> events = Exposed.by(decision)
                    .<List<Event>>map(exposure -> List.of(decision, exposure))
                    .orElse(List.of(decision));
            log.offer(events)
                    .ifPresentOrElse(
                            written -> written.whenComplete((receipt, failure) -> {
                                if (failure != null || receipt.accepted() < events.size()) {
                                    unjournaled.incrementAndGet();
                                }
                            }),
                            unjournaled::incrementAndGet);
        } catch (RuntimeException e) {
            unjournaled.incrementAndGet();
        }
    }

    EventLog log() {
        return log;
    }

    EventIndex index() {
        return index;
    }

    DeadLetters deadLetters() {
        return deadLetters;
    }

    Registry registry() {
        return registry;
    }

    FeedPolicy feed() {
        return feed;
    }

    LaunchDesk desk() {
        return desk;
    }

    /** What the log says of launches. */
    LaunchBooks books() {
        return new LaunchBooks(log, desk, clock);
    }

    /** The full hash of a model that can serve the feed. */
    private String servable(String hash) {
        StoredModel stored = registry.get(hash)
                .orElseThrow(() -> new IllegalArgumentException("arms: no one model has the hash " + hash
                        + " (give at least 6 digits); list them with: fairlead models"));
        if (!stored.model().fingerprint().equals(state.features().store().fingerprint())) {
            throw new IllegalArgumentException(
                    "arms: model " + hash + " reads other features than this version computes; train it again");
        }
        return stored.hash();
    }

    FeedFeatures features() {
        return state.features();
    }

    Intake intake() {
        return new Intake(log, clock);
    }

    /** Appends events and waits until the state has them. */
    void append(List<Event> events) {
        Position end = Position.START;
        for (int from = 0; from < events.size(); from += APPENDED_AT_ONCE) {
            List<Event> some = events.subList(from, Math.min(events.size(), from + APPENDED_AT_ONCE));
            end = log.append(some, List.of()).end();
        }
        while (!tail.awaitApplied(end, Duration.ofSeconds(10))) {
            if (!tail.failure().isEmpty()) {
                throw new IllegalStateException(tail.failure());
            }
            System.err.println("  catching up");
        }
    }

    /** Lets {@code hash} serve from now on; the empty text goes back to the heuristic. */
    void promote(String hash, String reason) {
        String id = "promotion-" + UUID.randomUUID();
        Position end = log.append(List.of(new Promotion(id, clock.millis(), APP, hash, reason)), List.of())
                .end();
        tail.awaitApplied(end, Duration.ofSeconds(30));
    }

    /** Decisions that were answered and are not in the log. */
    long unjournaled() {
        return unjournaled.get();
    }

    /** The model that serves; empty text when the heuristic does. */
    String serving() {
        return state.serving.model().map(m -> m.hash()).orElse("");
    }

    String servingProblem() {
        return state.serving.problem();
    }

    /** The position that the states had when they were opened: the snapshot's, the start without one. */
    Position restoredAt() {
        return restoredAt;
    }

    /** Whether the item vectors of every model that serves are built. */
    boolean indexed() {
        return state.retrieval().indexed();
    }

    boolean awaitApplied(Position position, Duration atMost) {
        return tail.awaitApplied(position, atMost);
    }

    /** Serves HTTP on this node until closed; launches are changed from this machine only. */
    HttpApi serve(String host, int port) {
        return serve(host, port, Optional.empty());
    }

    /** @param token opens what changes launches; without it, only this machine may */
    HttpApi serve(String host, int port, Optional<String> token) {
        metrics.gauge("fairlead.decisions.unjournaled", unjournaled);
        feed.outages()
                .keySet()
                .forEach(source -> metrics.gauge(
                        "fairlead.feed.source.outages",
                        Tags.of("source", source),
                        feed,
                        policy -> policy.outages().getOrDefault(source, 0L)));
        metrics.gauge("fairlead.exposures.crossed", state.exposures(), Exposures::crossed);
        metrics.gauge("fairlead.exposures.foreign", state.exposures(), Exposures::foreign);
        metrics.gauge("fairlead.exposures.unknown", state.exposures(), Exposures::unknown);
        return new HttpApi(new HttpApi.Parts(
                intake(),
                log,
                index,
                tail::awaitApplied,
                Map.of(APP, feed),
                desk,
                books(),
                LaunchPages::write,
                token,
                metrics,
                this::health,
                host,
                port));
    }

    /** Serves decisions over gRPC until closed. @param port 0 takes a free one */
    GrpcApi grpc(String host, int port) {
        return new GrpcApi(
                Map.of(APP, feed),
                decision -> metrics.counter(
                                "fairlead.grpc.decisions",
                                "app",
                                APP,
                                "fallback",
                                decision.fallback().isEmpty() ? "none" : "some")
                        .increment(),
                host,
                port);
    }

    private Health health() {
        String problem = tail.failure().isEmpty()
                ? Stream.of(
                                state.serving.problem(),
                                state.launches().problem(),
                                state.exposures().alarm())
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("; "))
                : tail.failure();
        return new Health(
                tail.failure().isEmpty(), problem, serving(), log.end(), tail.applied(), deadLetters.deadLetterCount());
    }

    /** Stops applying, writes a snapshot, and closes the store. */
    @Override
    public void close() {
        tail.close();
        background.shutdownNow();
        if (!snapshotAt.covers(tail.applied()) && tail.failure().isEmpty()) {
            snapshot(tail.applied());
        }
        store.close();
    }
}
