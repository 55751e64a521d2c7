package dev.fairlead.server;

import dev.fairlead.decide.Decision;
import dev.fairlead.environment.SimulatedEnvironment;
import dev.fairlead.events.Event;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.FeedTraining;
import dev.fairlead.log.Position;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.Impression;
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.ranking.RankingModelType;
import dev.fairlead.sim.Market;
import dev.fairlead.sim.MarketConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * A simulated market that lives on a real node: its events go through the log, and before each decision the node has applied
 * all that arrived. Every fourth request brings candidates of its own, half of those with prices.
 */
public final class LiveMarket {
    public static final int SLATE = 20;
    static final int CANDIDATES = 100;
    public static final FeedConfig CONFIG = FeedConfig.defaults().with("candidates", String.valueOf(CANDIDATES));

    /** Numbers of a small release: few trees, and rules that differ from the heuristic's in what they read and how long their window is. */
    public static final FeedConfig RELEASED = CONFIG.with("ranker.trees", "8")
            .with("classifier.trees", "8")
            .with("ranker.min.leaf.rows", "20")
            .with("classifier.min.leaf.rows", "20")
            .with("towers.epochs", "1")
            .with("policy.diversity.alike", "embedding")
            .with("policy.diversity.weight", "0.4")
            .with("policy.new.seller.ceiling", "0.25")
            .with("policy.new.seller.share", "0.2")
            .with("policy.new.seller.slates", "40")
            .with("policy.explore.share", "0.05");

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
    private int priced;

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

    public int decisions() {
        return decisions;
    }

    /** Events that arrived after a later one. */
    public int outOfOrder() {
        return outOfOrder;
    }

    /** Requests that brought prices. */
    public int priced() {
        return priced;
    }

    /** A model of what the node's log holds, with the numbers of {@link #RELEASED}. */
    public static FeedTraining.Trained train(Node node) {
        Training training = new Training(RELEASED, _ -> {});
        return training.train(training.prepare(
                Training.source("simulated market", true, node.log(), node.log().end())));
    }

    /** Puts a model with numbers into the node's registry. @return the release's hash */
    public static String release(Node node, FeedTraining.Trained trained, FeedConfig numbers) {
        return node.registry()
                .put(trained.card().withNumbers(numbers.text()), RankingModelType.RANKING, trained.model(), 1);
    }

    /** Starts the launch {@code live} for four fifths of the users, in equal parts. @param arms what serves each; one is {@code control} */
    public static void launch(Node node, Map<String, String> arms) {
        StringJoiner served = new StringJoiner(", ");
        StringJoiner planned = new StringJoiner(", ");
        new TreeMap<>(arms).forEach((arm, by) -> {
            served.add("\"%s\": \"%s\"".formatted(arm, by));
            planned.add("{\"name\": \"%s\", \"weight\": 1, \"units\": 10, \"control\": %s}"
                    .formatted(arm, arm.equals("control")));
        });
        node.desk().start(Json.parse("""
                {"app": "feed", "by": "test", "arms": {%s},
                 "plan": {"name": "live", "hypothesis": "The model earns more.", "unit": "user",
                          "arms": [%s],
                          "primary": [{"name": "conversion", "kind": "proportion", "direction": "increase", "windowDays": 7,
                                       "minimumDetectableEffect": 1, "from": {"event": "purchase"}}],
                          "ramp": [{"coverage": 0.8}], "owners": ["test"]}}
                """.formatted(served, planned)));
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
        boolean withPrices = random.nextBoolean();
        priced += withPrices ? 1 : 0;
        List<String> candidates =
                random.ints(CANDIDATES, 0, all.size()).mapToObj(all::get).toList();
        double[] prices =
                withPrices ? random.ints(CANDIDATES, 1, 201).asDoubleStream().toArray() : new double[0];
        return new ListQuery(user, session, context, n, candidates, prices);
    }
}
