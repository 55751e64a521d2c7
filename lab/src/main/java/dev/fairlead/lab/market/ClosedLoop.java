package dev.fairlead.lab.market;

import dev.fairlead.decide.Decision;
import dev.fairlead.decide.Served;
import dev.fairlead.environment.Environment;
import dev.fairlead.environment.SimulatedEnvironment;
import dev.fairlead.events.Event;
import dev.fairlead.feed.ExposureWindows;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedFeatures;
import dev.fairlead.feed.FeedPolicy;
import dev.fairlead.feed.Retrieval;
import dev.fairlead.feed.Stage;
import dev.fairlead.log.Logged;
import dev.fairlead.log.StateReader;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.Impression;
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.ranking.RankingModel;
import dev.fairlead.ranking.RankingModelType;
import dev.fairlead.registry.ModelCard;
import dev.fairlead.registry.Release;
import dev.fairlead.sim.Market;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A feed on the heap, without log or HTTP, that a simulated market asks: the same feature state, sources, model and rules as a node has,
 * fed with every event as it comes. Reproducible: same market, same decisions.
 */
public final class ClosedLoop implements Market.Feed, Market.Sink {
    private final FeedFeatures features = FeedFeatures.create();
    private final Retrieval retrieval = Retrieval.exact(features);
    private final ExposureWindows windows = new ExposureWindows();
    private final List<Event> events = new ArrayList<>();
    private final SimulatedEnvironment environment;
    private FeedPolicy policy;
    private Optional<Release> model = Optional.empty();
    private boolean recording = true;
    private long applied;

    public ClosedLoop(FeedConfig config) {
        this(config, new SimulatedEnvironment(Instant.EPOCH));
    }

    /** @param environment whose time the requests move on */
    public ClosedLoop(FeedConfig config, SimulatedEnvironment environment) {
        this.environment = environment;
        policy = policy(config);
    }

    private FeedPolicy policy(FeedConfig config) {
        return policy(this::served, config, environment, windows, this::accept);
    }

    /** Another policy on the same state, as of the last request, that has shown nothing yet. Its decisions are not kept. */
    FeedPolicy policy(Optional<Release> other, FeedConfig config) {
        ExposureWindows own = new ExposureWindows();
        return policy(
                () -> served(other),
                config,
                new Aside(environment),
                own,
                decision -> own.accept(Logged.at(applied, decision)));
    }

    private FeedPolicy policy(
            Supplier<Served> serves,
            FeedConfig config,
            Environment environment,
            ExposureWindows shown,
            Consumer<Decision> journal) {
        return new FeedPolicy(
                new FeedPolicy.Parts(
                        features,
                        retrieval,
                        shown,
                        _ -> serves.get(),
                        StateReader.UNSHARED,
                        environment,
                        journal,
                        Stage.Timer.NONE),
                config);
    }

    /** The loop's surroundings for decisions that are asked aside and not kept: their ids are of another kind. */
    private record Aside(Environment world) implements Environment {
        @Override
        public InstantSource clock() {
            return world.clock();
        }

        @Override
        public String newId(String prefix) {
            return world.newId("o");
        }

        @Override
        public Duration patience(Duration deadline) {
            return world.patience(deadline);
        }

        @Override
        public Executor executor(Executor beside) {
            return world.executor(beside);
        }
    }

    private Served served() {
        return served(model);
    }

    private static Served served(Optional<Release> model) {
        return model.isEmpty() ? Served.lastResort(List.of()) : Served.promoted(List.of(), model);
    }

    /** From now on this model serves, with these numbers. */
    void serve(Release next, FeedConfig config) {
        model = Optional.of(next);
        retrieval.serve(next.model(RankingModel.class).towers().stream().toList());
        policy = policy(config);
    }

    /** From now on these numbers hold. */
    void configure(FeedConfig config) {
        policy = policy(config);
    }

    /** From now on events are applied and not kept. */
    void stopRecording() {
        recording = false;
    }

    @Override
    public void accept(Event event) {
        if (recording) {
            events.add(event);
        }
        applied++;
        Logged logged = Logged.at(applied, event);
        features.store().accept(logged);
        retrieval.apply(List.of(logged));
        windows.accept(logged);
    }

    @Override
    public Market.Slate slate(String user, String session, long at, Context context, int n) {
        environment.advance(at);
        Decision decision = policy.decide(new ListQuery(user, session, context, n, List.of(), new double[0]));
        return new Market.Slate(
                decision.id(),
                decision.choices().stream()
                        .map(choice -> new Impression.Shown(
                                choice.action(), choice.place(), choice.amount(), choice.propensity()))
                        .toList());
    }

    /** What happened and was decided while it was recorded, in the order of a log. */
    public List<Event> events() {
        return events;
    }

    /** A model that nothing stores. */
    static Release unstored(RankingModel model, ModelCard card) {
        return new Release("unstored", RankingModelType.RANKING.kind(), card, model.fingerprint(), model);
    }
}
