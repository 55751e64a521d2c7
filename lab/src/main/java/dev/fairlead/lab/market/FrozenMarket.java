package dev.fairlead.lab.market;

import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedPolicy;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.market.events.Context;
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.registry.Release;
import dev.fairlead.sim.Market;
import dev.fairlead.sim.MarketConfig;
import dev.fairlead.sim.MarketTruth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A simulated market that was lived through under the exploring heuristic and then stopped, with a model trained on what happened. At
 * this moment any policy can be asked what it would show to whom, and the truth says what that would bring.
 */
final class FrozenMarket {
    /** Somebody who was there, as at the last visit. */
    record Visitor(String user, String session, Context context) {}

    private final ClosedLoop loop;
    private final MarketTruth truth;
    private final Instant at;
    private final List<Visitor> visitors;
    private final Release model;

    private FrozenMarket(ClosedLoop loop, MarketTruth truth, Instant at, List<Visitor> visitors, Release model) {
        this.loop = loop;
        this.truth = truth;
        this.at = at;
        this.visitors = visitors;
        this.model = model;
    }

    static FrozenMarket live(MarketConfig world, FeedConfig config, Consumer<String> progress) {
        progress.accept("the first " + world.days() + " days under the heuristic");
        ClosedLoop loop = new ClosedLoop(MarketStudy.exploring(config));
        Map<String, Visitor> visitors = new LinkedHashMap<>();
        Market market = new Market(world);
        market.runUntil(
                world.end(),
                (user, session, at, context, n) -> {
                    visitors.put(user, new Visitor(user, session, context));
                    return loop.slate(user, session, at, context, n);
                },
                loop);
        MemoryLog log = new MemoryLog();
        log.append(loop.events(), List.of());
        Release model = MarketStudy.trained(world, log, config, progress);
        return new FrozenMarket(loop, market.truth(), world.end(), List.copyOf(visitors.values()), model);
    }

    List<Visitor> visitors() {
        return visitors;
    }

    MarketTruth truth() {
        return truth;
    }

    Instant at() {
        return at;
    }

    Release model() {
        return model;
    }

    /** A policy on the state of this moment. */
    FeedPolicy policy(Optional<Release> with, FeedConfig config) {
        return loop.policy(with, config);
    }

    /** A request for {@code n} of {@code pool} items, taken evenly from all that the sources propose to the visitor. */
    ListQuery request(FeedPolicy sources, Visitor visitor, int pool, int n) {
        List<String> all = sources.prospect(request(visitor, n, List.of())).items();
        List<String> candidates = new ArrayList<>();
        IntStream.range(0, Math.min(pool, all.size()))
                .forEach(i -> candidates.add(all.get(i * all.size() / Math.min(pool, all.size()))));
        return request(visitor, n, candidates);
    }

    private static ListQuery request(Visitor visitor, int n, List<String> candidates) {
        return new ListQuery(visitor.user, visitor.session, visitor.context, n, candidates, new double[0]);
    }
}
