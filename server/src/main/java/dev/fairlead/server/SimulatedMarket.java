package dev.fairlead.server;

import dev.fairlead.decide.DecisionRequest;
import dev.fairlead.events.Decision;
import dev.fairlead.events.Event;
import dev.fairlead.events.Impression;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedFeatures;
import dev.fairlead.feed.FeedPolicy;
import dev.fairlead.feed.FeedTraining;
import dev.fairlead.feed.Retrieval;
import dev.fairlead.feed.Stage;
import dev.fairlead.launch.ServingPolicy;
import dev.fairlead.log.Logged;
import dev.fairlead.sim.Market;
import dev.fairlead.sim.MarketConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A small simulated market that is answered by the heuristic.
 *
 * @param seed same seed, same world
 */
record SimulatedMarket(long seed) {
    /** The numbers it is answered and learnt with. */
    static FeedConfig config() {
        return FeedConfig.defaults().with("candidates", "200");
    }

    String name() {
        return "simulated market, seed " + seed;
    }

    /** The market's events, and the decisions it was answered with, in the order of the log. */
    List<Event> events() {
        FeedFeatures features = FeedFeatures.create();
        List<Event> events = new ArrayList<>();
        AtomicLong now = new AtomicLong();
        AtomicLong ids = new AtomicLong();
        Retrieval retrieval = Retrieval.exact(features);
        FeedPolicy policy = new FeedPolicy(
                new FeedPolicy.Parts(
                        features,
                        retrieval,
                        ServingPolicy.NOTHING_PROMOTED,
                        () -> Instant.ofEpochMilli(now.get()),
                        () -> "d-" + ids.incrementAndGet(),
                        events::add,
                        Stage.Timer.NONE),
                config());
        Market.Sink sink = event -> {
            events.add(event);
            features.store().accept(events.size(), event);
            retrieval.apply(List.of(new Logged(events.size(), event)));
        };
        new Market(MarketConfig.small(seed))
                .run(
                        (user, session, at, context, n) -> {
                            now.set(at);
                            Decision decision =
                                    policy.decide(new DecisionRequest(user, session, context, n, List.of()));
                            return new Market.Slate(
                                    decision.id(),
                                    decision.slots().stream()
                                            .map(slot -> new Impression.Shown(
                                                    slot.item(), slot.position(), slot.price(), slot.propensity()))
                                            .toList());
                        },
                        sink);
        return events;
    }

    /** Reads a node's log, which holds this market's events and nothing else. */
    FeedTraining.Prepared prepare(Training training, Node node) {
        return training.prepare(
                Training.source(name(), true, node.log(), node.log().end()));
    }
}
