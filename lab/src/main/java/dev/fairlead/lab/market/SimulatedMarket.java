package dev.fairlead.lab.market;

import dev.fairlead.events.Event;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedTraining;
import dev.fairlead.server.Node;
import dev.fairlead.server.Training;
import dev.fairlead.sim.Market;
import dev.fairlead.sim.MarketConfig;
import java.util.List;

/**
 * A small simulated market that is answered by the heuristic.
 *
 * @param seed same seed, same world
 */
public record SimulatedMarket(long seed) {
    /** The numbers it is answered and learnt with. */
    public static FeedConfig config() {
        return FeedConfig.defaults().with("candidates", "200");
    }

    String name() {
        return "simulated market, seed " + seed;
    }

    /** The market's events, and the decisions it was answered with, in the order of the log. */
    public List<Event> events() {
        ClosedLoop loop = new ClosedLoop(config());
        new Market(MarketConfig.small(seed)).run(loop, loop);
        return loop.events();
    }

    /** Reads a node's log, which holds this market's events and nothing else. */
    public FeedTraining.Prepared prepare(Training training, Node node) {
        return training.prepare(
                Training.source(name(), true, node.log(), node.log().end()));
    }
}
