package dev.fairlead.server;

import dev.fairlead.decide.App;
import dev.fairlead.decide.AppInstance;
import dev.fairlead.decide.Ingest;
import dev.fairlead.decide.PlatformEvents;
import dev.fairlead.decide.RunningApp;
import dev.fairlead.environment.Environment;
import dev.fairlead.errors.UserException;
import dev.fairlead.events.ContractViolation;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventTypes;
import dev.fairlead.events.Promotion;
import dev.fairlead.feed.FeedApp;
import dev.fairlead.feed.RunningFeed;
import dev.fairlead.grpc.GrpcApi;
import dev.fairlead.helidon.AdminParts;
import dev.fairlead.helidon.Health;
import dev.fairlead.helidon.HttpApi;
import dev.fairlead.json.JsonDocuments;
import dev.fairlead.json.JsonEvents;
import dev.fairlead.launch.LaunchForecaster;
import dev.fairlead.launch.LaunchReadouts;
import dev.fairlead.launch.LaunchRecords;
import dev.fairlead.launch.LaunchService;
import dev.fairlead.launch.LaunchState;
import dev.fairlead.launch.LaunchWatcher;
import dev.fairlead.launch.Vocabulary;
import dev.fairlead.log.DeadLetters;
import dev.fairlead.log.EventIndex;
import dev.fairlead.log.EventLog;
import dev.fairlead.log.Folds;
import dev.fairlead.log.ImportStore;
import dev.fairlead.log.ImportUndo;
import dev.fairlead.log.LogException;
import dev.fairlead.log.LogRewriter;
import dev.fairlead.log.Position;
import dev.fairlead.log.QuarantineStore;
import dev.fairlead.log.Replaying;
import dev.fairlead.log.Snapshots;
import dev.fairlead.log.StateLock;
import dev.fairlead.log.Tail;
import dev.fairlead.privacy.Eraser;
import dev.fairlead.privacy.ErasureReport;
import dev.fairlead.privacy.Retention;
import dev.fairlead.registry.Registry;
import dev.fairlead.registry.Release;
import dev.fairlead.sqlite.SqliteColdStore;
import dev.fairlead.sqlite.SqliteStore;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One process on one data folder, wired by hand: log and registry in SQLite, the states of all apps on the heap, one tailing
 * thread, and the ways in.
 */
public final class Node implements Workspace {
    private static final long SNAPSHOT_EVENTS = 1_000_000;
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final int APPENDED_AT_ONCE = 10_000;
    private static final long LOOKS_AGAIN_AFTER = Duration.ofSeconds(1).toNanos();

    private final SqliteStore store;
    private final SqliteColdStore cold;
    private final EventTypes types;
    private final Vocabulary vocabulary;
    private final EventLog log;
    private final EventIndex index;
    private final DeadLetters deadLetters;
    private final QuarantineStore quarantine;
    private final Registry registry;
    private final Snapshots snapshots;
    private final Path folder;
    private final Environment environment;
    private final List<App<?, ?>> apps;
    private final Journal journal;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ExecutorService background = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("fairlead-background").factory());
    private final ExecutorService shadow = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("fairlead-shadow").factory());
    private final RunningApps running;
    private final StateLock lock = new StateLock();
    private final Folds folds;
    private final Tail tail;
    private final LaunchService desk;
    private final NodeErasures erasures;
    private final NodeRetention retention;
    private final LogRewriter rewriter;
    private final ImportStore imports;
    private final NodeWatcher watcher;
    private final NodeHeap heap;
    private volatile Runnable alsoApplied = () -> {};

    private Node(Path folder, List<App<?, ?>> apps, Environment environment) {
        this.apps = List.copyOf(apps);
        this.folder = folder;
        this.environment = environment;
        types = types(apps);
        vocabulary = new Vocabulary(types, apps);
        store = SqliteStore.open(folder);
        cold = new SqliteColdStore(folder);
        forgetAddress();
        JsonEvents codec = new JsonEvents(types);
        log = store.log(codec);
        index = store.index(codec);
        deadLetters = store.deadLetters();
        journal = new Journal(log, types, environment, this::awaitApplied);
        registry = new Registry(
                store.models(),
                new JsonDocuments(),
                apps.stream().map(App::models).toList());
        rewriter = store.rewriter();
        ExportManifest exports = ExportManifest.in(folder);
        Eraser eraser = new Eraser(
                new Eraser.Parts(types, index, rewriter, store.erasures(), registry, exports, new JsonDocuments()));
        eraser.finishInterrupted();
        imports = store.imports(new JsonDocuments());
        undo(folder);
        snapshots = new Snapshots(folder);
        quarantine = store.quarantine();
        RunningApps.Parts parts = new RunningApps.Parts(
                environment, vocabulary, registry, lock, journal, environment.executor(background), shadow, cold);
        Snapshots.Restored<RunningApps> restored = snapshots.restore(
                () -> new RunningApps(this.apps, parts), RunningApps::states, log.end(), quarantine.toRetry());
        restored.problems().forEach(problem -> System.getLogger("fairlead").log(System.Logger.Level.WARNING, problem));
        running = restored.states();
        List<Snapshots.Placed> states = running.states().stream()
                .map(each -> new Snapshots.Placed(each, restored.position(each)))
                .toList();
        folds = new Folds(log, quarantine, lock, states, environment.clock());
        running.load();
        running.refresh();
        tail = new Tail(folds, snapshots, SNAPSHOT_EVENTS, this::applied);
        erasures =
                new NodeErasures(this, eraser, store.erasures(), running.erasures(), exports, folds, tail, environment);
        retention = new NodeRetention(rewriter, folds, this::snapshot, environment);
        desk = new LaunchService(
                this::appendLaunch,
                running.launchState(),
                vocabulary,
                this::servable,
                app -> named(app).router().policy(),
                environment);
        watcher = new NodeWatcher(new LaunchWatcher(running.watches(), desk), environment);
        heap = new NodeHeap(environment, running.watches()::readsMemory, event -> append(List.of(event)));
        journal.afterwards(() -> {
            heap.journaled();
            watcher.journaled();
        });
        alsoApplied = () -> {
            erasures.applied();
            watch();
        };
        metrics.gauge("fairlead.decisions.unjournaled", journal, Journal::dropped);
        running.measure(metrics);
        metrics.gauge("fairlead.quarantined", folds, Folds::quarantined);
        metrics.gauge("fairlead.snapshot.bytes", tail, of -> of.lastSnapshot().bytes());
        metrics.gauge(
                "fairlead.snapshot.pause.seconds",
                tail,
                of -> of.lastSnapshot().pause().toNanos() / 1e9);
        metrics.gauge("fairlead.log.bytes", rewriter, LogRewriter::bytes);
        metrics.gauge("fairlead.log.expired", rewriter, LogRewriter::expired);
    }

    /** Imports that were to be undone leave the log before any state reads it. */
    private void undo(Path of) {
        try {
            new ImportUndo(imports, rewriter).finish(of, log.end());
        } catch (IOException e) {
            throw new LogException("the import was not undone: " + e.getMessage(), e);
        }
    }

    /** After a batch of events, on the thread that applied them. */
    private void applied() {
        running.applied();
        alsoApplied.run();
    }

    private void watch() {
        if (!running.watches().due().isEmpty()) {
            watcher.applied();
        }
    }

    /** The types of event of a process that has these apps: the platform's, and each app's. */
    public static EventTypes types(List<App<?, ?>> apps) {
        return EventTypes.of(Stream.concat(
                        PlatformEvents.of(apps.stream().map(App::queries).toList()).stream(),
                        apps.stream().flatMap(app -> app.events().stream()))
                .distinct()
                .toList());
    }

    /** Opens a data folder and waits until the state has caught up with the log. */
    public static Node open(Path folder, List<App<?, ?>> apps, Environment environment) {
        Node node = new Node(folder, apps, environment);
        Position end = node.log.end();
        while (!node.tail.awaitApplied(end, Duration.ofSeconds(2))) {
            if (!node.tail.failure().isEmpty()) {
                String failure = node.tail.failure();
                node.close();
                throw new IllegalStateException(failure);
            }
            System.err.println("catching up with the log: " + node.tail.applied() + " of " + end + " events");
        }
        node.running.load();
        node.erasures.resume();
        node.watcher.applied();
        return node;
    }

    @Override
    public EventLog log() {
        return log;
    }

    public EventIndex index() {
        return index;
    }

    @Override
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    /** Events that a state could not take. */
    @Override
    public QuarantineStore quarantine() {
        return quarantine;
    }

    /** What can be in the log. */
    @Override
    public EventTypes types() {
        return types;
    }

    @Override
    public Registry registry() {
        return registry;
    }

    public LaunchService desk() {
        return desk;
    }

    /** What the log says of launches. */
    public LaunchReadouts books() {
        LaunchRecords records = new LaunchRecords(
                log, vocabulary, desk, Optional.of(running.watches()), launch -> running.stillServed(launch));
        LaunchForecaster forecaster = new LaunchForecaster(log, vocabulary, registry, apps, desk);
        return new LaunchReadouts(log, vocabulary, desk, records, environment.clock(), Optional.of(forecaster));
    }

    /** The apps of this process. */
    @Override
    public List<App<?, ?>> apps() {
        return apps;
    }

    private RunningApps.Running<?> named(String name) {
        return running.at(apps.indexOf(app(name)));
    }

    /** An app at work. @throws IllegalArgumentException if there is none of this name */
    public RunningApp<?> running(String name) {
        return named(name).running();
    }

    /** An app at work, as the ways in ask it. @throws IllegalArgumentException if there is none of this name */
    public AppInstance<?> instance(String name) {
        return named(name).instance();
    }

    /** The feed at work. @throws IllegalArgumentException if this process has none */
    public RunningFeed feed() {
        return (RunningFeed) running(FeedApp.NAME);
    }

    /** The full hash of a release that can serve an app, read and warm. */
    private String servable(String app, String hash) {
        Release release = registry.get(hash)
                .orElseThrow(() -> new IllegalArgumentException("no one release has the hash " + hash
                        + " (give at least 6 digits); list them with: fairlead models"));
        RunningApps.Running<?> of = named(app);
        if (!release.card().app().equals(app)) {
            throw new IllegalArgumentException(
                    "release " + hash + " is for the app '" + release.card().app() + "', not for '" + app + "'");
        }
        if (!release.fingerprint().equals(of.running().featureNames().fingerprint())) {
            throw new IllegalArgumentException(
                    "release " + hash + " reads other features than this version computes; train it again");
        }
        of.router().preload(release.hash());
        return release.hash();
    }

    @Override
    public Ingest intake() {
        return new Ingest(log, index, types, environment.clock());
    }

    /** Launches that are not all known yet must not be changed. */
    private void appendLaunch(Event event) {
        for (Replaying replay : folds.replaying()) {
            if (replay.states().contains(LaunchState.NAME)) {
                throw new UserException(
                        UserException.Kind.CONFLICT,
                        replay + "; launches can be changed again once that has caught up");
            }
        }
        append(List.of(event));
    }

    /** Waits, however long it takes, until all states serve. */
    public void awaitCaughtUp() {
        while (!tail.awaitReplays(LONG)) {
            if (!tail.failure().isEmpty()) {
                throw new IllegalStateException(tail.failure());
            }
            folds.replaying().forEach(replay -> System.err.println("  " + replay));
        }
    }

    /** Writes a snapshot now. @throws LogException if none can be written */
    public void snapshot() {
        if (!tail.snapshotNow(Duration.ofMinutes(10))) {
            throw new LogException("no snapshot could be written; see to the disk");
        }
    }

    /** The last snapshot that was taken. */
    public Tail.Snapshot lastSnapshot() {
        return tail.lastSnapshot();
    }

    /** Waits until no state is being replayed. @return whether that has happened within {@code atMost} */
    boolean awaitReplays(Duration atMost) {
        return tail.awaitReplays(atMost);
    }

    /** Appends events and waits until the state has them. */
    public void append(List<Event> events) {
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

    /**
     * Lets {@code hash} serve an app from now on; the empty text goes back to its last resort.
     *
     * @throws IllegalArgumentException if the release is not there or cannot serve the app
     */
    @Override
    public void promote(String app, String hash, String reason) {
        String full = hash.isEmpty() ? "" : servable(app, hash);
        Promotion promotion = new Promotion(
                environment.newId("promotion"), environment.clock().millis(), app, full, reason);
        try {
            types.check(promotion);
        } catch (ContractViolation e) {
            throw new IllegalArgumentException(
                    "the promotion could not be written into the log: " + e.field() + ": " + e.reason());
        }
        append(List.of(promotion));
    }

    @Override
    public ErasureReport erase(String person, Consumer<String> progress) {
        return erasures.erase(person, progress);
    }

    /**
     * From now on old events leave the log.
     *
     * @param keep for how long events are kept, like {@code click=90}
     * @param budget bytes that the log may take before events leave earlier; 0 for no limit
     * @throws IllegalArgumentException if {@code keep} is not understood
     */
    public void keep(List<String> keep, long budget) {
        retention.each(Retention.parse(keep, types), budget);
    }

    /** Lets events go that are too old now, as {@link #keep} does each hour. @return how many went */
    public long expire(List<String> keep, long budget) {
        return retention.expire(Retention.parse(keep, types), budget);
    }

    @Override
    public ImportStore imports() {
        return imports;
    }

    @Override
    public long expired() {
        return rewriter.expired();
    }

    @Override
    public List<ErasureReport> erasures() {
        return erasures.reports();
    }

    @Override
    public void exported(List<String> files) {
        erasures.exported(files);
    }

    /** Decisions that were answered and are not in the log. */
    public long unjournaled() {
        return journal.dropped();
    }

    /** The release that serves an app; empty text when its last resort does. */
    @Override
    public String serving(String app) {
        return named(app).router().promoted().map(Release::hash).orElse("");
    }

    @Override
    public String servingProblem() {
        return running.problem();
    }

    /** The position that the states had when they were opened: the snapshot's, the start without one. */
    public Position restoredAt() {
        return folds.begun();
    }

    /** Whether everything is built for the releases that serve. */
    public boolean prepared() {
        return running.prepared();
    }

    /** Waits as long as the environment has patience, but not for a tail that fails. @return whether the state has the events up to there */
    public boolean awaitApplied(Position position, Duration atMost) {
        long patience = environment.patience(atMost).toNanos();
        long start = System.nanoTime();
        boolean applied;
        long left;
        do {
            left = patience - (System.nanoTime() - start);
            applied = tail.awaitApplied(position, Duration.ofNanos(Math.clamp(left, 0, LOOKS_AGAIN_AFTER)));
        } while (!applied && left > 0 && tail.failure().isEmpty());
        return applied;
    }

    /** Serves HTTP on this node until closed; launches are changed from this machine only. */
    public HttpApi serve(String host, int port) {
        return serve(host, port, Optional.empty());
    }

    /** @param token opens what changes launches; without it, only this machine may */
    public HttpApi serve(String host, int port, Optional<String> token) {
        String ownToken = ServerAddress.newToken();
        HttpApi api = new HttpApi(new HttpApi.Parts(
                intake(),
                log,
                journal.withUnwritten(index),
                this::awaitApplied,
                types,
                running.instances(),
                desk,
                books(),
                LaunchReadoutWriter::write,
                token,
                new AdminParts(
                        deadLetters,
                        quarantine,
                        registry,
                        new NodePromotions(this),
                        erasures,
                        imports,
                        Optional.of(ownToken)),
                metrics,
                this::health,
                host,
                port));
        announce(ServerAddress.of(host, api.port(), ownToken));
        return api;
    }

    private void announce(ServerAddress address) {
        try {
            address.announce(folder);
        } catch (IOException e) {
            System.getLogger("fairlead")
                    .log(
                            System.Logger.Level.WARNING,
                            "commands will not find this server by its data folder, give them --server " + address
                                    + ": " + e);
        }
    }

    private void forgetAddress() {
        try {
            ServerAddress.forget(folder);
        } catch (IOException e) {
            System.getLogger("fairlead")
                    .log(System.Logger.Level.WARNING, "the address of a server that is gone was not removed: " + e);
        }
    }

    /** Serves decisions over gRPC until closed. @param port 0 takes a free one */
    public GrpcApi grpc(String host, int port) {
        return new GrpcApi(
                running.instances(),
                decision -> metrics.counter(
                                "fairlead.grpc.decisions",
                                "app",
                                decision.app(),
                                "fallback",
                                decision.fallback().isEmpty() ? "none" : "some")
                        .increment(),
                host,
                port);
    }

    private Health health() {
        String problem = tail.failure().isEmpty()
                ? Stream.of(
                                Stream.of(folds.quarantine()),
                                folds.replaying().stream().map(Replaying::toString),
                                Stream.of(
                                        journal.problem(),
                                        servingProblem(),
                                        erasures.problem(),
                                        retention.problem(),
                                        watcher.problem(),
                                        running.exposures().alarm()))
                        .flatMap(texts -> texts)
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("; "))
                : tail.failure();
        return new Health(
                tail.failure().isEmpty(),
                problem,
                running.releases(),
                log.end(),
                tail.applied(),
                deadLetters.deadLetterCount(),
                folds.quarantined(),
                rewriter.expired());
    }

    /** Stops applying, writes a snapshot, and closes the store. */
    @Override
    public void close() {
        retention.close();
        shadow.close();
        heap.close();
        watcher.close();
        tail.close();
        background.shutdownNow();
        forgetAddress();
        cold.close();
        store.close();
    }
}
