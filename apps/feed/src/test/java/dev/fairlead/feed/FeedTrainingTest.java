package dev.fairlead.feed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.decide.Decision;
import dev.fairlead.decide.PlatformEvents;
import dev.fairlead.decide.Router;
import dev.fairlead.environment.SimulatedEnvironment;
import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.EventTypes;
import dev.fairlead.json.Json;
import dev.fairlead.json.JsonEvents;
import dev.fairlead.learn.Split;
import dev.fairlead.lightgbm.LightGbmTrainer;
import dev.fairlead.log.Logged;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.log.Position;
import dev.fairlead.log.StateReader;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.MarketEvents;
import dev.fairlead.market.events.Purchase;
import dev.fairlead.market.events.UserProfile;
import dev.fairlead.ranking.LeakageCheck;
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.ranking.RankingModel;
import dev.fairlead.ranking.RankingModelType;
import dev.fairlead.ranking.ShownList;
import dev.fairlead.registry.Learner;
import dev.fairlead.sim.Market;
import dev.fairlead.sim.MarketConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** From a small simulated market's log to a model. */
class FeedTrainingTest {
    private static final FeedConfig CONFIG = FeedConfig.defaults()
            .with("candidates", "40")
            .with("ranker.trees", "12")
            .with("classifier.trees", "12")
            .with("ranker.min.leaf.rows", "20")
            .with("classifier.min.leaf.rows", "20");

    private static final EventTypes TYPES = EventTypes.of(Stream.<EventType<?>>concat(
                    MarketEvents.ALL.stream(), PlatformEvents.of(List.of(ListQuery.type("feed"))).stream())
            .toList());

    private static final List<Event> EVENTS = simulate();

    /** Ten days under the heuristic. */
    private static List<Event> simulate() {
        FeedFeatures features = FeedFeatures.create();
        List<Event> events = new ArrayList<>();
        SimulatedEnvironment world = new SimulatedEnvironment(Instant.EPOCH);
        Retrieval retrieval = Retrieval.exact(features);
        ExposureWindows windows = new ExposureWindows();
        FeedPolicy policy = new FeedPolicy(
                new FeedPolicy.Parts(
                        features,
                        retrieval,
                        windows,
                        Router.NOTHING_PROMOTED,
                        StateReader.UNSHARED,
                        world,
                        decision -> {
                            events.add(decision);
                            windows.accept(Logged.at(events.size(), decision));
                        },
                        Stage.Timer.NONE),
                CONFIG);
        Market.Feed feed = (user, session, at, context, n) -> {
            world.advance(at);
            Decision decision = policy.decide(new ListQuery(user, session, context, n, List.of(), new double[0]));
            return new Market.Slate(
                    decision.id(),
                    decision.choices().stream()
                            .map(choice -> new Impression.Shown(
                                    choice.action(), choice.place(), choice.amount(), choice.propensity()))
                            .toList());
        };
        new Market(new MarketConfig(3, 300, 200, 40, 10, Instant.parse("2026-01-05T00:00:00Z"), 15, 0.4, 0.02))
                .run(feed, event -> {
                    events.add(event);
                    features.store().accept(Logged.at(events.size(), event));
                    retrieval.apply(List.of(Logged.at(events.size(), event)));
                });
        return events;
    }

    private static MemoryLog log(List<Event> events) {
        MemoryLog log = new MemoryLog();
        log.append(events, List.of());
        return log;
    }

    private static FeedTraining training() {
        return new FeedTraining(CONFIG, new LightGbmTrainer(), _ -> {});
    }

    private static FeedTraining.Prepared prepare(List<Event> events) {
        return training()
                .prepare(new Learner.Source(
                        "simulated market", true, log(events), Position.of(events.size()), new JsonEvents(TYPES)));
    }

    private static FeedTraining.Trained train(FeedTraining.Prepared prepared) {
        return training().train(prepared, new FeedEvaluation(CONFIG)::brief);
    }

    private static byte[] bytes(RankingModel model) {
        return Json.bytes(to -> RankingModelType.RANKING.write(model, to));
    }

    @Test
    void theSameLogGivesTheSameBytes() {
        FeedTraining.Trained once = train(prepare(EVENTS));
        FeedTraining.Trained twice = train(prepare(EVENTS));
        assertArrayEquals(bytes(once.model()), bytes(twice.model()));
        assertArrayEquals(Json.bytes(once.card()::write), Json.bytes(twice.card()::write));
        assertEquals(FeedFeatures.create().store().fingerprint(), once.model().fingerprint());
        assertEquals(CONFIG.text(), once.card().numbers());
        assertTrue(once.card().data().simulated());
        assertTrue(once.card().limits().contains("simulated"));
        assertFalse(once.card().metrics().isEmpty());
    }

    @Test
    void aTrainingSetKnowsNothingOfTheFuture() {
        FeedTraining.Prepared prepared = prepare(EVENTS);
        LeakageCheck.Report report = LeakageCheck.check(
                log(EVENTS),
                () -> FeedFeatures.create().store(),
                prepared.set(),
                FeedFeatures.create().store().names(),
                10,
                1);
        assertTrue(report.passed(), report::toString);
        assertTrue(
                prepared.set().lists().size() > 500,
                () -> prepared.set().lists().size() + " lists");
    }

    /** The same history as three tables, one after the other, trained a ranker of NDCG@10 .050 where .333 was to be had. */
    @Test
    void aHistoryTrainsTheSameModelInWhateverOrderItIsBroughtIn() {
        Map<Long, Event> first = new HashMap<>();
        List<Event> merged = EVENTS.stream()
                .filter(event -> !(event instanceof Decision))
                .filter(event -> describes(event) || first.putIfAbsent(event.time(), event) == null)
                .sorted(Comparator.comparingLong(Event::time).thenComparing(event -> !describes(event)))
                .toList();
        List<Event> tables = new ArrayList<>();
        merged.stream()
                .filter(event -> !(describes(event) || event instanceof Impression))
                .forEach(tables::add);
        merged.stream().filter(Impression.class::isInstance).forEach(tables::add);
        merged.stream().filter(FeedTrainingTest::describes).forEach(tables::add);
        FeedTraining.Prepared inOrder = prepare(merged);
        FeedTraining.Prepared brought = prepare(tables);
        assertEquals(0, inOrder.set().byEventTime());
        assertEquals(brought.set().lists().size(), brought.set().byEventTime());
        FeedTraining.Trained trained = train(brought);
        assertArrayEquals(bytes(train(inOrder).model()), bytes(trained.model()));
        assertEquals(
                brought.set().lists().size() + " of " + brought.set().lists().size(),
                trained.card().fact("lists read by event time"));
    }

    private static boolean describes(Event event) {
        return event instanceof CatalogueItem || event instanceof UserProfile;
    }

    /** What was bought in the test span was not known when it began: it labels no earlier list. */
    @Test
    void outcomesInTheTestSpanDoNotLabelWhatWasShownBefore() {
        FeedTraining.Prepared prepared = prepare(EVENTS);
        long testFrom = prepared.split().testFrom();
        assertTrue(
                prepared.set().lists().stream()
                        .filter(list -> list.time() < testFrom)
                        .flatMap(list -> Stream.of(list.outcomes()))
                        .map(ShownList.Outcome::purchased)
                        .anyMatch(when -> when != ShownList.Outcome.NEVER && when >= testFrom),
                "no purchase could leak");
        List<Event> unjoined = EVENTS.stream()
                .map(event -> event instanceof Purchase p && p.time() >= testFrom ? withoutRequest(p) : event)
                .toList();
        FeedTraining.Prepared without = prepare(unjoined);
        assertEquals(prepared.split(), without.split());
        assertArrayEquals(bytes(train(prepared).model()), bytes(train(without).model()));
    }

    private static Event withoutRequest(Purchase p) {
        return new Purchase(p.id(), p.time(), p.user(), p.session(), p.item(), "", p.quantity(), p.price());
    }

    @Test
    void theSpansFollowEachOtherAndAreOfTheConfiguredSizes() {
        FeedTraining.Prepared prepared = prepare(EVENTS);
        Split split = prepared.split();
        assertTrue(split.trainFrom() < split.validationFrom() && split.validationFrom() < split.testFrom());
        assertTrue(split.testFrom() < split.end());
        List<Long> actions = EVENTS.stream()
                .filter(e -> !(e instanceof Decision || e instanceof Impression))
                .filter(e -> !(e instanceof CatalogueItem || e instanceof UserProfile))
                .map(Event::time)
                .toList();
        assertEquals(0.2, share(actions, split.validationFrom(), split.testFrom()), 0.01);
        assertEquals(0.2, share(actions, split.testFrom(), split.end()), 0.01);
    }

    private static double share(List<Long> times, long from, long until) {
        return (double) times.stream().filter(t -> t >= from && t < until).count() / times.size();
    }

    @Test
    void aLogThatIsTooShortIsRefusedWithTheReason() {
        String reason = Story.refusal(() -> prepare(List.of()));
        assertTrue(reason.contains("at least 100 are needed"), reason);
        assertTrue(Story.refusal(() -> training()
                        .prepare(new Learner.Source(
                                "short", true, log(EVENTS), Position.of(EVENTS.size() + 1), new JsonEvents(TYPES))))
                .startsWith("short ends at position " + EVENTS.size() + ", before position "));
    }
}
