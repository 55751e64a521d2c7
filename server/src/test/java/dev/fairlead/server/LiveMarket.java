package dev.fairlead.server;

import dev.fairlead.decide.Decision;
import dev.fairlead.environment.SimulatedEnvironment;
import dev.fairlead.events.Event;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.log.Position;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.Impression;
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.sim.Market;
import dev.fairlead.sim.MarketConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A simulated market that lives on a real node: its events go through the log, and before each decision the node has applied
 * all that arrived. Every fourth request brings candidates of its own, half of those with prices.
 */
public final class LiveMarket {
    static final int SLATE = 20;
    static final int CANDIDATES = 100;
    public static final FeedConfig CONFIG = FeedConfig.defaults().with("candidates", String.valueOf(CANDIDATES));

    private static final Duration STEP = Duration.ofHours(6);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final FeedConfig feed;
    private final MarketConfig config;
    private final Market market;
    private final SplittableRandom random;
    private final List<Event> arrived = new ArrayList<>();
    private final Set<String> items = new LinkedHashSet<>();
    private final SimulatedEnvironment environment;
    private Instant reached;
    private long newest;
    private int decisions;
    private int outOfOrder;

    public LiveMarket(Path folder, MarketConfig config) {
        this(folder, config, CONFIG);
    }

    LiveMarket(Path folder, MarketConfig config, FeedConfig feed) {
        this.folder = folder;
        this.feed = feed;
        this.config = config;
        this.market = new Market(config);
        this.random = new SplittableRandom(config.seed());
        this.environment = new SimulatedEnvironment(config.start());
        this.reached = config.start();
    }

    /** The small market, smaller: 200 to 300 slates a day. */
    public static MarketConfig small(long seed) {
        return new MarketConfig(seed, 800, 400, 60, 28, Instant.parse("2026-01-05T00:00:00Z"), SLATE, 0.3, 0.02);
    }

    InstantSource clock() {
        return environment.clock();
    }

    public Node open() {
        return open(folder);
    }

    /** The same node on a copy of its folder. */
    Node open(Path copy) {
        return Node.open(copy, Apps.of(feed), environment);
    }

    int decisions() {
        return decisions;
    }

    /** Events that arrived after a later one. */
    public int outOfOrder() {
        return outOfOrder;
    }

    /** Lives on until at least {@code wanted} decisions were made, all in all. */
    public void run(Node node, int wanted) {
        while (decisions < wanted) {
            if (reached.isAfter(config.end())) {
                throw new IllegalStateException("the market ended after " + decisions + " decisions");
            }
            reached = reached.plus(STEP);
            market.runUntil(
                    reached,
                    (user, session, at, context, n) -> decide(node, user, session, at, context, n),
                    this::arrive);
        }
        flush(node);
    }

    private void arrive(Event event) {
        if (event instanceof CatalogueItem item) {
            items.add(item.item());
        } else if (event.time() < newest) {
            outOfOrder++;
        }
        newest = Math.max(newest, event.time());
        arrived.add(event);
    }

    private void flush(Node node) {
        Position end = node.log().append(arrived, List.of()).end();
        arrived.clear();
        if (!node.awaitApplied(end, PATIENCE)) {
            throw new IllegalStateException("position " + end + " was not applied in time");
        }
    }

    private Market.Slate decide(Node node, String user, String session, long at, Context context, int n) {
        flush(node);
        environment.advance(at);
        Decision decision = node.feed().decider().decide(query(user, session, context, n));
        decisions++;
        return new Market.Slate(
                decision.id(),
                decision.choices().stream()
                        .map(choice -> new Impression.Shown(
                                choice.action(), choice.place(), choice.amount(), choice.propensity()))
                        .toList());
    }

    private ListQuery query(String user, String session, Context context, int n) {
        if (random.nextInt(4) != 0) {
            return new ListQuery(user, session, context, n, List.of(), new double[0]);
        }
        List<String> all = List.copyOf(items);
        boolean priced = random.nextBoolean();
        List<String> candidates =
                random.ints(CANDIDATES, 0, all.size()).mapToObj(all::get).toList();
        double[] prices =
                priced ? random.ints(CANDIDATES, 1, 201).asDoubleStream().toArray() : new double[0];
        return new ListQuery(user, session, context, n, candidates, prices);
    }
}
