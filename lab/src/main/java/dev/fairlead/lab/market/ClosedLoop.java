package dev.fairlead.lab.market;

import dev.fairlead.decide.DecisionRequest;
import dev.fairlead.events.Assigned;
import dev.fairlead.events.Context;
import dev.fairlead.events.Decision;
import dev.fairlead.events.Event;
import dev.fairlead.events.Impression;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedFeatures;
import dev.fairlead.feed.FeedPolicy;
import dev.fairlead.feed.Retrieval;
import dev.fairlead.feed.Stage;
import dev.fairlead.launch.Served;
import dev.fairlead.log.Logged;
import dev.fairlead.ranking.RankingModel;
import dev.fairlead.registry.ModelCard;
import dev.fairlead.registry.StoredModel;
import dev.fairlead.sim.Market;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A feed on the heap, without log or HTTP, that a simulated market asks: the same feature state, sources, model and rules as a node has,
 * fed with every event as it comes. Reproducible: same market, same decisions.
 */
public final class ClosedLoop implements Market.Feed, Market.Sink {
    private final FeedFeatures features = FeedFeatures.create();
    private final Retrieval retrieval = Retrieval.exact(features);
    private final List<Event> events = new ArrayList<>();
    private FeedPolicy policy;
    private Optional<StoredModel> model = Optional.empty();
    private boolean recording = true;
    private long applied;
    private long now;
    private long ids;

    public ClosedLoop(FeedConfig config) {
        policy = policy(config);
    }

    private FeedPolicy policy(FeedConfig config) {
        return policy(this::served, config, () -> "d-" + ++ids, this::journal);
    }

    /** Another policy on the same state, as of the last request. Its decisions are not kept. */
    FeedPolicy policy(Optional<StoredModel> other, FeedConfig config) {
        return policy(() -> served(other), config, () -> "o-" + ++ids, _ -> {});
    }

    private FeedPolicy policy(
            Supplier<Served> serves, FeedConfig config, Supplier<String> names, Consumer<Decision> journal) {
        // Only the machine's speed could make a source late: not in a simulation that must be reproducible.
        return new FeedPolicy(
                new FeedPolicy.Parts(
                        features,
                        retrieval,
                        _ -> serves.get(),
                        () -> Instant.ofEpochMilli(now),
                        names,
                        journal,
                        Stage.Timer.NONE),
                config.with("sources.deadline.ms", "60000"));
    }

    private Served served() {
        return served(model);
    }

    private static Served served(Optional<StoredModel> model) {
        return model.isEmpty() ? Served.heuristic(Assigned.NONE) : Served.promoted(model);
    }

    /** From now on this model serves, with these numbers. */
    void serve(StoredModel next, FeedConfig config) {
        model = Optional.of(next);
        retrieval.serve(next.model().towers().stream().toList());
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

    private void journal(Decision decision) {
        if (recording) {
            events.add(decision);
        }
        applied++;
    }

    @Override
    public void accept(Event event) {
        if (recording) {
            events.add(event);
        }
        applied++;
        features.store().accept(applied, event);
        retrieval.apply(List.of(new Logged(applied, event)));
    }

    @Override
    public Market.Slate slate(String user, String session, long at, Context context, int n) {
        now = at;
        Decision decision = policy.decide(new DecisionRequest(user, session, context, n, List.of()));
        return new Market.Slate(
                decision.id(),
                decision.slots().stream()
                        .map(slot ->
                                new Impression.Shown(slot.item(), slot.position(), slot.price(), slot.propensity()))
                        .toList());
    }

    /** What happened and was decided while it was recorded, in the order of a log. */
    public List<Event> events() {
        return events;
    }

    /** A model that nothing stores. */
    static StoredModel unstored(RankingModel model, ModelCard card) {
        return new StoredModel("unstored", card, model);
    }
}
