package dev.fairlead.lab.withdrawal;

import dev.fairlead.decide.Decider;
import dev.fairlead.decide.Decision;
import dev.fairlead.decide.Query;
import dev.fairlead.decide.Served;
import dev.fairlead.environment.SimulatedEnvironment;
import dev.fairlead.events.Event;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.feed.FeedApp;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.feed.Stage;
import dev.fairlead.launch.Launch;
import dev.fairlead.lightgbm.LightGbmTrainer;
import dev.fairlead.log.Position;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.Purchase;
import dev.fairlead.market.events.Return;
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.ranking.RankingModel;
import dev.fairlead.ranking.RankingModelType;
import dev.fairlead.registry.Release;
import dev.fairlead.retrieval.ClusterIndexFactory;
import dev.fairlead.server.Node;
import dev.fairlead.sim.Market;
import dev.fairlead.sim.MarketTruth;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;

/** One release, launched in a simulated market on a real node, until it is taken back or the market ends. */
final class LaunchInMarket implements IllFeed.Illness {
    static final String NAME = "release";
    private static final String TREATED = "treatment";
    private static final int DISAPPOINTING = 15;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofHours(6);
    private static final Duration LONGEST_RETURN = Duration.ofDays(3);
    private static final long HEAP = 256L << 20;

    private final TrainedMarket past;
    private final BadRelease bad;
    private final SimulatedEnvironment environment;
    private final SplittableRandom random;
    private final Market market;
    private final MarketTruth truth;
    private final List<Event> arrived = new ArrayList<>();
    private final Set<String> treatments = new HashSet<>(); // ids of decisions
    private final PriorityQueue<Return> underWay = new PriorityQueue<>(Comparator.comparingLong(Return::time));
    private double coverage;
    private Optional<Release> flipped = Optional.empty();
    private long leaked;
    private Optional<Withdrawal> found = Optional.empty();

    LaunchInMarket(TrainedMarket past, BadRelease bad, long seed) {
        this.past = past;
        this.bad = bad;
        environment = new SimulatedEnvironment(past.launch());
        random = new SplittableRandom(seed);
        market = past.atLaunch();
        truth = market.truth();
        past.events().forEach(_ -> environment.newId("before")); // ids of the history are taken
    }

    /** @param folder of the node's data, empty */
    Withdrawal run(Path folder, String plan) {
        FeedApp feed = new FeedApp(
                TrainedMarket.CONFIG, new LightGbmTrainer(), ClusterIndexFactory.defaults(), Stage.Timer.NONE);
        try (Node node = Node.open(folder, List.of(new IllFeed(feed, this)), environment)) {
            node.append(past.events());
            node.promote(FeedApp.NAME, release(node, past.trained().model(), 1), "the model of the first days");
            String other = release(node, past.flipped(), 2);
            flipped = node.registry().get(other);
            String launched = bad == BadRelease.SIGN_FLIPPED
                    ? other
                    : release(node, past.trained().model(), 2);
            node.desk().start(Json.parse("""
                    {"app": "feed", "by": "study", "arms": {"control": "promoted", "%s": "%s"}, "plan": %s}
                    """.formatted(TREATED, launched, plan)));
            live(node);
            return found.orElseGet(() -> ended(Withdrawal.End.RAN_ON, ""));
        }
    }

    private String release(Node node, RankingModel model, int draws) {
        FeedConfig numbers = TrainedMarket.CONFIG.with("training.seed", String.valueOf(draws));
        return node.registry()
                .put(
                        past.trained().card().withNumbers(numbers.text()),
                        RankingModelType.RANKING,
                        model,
                        past.launch().toEpochMilli());
    }

    private void live(Node node) {
        for (Instant until = past.launch().plus(STEP);
                found.isEmpty() && !until.isAfter(past.end());
                until = until.plus(STEP)) {
            market.runUntil(
                    until, (user, session, at, context, n) -> slate(node, user, session, at, context, n), this::arrive);
        }
    }

    /** What disappoints comes back within three days, with the market's own returns beside. */
    private void arrive(Event event) {
        arrived.add(event);
        if (bad == BadRelease.CLICKS_UP_RETURNS_UP
                && event instanceof Purchase bought
                && treatments.contains(bought.request())
                && random.nextDouble() < BadRelease.SENT_BACK) {
            underWay.add(new Return(
                    "back-" + bought.id(),
                    bought.time() + random.nextLong(LONGEST_RETURN.toMillis()),
                    bought.user(),
                    bought.session(),
                    bought.item(),
                    bought.request(),
                    bought.quantity(),
                    "not as it was shown"));
        }
    }

    /** After the launch's end nobody is shown anything: the rest of the quarter of a day is not of interest. */
    private Market.Slate slate(Node node, String user, String session, long at, Context context, int n) {
        if (found.isPresent()) {
            return new Market.Slate("over", List.of());
        }
        while (!underWay.isEmpty() && underWay.element().time() <= at) {
            arrived.add(underWay.remove());
        }
        apply(node);
        environment.advance(at);
        environment.heap(HEAP + leaked + random.nextLong(8L << 20));
        Decision decision = decider(node).decide(new ListQuery(user, session, context, n, List.of(), new double[0]));
        if (decision.arm(NAME).filter(arm -> arm.arm().equals(TREATED)).isPresent()) {
            treatments.add(decision.id());
        }
        note(node);
        return new Market.Slate(
                decision.id(),
                decision.choices().stream()
                        .map(choice -> new Impression.Shown(
                                choice.action(), choice.place(), choice.amount(), choice.propensity()))
                        .toList());
    }

    private void apply(Node node) {
        if (arrived.isEmpty()) {
            return;
        }
        Position end = node.log().append(List.copyOf(arrived), List.of()).end();
        arrived.clear();
        if (!node.awaitApplied(end, PATIENCE)) {
            throw new IllegalStateException("position " + end + " was not applied in time");
        }
    }

    @SuppressWarnings("unchecked") // the app's queries are those of lists
    private static Decider<ListQuery> decider(Node node) {
        return (Decider<ListQuery>) node.instance(FeedApp.NAME).decider();
    }

    private void note(Node node) {
        Launch launch = node.desk().get(NAME);
        String by = launch.progress().last().by();
        if (launch.status() == Launch.Status.ROLLED_BACK) {
            found = Optional.of(ended(Withdrawal.End.WITHDRAWN, by));
            return;
        }
        coverage = launch.coverage();
        if (launch.definition().condition().isPresent()) {
            found = Optional.of(ended(Withdrawal.End.ONE_MARKET_WITHDRAWN, by));
        }
    }

    private Withdrawal ended(Withdrawal.End end, String by) {
        Duration since = Duration.between(past.launch(), environment.clock().instant());
        return new Withdrawal(
                end, by.replace("guardrail ", ""), treatments.size(), since.toMillis() / 3_600_000.0, coverage);
    }

    private static boolean treats(Served served) {
        return served.arms().stream()
                .anyMatch(arm -> arm.launch().equals(NAME) && arm.arm().equals(TREATED));
    }

    /** A decision takes 5 to 20 ms. */
    @Override
    public Served serves(Served served, Query query) {
        boolean ill = treats(served);
        environment.advance(environment.clock().millis()
                + random.nextInt(5, 20)
                + (ill && bad == BadRelease.SLOW ? BadRelease.SLOWER_MILLIS : 0));
        leaked += ill && bad == BadRelease.LEAKS_MEMORY ? BadRelease.LEAKED : 0;
        boolean hurt = ill
                && bad == BadRelease.HURTS_ONE_MARKET
                && query instanceof ListQuery list
                && list.context().market().equals(BadRelease.MARKET);
        return hurt ? Served.own(served.arms(), flipped) : served;
    }

    @Override
    public ListQuery asked(ListQuery query, Served served) {
        if (!treats(served)) {
            return query;
        }
        return switch (bad) {
            case THROWS -> throw new IllegalStateException("the release is broken");
            case CLICKS_UP_RETURNS_UP -> disappointing(query);
            default -> query;
        };
    }

    private ListQuery disappointing(ListQuery query) {
        Instant now = environment.clock().instant();
        List<String> items = truth.offered(query.context().market(), now).stream()
                .map(MarketTruth.Offered::item)
                .sorted(Comparator.comparingDouble(item -> -truth.clickProbability(query.user(), item, now)
                        * Math.pow(truth.returnProbability(query.user(), item), 2)))
                .limit(DISAPPOINTING)
                .toList();
        return query.with(items, new double[0]);
    }
}
