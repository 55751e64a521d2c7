package dev.fairlead.server;

import dev.fairlead.decide.App;
import dev.fairlead.decide.AppContext;
import dev.fairlead.decide.AppInstance;
import dev.fairlead.decide.Assigned;
import dev.fairlead.decide.Decision;
import dev.fairlead.decide.FailedDecisions;
import dev.fairlead.decide.Query;
import dev.fairlead.decide.RunningApp;
import dev.fairlead.environment.Environment;
import dev.fairlead.growthbook.FeaturePayload;
import dev.fairlead.growthbook.Targeting;
import dev.fairlead.launch.Exposures;
import dev.fairlead.launch.FlagFormat;
import dev.fairlead.launch.Launch;
import dev.fairlead.launch.LaunchState;
import dev.fairlead.launch.LaunchWatches;
import dev.fairlead.launch.Launches;
import dev.fairlead.launch.ReleaseRouter;
import dev.fairlead.launch.Shadow;
import dev.fairlead.launch.Vocabulary;
import dev.fairlead.log.State;
import dev.fairlead.log.StateLock;
import dev.fairlead.privacy.Erasures;
import dev.fairlead.registry.Registry;
import dev.fairlead.registry.Release;
import dev.fairlead.state.ColdStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The apps of a node at work, and the launches that they share: what the tail feeds and a snapshot holds. */
final class RunningApps {
    /** One app at work, and what says which release serves it. */
    record Running<Q extends Query>(
            App<Q, ?> app,
            RunningApp<Q> running,
            ReleaseRouter router,
            FailedDecisions<Q> failures,
            BiConsumer<Q, Decision> answered) {
        AppInstance<Q> instance() {
            return new AppInstance<>(app, running, failures, answered);
        }

        private void refresh() {
            router.refresh();
            running.prepare(router.releases());
        }
    }

    /** What apps are started with. @param shadow where it is decided in shadow, one thing after the other */
    record Parts(
            Environment environment,
            Vocabulary vocabulary,
            Registry registry,
            StateLock lock,
            Journal journal,
            Executor background,
            Executor shadow,
            ColdStore cold) {}

    private final LaunchState launch;
    private final Erasures erasures = new Erasures();
    private final List<Running<?>> apps;

    /** Starts apps with empty states. */
    RunningApps(List<App<?, ?>> apps, Parts parts) {
        launch = LaunchState.create(new FlagFormat(Targeting::parse, FeaturePayload::of), parts.vocabulary);
        this.apps = apps.stream()
                .<Running<?>>map(app -> start(app, launch.launches(), parts))
                .toList();
    }

    private static <Q extends Query> Running<Q> start(App<Q, ?> app, Launches launches, Parts parts) {
        ReleaseRouter router = new ReleaseRouter(app.queries(), parts.registry, launches, parts.background);
        StateLock.Gate gate = parts.lock.gate();
        AppContext context =
                new AppContext(parts.environment, router, gate, parts.journal, parts.background, parts.cold);
        RunningApp<Q> running = app.start(context);
        gate.over(Stream.concat(
                        Stream.of(LaunchState.NAME, router.name()),
                        running.states().stream().map(State::name))
                .toList());
        Shadow<Q> shadow = new Shadow<>(running, context, launches, router, parts.journal::accept);
        return new Running<>(
                app,
                running,
                router,
                failures(app.name(), router, parts),
                new NodeShadow<>(shadow, parts.environment, parts.shadow));
    }

    /** A launch's decisions that failed are in the log, so that its watch sees them; others join to nothing. */
    private static <Q extends Query> FailedDecisions<Q> failures(String app, ReleaseRouter router, Parts parts) {
        FailedDecisions<Q> outside = FailedDecisions.unlogged(app);
        return (query, lastResort) -> {
            List<Assigned> arms = router.serve(query).arms();
            if (arms.isEmpty()) {
                return outside.of(query, lastResort);
            }
            long now = parts.environment.clock().millis();
            Decision decision =
                    FailedDecisions.decision(parts.environment.newId("d"), now, app, arms, query, lastResort);
            parts.journal.accept(decision);
            return decision;
        };
    }

    List<State> states() {
        return Stream.concat(
                        Stream.of(launch, erasures),
                        apps.stream()
                                .flatMap(each -> Stream.concat(Stream.of(each.router), each.running.states().stream())))
                .toList();
    }

    LaunchState launchState() {
        return launch;
    }

    /** Why a launch that has ended may still answer somebody; empty when it cannot. */
    String stillServed(Launch launch) {
        return launch.status() == Launch.Status.ROLLED_BACK
                ? apps.stream()
                        .filter(each -> each.app.name().equals(launch.app()))
                        .map(each -> each.router.stillServed(launch))
                        .collect(Collectors.joining())
                : "";
    }

    LaunchWatches watches() {
        return launch.watches();
    }

    Erasures erasures() {
        return erasures;
    }

    Exposures exposures() {
        return launch.exposures();
    }

    /** The app at this place. */
    Running<?> at(int place) {
        return apps.get(place);
    }

    List<AppInstance<?>> instances() {
        return apps.stream().<AppInstance<?>>map(Running::instance).toList();
    }

    /** Reads the releases that should serve, however long it takes. */
    void load() {
        apps.forEach(each -> each.router.loadWanted());
    }

    /** Makes what is read of releases what serves. */
    void refresh() {
        apps.forEach(Running::refresh);
    }

    /** The same after a batch of events. */
    void applied() {
        for (Running<?> each : apps) {
            each.refresh();
            each.running.applied();
        }
    }

    /** Whether everything is built for the releases that serve. */
    boolean prepared() {
        return apps.stream().allMatch(each -> each.running.prepared());
    }

    /** Hashes of the releases that serve, apart from launches. */
    String releases() {
        return apps.stream()
                .flatMap(each -> each.router.promoted().stream())
                .map(Release::hash)
                .collect(Collectors.joining(" "));
    }

    /** Why a release that should serve does not; empty when all do. */
    String problem() {
        return apps.stream()
                .map(each -> each.router.problem())
                .filter(problem -> !problem.isEmpty())
                .collect(Collectors.joining("; "));
    }

    void measure(MeterRegistry metrics) {
        apps.forEach(each -> each.running
                .gauges()
                .forEach((name, value) -> metrics.gauge(
                        "fairlead.app." + name, Tags.of("app", each.app.name()), value, of -> of.getAsDouble())));
        metrics.gauge("fairlead.exposures.multiple", exposures(), Exposures::multipleExposures);
        metrics.gauge("fairlead.exposures.unknown", exposures(), Exposures::unknownExposures);
    }
}
