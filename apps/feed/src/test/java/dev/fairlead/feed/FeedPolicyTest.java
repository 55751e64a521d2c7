package dev.fairlead.feed;

import static dev.fairlead.feed.Story.DAY;
import static dev.fairlead.feed.Story.START;
import static dev.fairlead.feed.Story.click;
import static dev.fairlead.feed.Story.item;
import static dev.fairlead.feed.Story.request;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.decide.Choice;
import dev.fairlead.decide.Decision;
import dev.fairlead.decide.Served;
import dev.fairlead.environment.Environment;
import dev.fairlead.learn.Isotonic;
import dev.fairlead.log.Position;
import dev.fairlead.log.StateReader;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.Interaction;
import dev.fairlead.market.features.InteractionKinds;
import dev.fairlead.ranking.ListQuery;
import dev.fairlead.ranking.Objective;
import dev.fairlead.ranking.RankingModel;
import dev.fairlead.ranking.Stumps;
import dev.fairlead.registry.ModelCard;
import dev.fairlead.registry.Release;
import dev.fairlead.retrieval.EaseModel;
import dev.fairlead.retrieval.EaseTrainer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FeedPolicyTest {
    private static final ModelCard CARD = new ModelCard(
            "feed",
            "use",
            "limits",
            new ModelCard.DataSpan("test", true, 1, 1, 2, 3, 4, "0"),
            "",
            1,
            "library",
            "jvm",
            "machine",
            List.of(),
            List.of());

    private final Story story = new Story().then(item("a", 10), item("b", 20), item("c", 40));
    private final List<Decision> journal = new ArrayList<>();
    private Optional<Release> release = Optional.empty();
    private long now = START + DAY;
    private final FeedPolicy policy = new FeedPolicy(
            new FeedPolicy.Parts(
                    story.features,
                    story.retrieval,
                    new ExposureWindows(),
                    _ -> Served.promoted(List.of(), release),
                    StateReader.UNSHARED,
                    Environment.of(() -> Instant.ofEpochMilli(now)),
                    journal::add,
                    Stage.Timer.NONE),
            FeedConfig.defaults().bare().with("candidates", "10").with("sources.new.share", "0.1"));

    private static List<String> items(Decision decision) {
        return decision.choices().stream().map(Choice::action).toList();
    }

    private static ListQuery asked(Decision decision) {
        return (ListQuery) decision.query();
    }

    private List<String> decide(int n, String... candidates) {
        return items(policy.decide(request(n, candidates)));
    }

    /** Likes whatever has a high price: both trees split on that column. */
    private void serve(String fingerprint, List<String> names) {
        serve(model(fingerprint, names));
    }

    private void serve(RankingModel model) {
        release = Optional.of(new Release("hash", "ranking", CARD, model.fingerprint(), model));
    }

    private static RankingModel model(String fingerprint, List<String> names) {
        int price = Math.max(0, names.indexOf("price"));
        return new RankingModel(
                names,
                fingerprint,
                Objective.EXPECTED_MARGIN,
                Stumps.ranker(names.size()).split(price, 15, -1, 1).text(),
                Stumps.classifier(names.size()).split(price, 15, -2, 2).text(),
                new Isotonic(new double[] {-2, 2}, new double[] {0.1, 0.5}));
    }

    /** What goes with what, of interactions in which everybody meets "a" and "b". */
    private static EaseModel similarity() {
        EaseTrainer trainer = new EaseTrainer(FeedConfig.defaults().similarity(), InteractionKinds.USUAL);
        for (int n = 0; n < 2 * EaseTrainer.FEWEST; n++) {
            trainer.accept(new Interaction("e" + n, n, "u" + n / 2, "s", n % 2 == 0 ? "a" : "b", "", "view"));
        }
        return trainer.train(Long.MAX_VALUE).orElseThrow();
    }

    /** The rows of a logged decision are read again the same, with the release that it names: with none where that failed. */
    @Test
    void rowsAreReadAgainWithTheReleaseThatTheDecisionNames() {
        String fingerprint = story.features.store().fingerprint();
        List<String> names = story.features.store().names();
        story.then(click("a", now));
        int column = names.indexOf("evidence_similarity");
        for (List<String> of : List.of(names, Collections.nCopies(200, "x"))) {
            serve(model(fingerprint, of).with(similarity()));
            Decision decision = policy.decide(request(2, "a", "b"));
            Optional<Release> named = decision.release().isEmpty() ? Optional.empty() : release;
            assertEquals(of == names, named.isPresent());
            float[] again = story.features
                    .store()
                    .read(view -> view.rows(asked(decision)
                            .features(decision.time())
                            .with(SlateDecider.similarity(named, fingerprint))));
            for (Choice choice : decision.choices()) {
                assertArrayEquals(
                        Arrays.copyOfRange(again, choice.index() * names.size(), (choice.index() + 1) * names.size()),
                        choice.features());
                assertEquals(named.isEmpty(), Float.isNaN(choice.features()[column]));
            }
        }
    }

    @Test
    void whatNobodyKnowsStaysInTheGivenOrder() {
        assertEquals(List.of("z", "x", "y"), decide(3, "z", "x", "y"));
        assertEquals(List.of("z", "x"), decide(2, "z", "x", "y"));
        assertEquals("no release", journal.getFirst().fallback());
        assertEquals("", journal.getFirst().release());
    }

    @Test
    void theHeuristicPutsThePopularFirst() {
        story.then(click("b", now));
        assertEquals(List.of("b", "a", "c"), decide(3, "a", "b", "c"));
    }

    @Test
    void anItemThatIsSoldOutIsNeverShown() {
        story.then(click("b", now), item("b", 20, 0, START));
        assertEquals(List.of("a", "c"), decide(3, "a", "b", "c"));
        assertFalse(decide(10).contains("b"), "the feed's own sources");
        story.then(item("b", 20, 3, START));
        assertEquals(List.of("b", "a", "c"), decide(3, "a", "b", "c"));
    }

    @Test
    void anItemIsShownOnceAndTheFirstMentionCounts() {
        Decision decision = policy.decide(
                new ListQuery("u", "s", Context.UNKNOWN, 5, List.of("a", "b", "a"), new double[] {3, Double.NaN, 4}));
        assertEquals(List.of("a", "b"), items(decision));
        assertEquals(3, decision.choices().getFirst().amount());
        assertEquals(20, decision.choices().getLast().amount());
        assertEquals(2, asked(decision).prices().length);
    }

    @Test
    void aSlateMayBeShortOrEmptyButIsThere() {
        story.then(item("a", 10, 0, START));
        assertEquals(List.of(), decide(5, "a"));
        assertEquals(0, asked(journal.getLast()).candidates().size());
        serve(story.features.store().fingerprint(), story.features.store().names());
        assertEquals(List.of(), decide(5, "a"));
        assertEquals("", journal.getLast().fallback());
    }

    @Test
    void aModelOrdersByExpectedMarginAndTiesStayInOrder() {
        serve(story.features.store().fingerprint(), story.features.store().names());
        assertEquals(List.of("c", "b", "a"), decide(3, "a", "b", "c"));
        Decision decision = journal.getLast();
        assertEquals("hash", decision.release());
        assertEquals("", decision.fallback());
        assertEquals(0.5 * 40 * 0.2, decision.choices().getFirst().value(), 1e-6);
        assertEquals(0.1 * 10 * 0.2, decision.choices().getLast().value(), 1e-6);
        assertEquals(0.5, decision.choices().getFirst().probability(), 1e-9);
        story.then(item("e", 20), item("d", 20));
        assertEquals(List.of("e", "b", "d"), decide(3, "e", "b", "d"));
        assertEquals(List.of("d", "b", "e"), decide(3, "d", "b", "e"));
    }

    @Test
    void aModelOfOtherFeaturesLeavesItToTheHeuristic() {
        serve("another fingerprint", story.features.store().names());
        assertEquals(List.of("a", "b"), decide(2, "a", "b"));
        assertEquals("model of other features", journal.getFirst().fallback());
        assertEquals("", journal.getFirst().release());
    }

    @Test
    void aBrokenModelLeavesItToTheHeuristic() {
        serve(story.features.store().fingerprint(), Collections.nCopies(200, "x"));
        assertEquals(List.of("a", "b"), decide(2, "a", "b"));
        assertEquals("model failed", journal.getFirst().fallback());
        assertEquals("", journal.getFirst().release());
    }

    @Test
    void theDecisionSaysWhatItReadAndWhere() {
        Decision decision = policy.decide(request(1, "c", "a"));
        assertEquals(List.of(decision), journal);
        assertEquals(Position.of(3), decision.asOf());
        assertEquals(now, decision.time());
        assertEquals(List.of("c", "a"), asked(decision).candidates());
        assertEquals(0, asked(decision).prices().length, "no prices were given");
        Choice choice = decision.choices().getFirst();
        assertEquals(1, choice.place());
        assertEquals(0, choice.index());
        assertEquals(1, choice.propensity());
        List<String> names = story.features.store().names();
        assertEquals(story.features.store().fingerprint(), decision.fingerprint());
        assertEquals(names.size(), choice.features().length);
        assertEquals(40, choice.features()[names.indexOf("price")]);
        assertTrue(Double.isNaN(choice.probability()), "the heuristic gives none");
    }

    @Test
    void ownSourcesProposeWhatWasMetAndWhatIsNewAndPopular() {
        story.then(
                item("new", 5, -1, now - 1),
                item("future", 5, -1, now + DAY),
                item("old", 5, -1, START - 300 * DAY),
                click("old", now - DAY));
        Decision decision = policy.decide(request(10));
        assertEquals("old", asked(decision).candidates().getFirst());
        assertFalse(asked(decision).candidates().contains("future"), "it is not offered yet");
        assertEquals(List.of("old", "new", "a", "b", "c"), asked(decision).candidates());
        assertEquals(
                "recent+trending+popular+new",
                decision.choices().stream()
                        .filter(choice -> choice.action().equals("old"))
                        .findFirst()
                        .orElseThrow()
                        .source());
    }

    @Test
    void anUnknownUserGetsTheSharedSources() {
        Decision decision =
                policy.decide(new ListQuery("nobody", "none", Context.UNKNOWN, 2, List.of(), new double[0]));
        assertEquals(2, decision.choices().size());
        assertEquals("new", decision.choices().getFirst().source());
    }

    @Test
    void anItemIsACandidateOnceItsEventIsApplied() {
        assertFalse(decide(10).contains("d"));
        story.then(item("d", 5, 1, now - 1));
        assertTrue(decide(10).contains("d"));
    }

    @Test
    void aSoldOutItemLeavesTheSharedSourcesAtOnce() {
        assertTrue(decide(10).contains("b"));
        story.then(item("b", 20, 0, START));
        assertFalse(decide(10).contains("b"));
    }
}
