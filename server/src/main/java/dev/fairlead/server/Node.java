package dev.fairlead.server;

import dev.fairlead.decide.Intake;
import dev.fairlead.events.Decision;
import dev.fairlead.events.Event;
import dev.fairlead.events.Promotion;
import dev.fairlead.features.Snapshots;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedFeatures;
import dev.fairlead.feed.FeedPolicy;
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
import dev.fairlead.launch.Launches;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.Logged;
import dev.fairlead.log.Tail;
import dev.fairlead.registry.Registry;
import dev.fairlead.registry.StoredModel;
import dev.fairlead.retrieval.ClusterIndexFactory;
import dev.fairlead.retrieval.IndexFactory;
import dev.fairlead.sqlite.SqliteStore;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.DataInput;
import java.io.DataOutput;
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
public final class Node implements AutoCloseable {
    private static final String APP = "feed";
    private static final long SNAPSHOT_EVENTS = 1_000_000;
    private static final int APPENDED_AT_ONCE = 10_000;

    private final SqliteStore store;
    private final EventLog log;
    private final Registry registry;
    private final Snapshots snapshots;
    private final State state;
    private final Tail tail;
    private final FeedPolicy feed;
    private final LaunchDesk desk;
    private final InstantSource clock;
    private final IndexFactory indexes;
    private final AtomicLong unjournaled = new AtomicLong();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ExecutorService background = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("fairlead-index").factory());
    private final long restoredAt;
    private long snapshotAt;

    /** What the tail feeds and a snapshot holds. */
    private record State(
            FeedFeatures features, Retrieval retrieval, Launches launches, Exposures exposures, Serving serving)
            implements Snapshots.Part {
        long asOf() {
            return features.store().read(view -> view.asOf());
        }

        @Override
        public void save(DataOutput out) throws IOException {
            retrieval.save(out);
            serving.save(out);
            launches.save(out);
            exposures.save(out);
        }

        @Override
        public void load(DataInput in) throws IOException {
            retrieval.load(in);
            serving.load(in);
            launches.load(in);
            exposures.load(in);
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
        registry = new Registry(store.models(), new JsonDocuments());
        snapshots = new Snapshots(folder);
        state = restore();
        restoredAt = state.asOf();
        state.serving.refresh();
        state.retrieval.serve(state.serving.towers());
        snapshotAt = restoredAt;
        tail = new Tail(log, restoredAt, this::apply);
        feed = new FeedPolicy(
                new FeedPolicy.Parts(state.features, state.retrieval, state.serving, clock, ids, this::journal, timer),
                config);
        desk = new LaunchDesk(
                event -> append(List.of(event)), state.launches, state.exposures, Set.of(APP), this::servable, clock);
    }

    /** A snapshot that knows more than the log belongs to another log: one that was lost, or put back from a backup. */
    private State restore() {
        Snapshots.Restored<State> restored = snapshots.restore(this::empty, s -> s.features.store(), s -> s);
        String problem = restored.problem();
        State found = restored.state();
        if (found.asOf() > log.end()) {
            problem = "the snapshot was taken at event " + found.asOf() + " and the log ends at " + log.end()
                    + ", so it is not of this log; the log is replayed from its start";
            found = empty();
        }
        if (!problem.isEmpty()) {
            System.getLogger("fairlead").log(System.Logger.Level.WARNING, problem);
        }
        return found;
    }

    private State empty() {
        Launches launches = new Launches();
        FeedFeatures features = FeedFeatures.create();
        return new State(
                features,
                new Retrieval(features, indexes, background),
                launches,
                new Exposures(launches),
                new Serving(APP, registry, launches));
    }

    /** Opens a data folder and waits until the state has caught up with the log. */
    public static Node open(Path folder, FeedConfig config, InstantSource clock) {
        return open(folder, config, clock, () -> "d-" + UUID.randomUUID(), Stage.Timer.NONE);
    }

    /** @param ids makes unique decision ids; @param timer told how long each part of a decision took */
    public static Node open(
            Path folder, FeedConfig config, InstantSource clock, Supplier<String> ids, Stage.Timer timer) {
        return open(folder, config, clock, ids, timer, ClusterIndexFactory.defaults());
    }

    /** @param indexes builds the indexes of item vectors */
    public static Node open(
            Path folder,
            FeedConfig config,
            InstantSource clock,
            Supplier<String> ids,
            Stage.Timer timer,
            IndexFactory indexes) {
        Node node = new Node(folder, config, clock, ids, timer, indexes);
        long end = node.log.end();
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
        state.features.store().apply(fold -> {
            for (Logged one : batch) {
                fold.accept(one.offset(), one.event());
                state.serving.accept(one.offset(), one.event());
                state.launches.accept(one.offset(), one.event());
                state.exposures.accept(one.offset(), one.event());
            }
        });
        state.retrieval.apply(batch);
        state.serving.refresh();
        state.retrieval.serve(state.serving.towers());
        long applied = batch.isEmpty() ? snapshotAt : batch.getLast().offset();
        if (applied - snapshotAt >= SNAPSHOT_EVENTS) {
            snapshot(applied);
        }
    }

    private void snapshot(long applied) {
        try {
            snapshots.save(state.features.store(), state);
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

    public EventLog log() {
        return log;
    }

    public Registry registry() {
        return registry;
    }

    public FeedPolicy feed() {
        return feed;
    }

    public LaunchDesk desk() {
        return desk;
    }

    /** What the log says of launches. */
    public LaunchBooks books() {
        return new LaunchBooks(log, desk, clock);
    }

    /** The full hash of a model that can serve the feed. */
    private String servable(String hash) {
        StoredModel stored = registry.get(hash)
                .orElseThrow(() -> new IllegalArgumentException("arms: no one model has the hash " + hash
                        + " (give at least 6 digits); list them with: fairlead models"));
        if (!stored.model().fingerprint().equals(state.features.store().fingerprint())) {
            throw new IllegalArgumentException(
                    "arms: model " + hash + " reads other features than this version computes; train it again");
        }
        return stored.hash();
    }

    public FeedFeatures features() {
        return state.features;
    }

    public Intake intake() {
        return new Intake(log, clock);
    }

    /** Appends events and waits until the state has them. */
    public void append(List<Event> events) {
        long offset = 0;
        for (int from = 0; from < events.size(); from += APPENDED_AT_ONCE) {
            List<Event> some = events.subList(from, Math.min(events.size(), from + APPENDED_AT_ONCE));
            offset = log.append(some, List.of()).lastOffset();
        }
        while (!tail.awaitApplied(offset, Duration.ofSeconds(10))) {
            if (!tail.failure().isEmpty()) {
                throw new IllegalStateException(tail.failure());
            }
            System.err.println("  catching up");
        }
    }

    /** Lets {@code hash} serve from now on; the empty text goes back to the heuristic. */
    public void promote(String hash, String reason) {
        String id = "promotion-" + UUID.randomUUID();
        long offset = log.append(List.of(new Promotion(id, clock.millis(), APP, hash, reason)), List.of())
                .lastOffset();
        tail.awaitApplied(offset, Duration.ofSeconds(30));
    }

    /** Decisions that were answered and are not in the log. */
    public long unjournaled() {
        return unjournaled.get();
    }

    /** The model that serves; empty text when the heuristic does. */
    public String serving() {
        return state.serving.model().map(m -> m.hash()).orElse("");
    }

    public String servingProblem() {
        return state.serving.problem();
    }

    /** The position that the state had when it was opened: the snapshot's, 0 without one. */
    public long restoredAt() {
        return restoredAt;
    }

    /** Whether the item vectors of every model that serves are built. */
    public boolean indexed() {
        return state.retrieval.indexed();
    }

    public boolean awaitApplied(long offset, Duration atMost) {
        return tail.awaitApplied(offset, atMost);
    }

    /** Serves HTTP on this node until closed; launches are changed from this machine only. */
    public HttpApi serve(String host, int port) {
        return serve(host, port, Optional.empty());
    }

    /** @param token opens what changes launches; without it, only this machine may */
    public HttpApi serve(String host, int port, Optional<String> token) {
        metrics.gauge("fairlead.decisions.unjournaled", unjournaled);
        feed.outages()
                .keySet()
                .forEach(source -> metrics.gauge(
                        "fairlead.feed.source.outages",
                        Tags.of("source", source),
                        feed,
                        policy -> policy.outages().getOrDefault(source, 0L)));
        metrics.gauge("fairlead.exposures.crossed", state.exposures, Exposures::crossed);
        metrics.gauge("fairlead.exposures.foreign", state.exposures, Exposures::foreign);
        metrics.gauge("fairlead.exposures.unknown", state.exposures, Exposures::unknown);
        return new HttpApi(new HttpApi.Parts(
                intake(),
                log,
                tail::awaitApplied,
                Map.of(APP, feed),
                desk,
                books(),
                LaunchReadoutWriter::write,
                token,
                metrics,
                this::health,
                host,
                port));
    }

    /** Serves decisions over gRPC until closed. @param port 0 takes a free one */
    public GrpcApi grpc(String host, int port) {
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
                ? Stream.of(state.serving.problem(), state.launches.problem(), state.exposures.alarm())
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("; "))
                : tail.failure();
        return new Health(
                tail.failure().isEmpty(), problem, serving(), log.end(), tail.applied(), log.deadLetterCount());
    }

    /** Stops applying, writes a snapshot, and closes the store. */
    @Override
    public void close() {
        tail.close();
        background.shutdownNow();
        if (tail.applied() > snapshotAt && tail.failure().isEmpty()) {
            snapshot(tail.applied());
        }
        store.close();
    }
}
