package dev.fairlead.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.decide.App;
import dev.fairlead.decide.Choice;
import dev.fairlead.decide.Decision;
import dev.fairlead.decide.Replay;
import dev.fairlead.events.Event;
import dev.fairlead.feed.FeedConfig;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.registry.Registry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A logged decision is made again from the log to the bit, and what was changed in the log is found and named. */
class ReplayTest {
    private static final App<?, ?> FEED = Apps.of(LiveMarket.CONFIG).getFirst();

    @TempDir
    private Path folder = Path.of("");

    private static List<Event> events(Node node) {
        List<Event> events = new ArrayList<>();
        node.log().readAll(logged -> events.add(logged.event()));
        return events;
    }

    private static List<Decision> decisions(List<Event> events) {
        return events.stream()
                .filter(Decision.class::isInstance)
                .map(Decision.class::cast)
                .toList();
    }

    private static Replay replay(List<Event> events, Registry registry) {
        MemoryLog log = new MemoryLog();
        log.append(events, List.of());
        return Replay.check(log, FEED, registry);
    }

    /** Exploration, new sellers' share, two arms with rules of their own, late events, and a restart from a snapshot. */
    @Test
    void everyDecisionOfALiveMarketIsMadeAgainToTheBit() {
        LiveMarket market = new LiveMarket(folder, LiveMarket.small(11));
        String hash;
        try (Node node = market.open()) {
            market.run(node, 600);
            hash = LiveMarket.release(node, LiveMarket.train(node), LiveMarket.RELEASED);
            LiveMarket.launch(node, Map.of("control", "heuristic", "treatment", hash));
            market.run(node, 800);
        }
        try (Node node = market.open()) {
            assertTrue(node.restoredAt().total() > 0, "from the snapshot");
            market.run(node, 1_000);
            assertTrue(market.outOfOrder() > 15, () -> market.outOfOrder() + " events out of order");
            List<Decision> decisions = decisions(events(node));
            isAWholeMarket(decisions, hash);
            Replay replay = Replay.check(node.log(), FEED, node.registry());
            System.out.println("replay: " + replay);
            assertTrue(replay.same(), replay::toString);
            assertEquals(Map.of(), replay.left());
            assertEquals(decisions.size(), replay.decisions());
            long choices = decisions.stream().mapToLong(d -> d.choices().size()).sum();
            assertEquals(new Replay.Compared(choices * FEED.features().names().size(), 0), replay.floats());
            assertEquals(new Replay.Compared(choices * 4, 0), replay.scores());
            assertEquals(new Replay.Compared(choices, 0), replay.choices());
            assertEquals(new Replay.Compared(choices, 0), replay.propensities());
            assertEquals(new Replay.Compared(decisions.size() * 4L, 0), replay.carried());
            theStatesMatter(events(node), node.registry());
        }
    }

    private static void isAWholeMarket(List<Decision> decisions, String hash) {
        Set<String> rules = new HashSet<>();
        Set<String> arms = new HashSet<>();
        decisions.forEach(decision -> {
            decision.choices().forEach(choice -> rules.add(choice.rule()));
            arms.add(decision.arm("live").map(arm -> arm.arm()).orElse("") + " "
                    + decision.release().equals(hash));
        });
        assertTrue(rules.containsAll(Set.of("rank", "new-seller", "thompson", "explore")), rules::toString);
        assertEquals(Set.of(" false", "control false", "treatment true"), arms);
    }

    /** The vectors come from the catalogue, and the windows from the decisions: with others, other slates come out. */
    private static void theStatesMatter(List<Event> events, Registry registry) {
        List<Event> titled = new ArrayList<>();
        List<Event> late = new ArrayList<>();
        List<Event> unseen = new ArrayList<>();
        for (Event event : events) {
            titled.add(event instanceof CatalogueItem item ? retitled(item) : event);
            late.add(
                    event instanceof Decision decision && !decision.release().isEmpty()
                            ? withoutVectors(decision)
                            : event);
            unseen.add(
                    event instanceof Decision decision
                            ? with(decision, decision.choices(), new double[] {20, 0, 0, 0})
                            : event);
        }
        for (List<Event> others : List.of(titled, late)) {
            Replay vectors = replay(others, registry);
            assertEquals(0, vectors.floats().differing(), vectors::toString);
            assertTrue(vectors.choices().differing() > 0, vectors::toString);
        }
        Replay windows = replay(unseen, registry);
        assertEquals(0, windows.scores().differing(), windows::toString);
        assertTrue(windows.choices().differing() > 0, windows::toString);
    }

    private static CatalogueItem retitled(CatalogueItem of) {
        return new CatalogueItem(
                of.id(),
                of.time(),
                of.item(),
                of.price(),
                of.margin(),
                of.currency(),
                of.category(),
                of.brand(),
                of.seller(),
                of.sellerSince(),
                of.rating(),
                of.shippingDays(),
                of.stock(),
                of.created(),
                "another name for " + of.item(),
                of.markets());
    }

    /** What a decision says of itself that was made before the vectors of its release were built. */
    private static Decision withoutVectors(Decision of) {
        return answered(of, of.release(), of.fingerprint(), "source personal late; item vectors late", of.carried());
    }

    private static Decision with(Decision of, List<Choice> choices, double[] carried) {
        return new Decision(
                of.id(),
                of.time(),
                of.app(),
                of.arms(),
                of.release(),
                of.fingerprint(),
                of.fallback(),
                of.asOf(),
                of.query(),
                choices,
                of.numbers(),
                carried);
    }

    /** What one changed number or word of one choice is found as. */
    @Test
    void whatWasTamperedWithIsFoundAndNamed() {
        LiveMarket market = new LiveMarket(folder, LiveMarket.small(12));
        try (Node node = market.open()) {
            market.run(node, 150);
            List<Event> events = events(node);
            Registry registry = node.registry();
            assertTrue(replay(events, registry).same());
            Tampering of = new Tampering(events, registry, decisions(events).get(100));
            Choice third = of.decision.choices().get(2);
            float[] row = third.features().clone();
            row[5] = Math.nextUp(row[5]);
            of.find(choice(third, third.action(), third.rule(), third.score(), third.propensity(), row))
                    .as(third.action() + ", " + FEED.features().names().get(5) + ": served " + row[5], 1, 0, 0, 0, 0);
            double score = Math.nextUp(third.score());
            of.find(choice(third, third.action(), third.rule(), score, third.propensity(), third.features()))
                    .as(third.action() + ", score: served " + score, 0, 1, 0, 0, 0);
            of.find(choice(third, "another", third.rule(), third.score(), third.propensity(), third.features()))
                    .as("place 3: served another at 3", 0, 0, 1, 0, 0);
            of.find(choice(third, third.action(), "pin", third.score(), third.propensity(), third.features()))
                    .as("place 3: served " + third.action() + " at 3 by 'pin'", 0, 0, 1, 0, 0);
            double propensity = Math.nextDown(third.propensity());
            of.find(choice(third, third.action(), third.rule(), third.score(), propensity, third.features()))
                    .as("place 3, propensity of " + third.action() + ": served " + propensity, 0, 0, 0, 1, 0);
            double[] cost = of.decision.carried().clone();
            cost[3] += 0.25;
            of.find(with(of.decision, of.decision.choices(), cost))
                    .as("carried number 4: served " + cost[3], 0, 0, 0, 0, 1);
            List<Choice> shorter = of.decision.choices().subList(0, LiveMarket.SLATE - 1);
            of.find(with(of.decision, shorter, of.decision.carried())).as("place 20: served nothing", 0, 0, 1, 0, 0);
        }
    }

    private static Choice choice(Choice of, String action, String rule, double score, double propensity, float[] row) {
        return new Choice(
                action,
                of.place(),
                of.source(),
                rule,
                of.index(),
                score,
                of.probability(),
                of.amount(),
                of.value(),
                propensity,
                row);
    }

    /** A log in which one decision is changed. */
    private record Tampering(List<Event> events, Registry registry, Decision decision) {
        Found find(Choice third) {
            List<Choice> choices = new ArrayList<>(decision.choices());
            choices.set(2, third);
            return find(with(decision, choices, decision.carried()));
        }

        Found find(Decision changed) {
            List<Event> other = new ArrayList<>(events);
            other.set(other.indexOf(decision), changed);
            return new Found(decision.id(), replay(other, registry));
        }
    }

    private record Found(String id, Replay replay) {
        /** @param differing floats, scores, choices, propensities, carried numbers */
        void as(String first, long... differing) {
            assertTrue(replay.first().startsWith(id + ", " + first), replay::toString);
            assertArrayEquals(
                    differing,
                    Stream.of(
                                    replay.floats(),
                                    replay.scores(),
                                    replay.choices(),
                                    replay.propensities(),
                                    replay.carried())
                            .mapToLong(Replay.Compared::differing)
                            .toArray(),
                    replay::toString);
        }
    }

    /** What cannot be made again is counted by its reason. */
    @Test
    void whatIsLeftOutHasAReason() {
        LiveMarket market = new LiveMarket(folder, LiveMarket.small(13));
        try (Node node = market.open()) {
            market.run(node, 60);
            List<Event> events = events(node);
            int all = decisions(events).size();
            assertEquals(
                    Map.of("the heuristic had other numbers (--config)", (long) all),
                    left(events, Apps.of(FeedConfig.defaults()).getFirst(), node.registry()));
            List<UnaryOperator<Decision>> changes = List.of(
                    d -> answered(d, "0123456789", d.fingerprint(), "", d.carried()),
                    d -> answered(d, "", "other", "", d.carried()),
                    d -> answered(d, "", "", "feature state late", new double[0]),
                    d -> answered(d, "", d.fingerprint(), "model failed; source new late", d.carried()),
                    d -> answered(d, "", d.fingerprint(), "no release", new double[0]));
            int at = 0;
            for (UnaryOperator<Decision> change : changes) {
                Decision decision = decisions(events).get(all - 1 - at++);
                events.set(events.indexOf(decision), change.apply(decision));
            }
            assertEquals(
                    Map.of(
                            "release 0123456789 is not in the registry", 1L,
                            "other features, or a person who was erased", 1L,
                            "feature state late", 1L,
                            "model failed", 1L,
                            "logged before decisions carried their slots for new sellers", 1L),
                    left(events, FEED, node.registry()));
        }
    }

    private static Map<String, Long> left(List<Event> events, App<?, ?> app, Registry registry) {
        MemoryLog log = new MemoryLog();
        log.append(events, List.of());
        Replay replay = Replay.check(log, app, registry);
        assertEquals(decisions(events).size(), replay.decisions() + replay.leftOut());
        return replay.left();
    }

    private static Decision answered(
            Decision of, String release, String fingerprint, String fallback, double[] carried) {
        return new Decision(
                of.id(),
                of.time(),
                of.app(),
                of.arms(),
                release,
                fingerprint,
                fallback,
                of.asOf(),
                of.query(),
                of.choices(),
                of.numbers(),
                carried);
    }
}
