package dev.fairlead.feed;

import static dev.fairlead.feed.Story.DAY;
import static dev.fairlead.feed.Story.START;
import static dev.fairlead.feed.Story.click;
import static dev.fairlead.feed.Story.item;
import static dev.fairlead.feed.Story.purchase;
import static dev.fairlead.feed.Story.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.decide.Choice;
import dev.fairlead.decide.Decision;
import dev.fairlead.decide.Served;
import dev.fairlead.environment.Environment;
import dev.fairlead.events.Event;
import dev.fairlead.log.StateReader;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.Hide;
import dev.fairlead.market.events.Interaction;
import dev.fairlead.market.events.UserProfile;
import dev.fairlead.ranking.ListQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is never shown, to whom, and what a person's own dislike does. */
class HardRulesTest {
    private static final FeedConfig BARE = FeedConfig.defaults().bare().with("policy.bought.days", "7");

    private final Story story = new Story();
    private long now = START + DAY;

    private FeedPolicy policy(FeedConfig config) {
        return new FeedPolicy(
                new FeedPolicy.Parts(
                        story.features,
                        story.retrieval,
                        new ExposureWindows(),
                        _ -> Served.promoted(List.of(), Optional.empty()),
                        StateReader.UNSHARED,
                        Environment.of(() -> Instant.ofEpochMilli(now)),
                        _ -> {},
                        Stage.Timer.NONE),
                config);
    }

    private static List<String> items(Decision decision) {
        return decision.choices().stream().map(Choice::action).toList();
    }

    private List<String> decide(FeedConfig config, ListQuery query) {
        return items(policy(config).decide(query));
    }

    private List<String> decide(ListQuery query) {
        return decide(BARE, query);
    }

    private static ListQuery asks(String user, String market) {
        return new ListQuery(user, "s", new Context(market, "", "", ""), 50, List.of(), new double[0]);
    }

    private static Event interaction(String user, String item, String kind, long time) {
        return new Interaction(kind + user + item + time, time, user, "s", item, "", kind);
    }

    private static CatalogueItem in(String item, String... markets) {
        return new CatalogueItem(
                "in " + item,
                START,
                item,
                10,
                0.2,
                "EUR",
                List.of("c" + item),
                "",
                "",
                0,
                Double.NaN,
                Double.NaN,
                -1,
                START - DAY,
                "",
                List.of(markets));
    }

    /** Of 40 hidden items 24 were shown again. */
    @Test
    void nothingThatAPersonHidIsShownAgainHoweverMuchItIs() {
        IntStream.range(0, 60).forEach(i -> story.then(item("i" + i, 10), click("i" + i, START + i)));
        IntStream.range(0, 40).forEach(i -> story.then(new Hide("hide " + i, START + 100 + i, "u", "s", "i" + i, "")));
        Set<String> shown = new HashSet<>(decide(request(60)));
        assertEquals(
                new HashSet<>(IntStream.range(40, 60).mapToObj(i -> "i" + i).toList()), shown);
        assertEquals(List.of("i50"), decide(request(3, "i0", "i39", "i50")), "a caller's candidates, too");
        assertEquals(50, decide(asks("somebody else", "")).size());
    }

    @Test
    void whatWasBoughtLatelyIsNotProposed() {
        story.then(item("a", 10), item("b", 20), purchase("a", START), click("b", START));
        assertEquals(List.of("b"), decide(request(5)));
        assertEquals(Set.of("a", "b"), new HashSet<>(decide(BARE.with("policy.bought.days", "0"), request(5))));
        assertEquals(List.of("a"), decide(request(5, "a")), "whoever brings it wants it");
        assertEquals(Set.of("a", "b"), new HashSet<>(decide(asks("somebody else", ""))));
        now = START + 8 * DAY;
        assertEquals(Set.of("a", "b"), new HashSet<>(decide(request(5))));
    }

    @Test
    void aRequestExcludesWhatItNames() {
        story.then(item("a", 10), item("b", 20), click("a", START));
        ListQuery own =
                new ListQuery("u", "s", Context.UNKNOWN, 5, List.of(), new double[0], List.of("a", "never heard of"));
        assertEquals(List.of("b"), decide(own));
        Decision given = policy(BARE)
                .decide(new ListQuery(
                        "u", "s", Context.UNKNOWN, 5, List.of("a", "b", "new"), new double[0], List.of("a", "new")));
        assertEquals(List.of("b"), items(given));
        assertEquals(List.of("b"), ((ListQuery) given.query()).candidates());
        assertEquals(
                List.of("b"),
                policy(BARE)
                        .lastResort(new ListQuery(
                                "u", "s", Context.UNKNOWN, 5, List.of("a", "b"), new double[0], List.of("a")))
                        .stream()
                        .map(Choice::action)
                        .toList());
    }

    /** An item that nobody described was first for strangers, with no price, after 20 views. */
    @Test
    void whereThereIsACatalogueOnlyItsItemsAreProposed() {
        IntStream.range(0, 20).forEach(i -> story.then(new Click("c" + i, START + i, "u" + i, "s", "ghost", "")));
        assertEquals(List.of("ghost"), decide(asks("stranger", "")), "no item is described");
        story.then(item("a", 10));
        assertEquals(List.of("a"), decide(asks("stranger", "")));
        assertEquals(List.of("ghost"), decide(request(5, "ghost")), "the caller vouches for it");
        assertTrue(decide(BARE.with("items.undescribed", "show"), asks("stranger", ""))
                .contains("ghost"));
        assertEquals(List.of("a"), decide(BARE.with("items.undescribed", "hide"), request(5, "ghost", "a")));
    }

    @Test
    void theProfilesMarketCountsWhereTheRequestNamesNone() {
        story.then(in("german", "DE"), in("french", "fr"), in("everywhere"));
        story.then(new UserProfile("p", START, "u", "De", "", "", "", 0));
        assertEquals(Set.of("german", "everywhere"), new HashSet<>(decide(asks("u", ""))));
        assertEquals(Set.of("french", "everywhere"), new HashSet<>(decide(asks("u", "FR"))));
        assertEquals(Set.of("german", "everywhere"), new HashSet<>(decide(asks("stranger", "de "))));
        assertEquals(Set.of("german", "french", "everywhere"), new HashSet<>(decide(asks("stranger", ""))));
        assertEquals(
                List.of("german"),
                decide(new ListQuery("u", "s", Context.UNKNOWN, 5, List.of("french", "german"), new double[0])));
    }

    /** "DE" instead of "de" gave an empty slate without a word. */
    @Test
    void aMarketThatNoItemNamesIsSaid() {
        story.then(in("german", "de"));
        Decision decision = policy(BARE).decide(asks("stranger", "germany"));
        assertEquals(List.of(), items(decision));
        assertEquals("no release; no item names the market 'germany'", decision.fallback());
        assertEquals("no release", policy(BARE).decide(asks("stranger", "DE")).fallback());
    }

    /** Dislikes made an item the first for everybody, the dislikers too. */
    @Test
    void aDislikeLowersForThatPersonAndLiftsForNobody() {
        story.then(item("liked", 10), item("disliked", 10), item("removed", 10), item("plain", 10));
        for (int i = 0; i < 20; i++) {
            story.then(interaction("v" + i, "disliked", "dislike", START + i));
        }
        story.then(interaction("somebody", "liked", "view", START));
        assertEquals("liked", decide(asks("stranger", "")).getFirst());
        assertFalse(decide(asks("v3", "")).contains("disliked"), "for a disliker it is hidden");
        story.then(interaction("other", "liked", "view", START), interaction("another", "plain", "view", START));
        story.then(click("removed", START + 1_000), click("removed", START + 2_000));
        assertEquals(List.of("removed", "liked", "plain"), decide(request(3, "plain", "liked", "removed")));
        story.then(interaction("u", "removed", "remove_from_cart", START + 3_000));
        assertEquals(List.of("liked", "removed", "plain"), decide(request(3, "plain", "liked", "removed")));
    }

    @Test
    void aDislikeWearsOff() {
        story.then(item("a", 10), item("b", 10));
        story.then(interaction("u", "a", "rating_2", START));
        assertEquals(0.5, lowered(START), 1e-9);
        assertEquals(0.25, lowered(START + 30 * DAY), 1e-6);
        assertEquals(0, eligibility(START).lowered(1));
    }

    private double lowered(long at) {
        return eligibility(at).lowered(0);
    }

    private Eligibility eligibility(long at) {
        return story.features.store().read(view -> Eligibility.of(view.entities(), request(1), at, BARE));
    }

    @Test
    void whatWasHiddenIsNotSeenByMoreThanItsPersonInAnyOrder() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            story.then(item("i" + i, 10));
            all.add("i" + i);
        }
        story.then(interaction("u", "i1", "not_interested", START), interaction("u", "i1", "undislike", START + 1));
        assertEquals(new HashSet<>(all), new HashSet<>(decide(request(5))), "taken back");
    }
}
