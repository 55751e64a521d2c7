package dev.fairlead.feed;

import dev.fairlead.events.Event;
import dev.fairlead.log.Logged;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.ItemEvent;
import dev.fairlead.market.events.UserProfile;
import dev.fairlead.market.features.Catalogue;
import dev.fairlead.market.features.Market;
import dev.fairlead.market.features.MarketRequest;
import dev.fairlead.market.features.Users;
import dev.fairlead.retrieval.CoOccurrence;
import dev.fairlead.retrieval.ItemInteractions;
import dev.fairlead.retrieval.Popular;
import dev.fairlead.retrieval.SessionNeighbours;
import dev.fairlead.retrieval.UserFields;
import dev.fairlead.state.ActiveEntities;
import dev.fairlead.state.Column;
import dev.fairlead.state.Companion;
import dev.fairlead.state.Ids;
import dev.fairlead.state.LocatedEntity;
import dev.fairlead.state.RecentValue;
import dev.fairlead.state.RecentValues;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What the sources read of the log beside the rows: what is popular, what goes together, what follows, what sessions like this one hold, and the
 * newest items. It is part of the feature state, so that a source proposes, a column says and a replay finds the same at one position.
 */
final class Evidence implements Companion<Market> {
    private static final int KEPT_NEW = 500;
    private static final double DAY = Duration.ofDays(1).toSeconds();
    private static final CoOccurrence.Config TOGETHER = new CoOccurrence.Config(32, 5, 30 * DAY, 0.3, 0.5, 3, 3 * DAY);
    private static final CoOccurrence.Config NEXT =
            new CoOccurrence.Config(96, 32, 90 * DAY, 0.5, 0.5, 3, 30 * DAY, 8, true);
    private static final SessionNeighbours.Config SESSIONS =
            new SessionNeighbours.Config(100_000, 24, 500, 500, 200, 3 * DAY);

    /** Items of the history that are of the session at hand, at most. */
    private static final int IN_SESSION = 10;

    /** What was touched within so many seconds is of the session at hand. */
    private static final double SESSION_SECONDS = DAY;

    private static final int[] NOTHING = {};

    private final Ids ids; // of items
    private final Popular popular;
    private final CoOccurrence together;
    private final CoOccurrence next;
    private final SessionNeighbours sessions;
    private final int part; // of the sessions, in what is kept of a user who is off the heap
    private final Newest newest = new Newest(KEPT_NEW);
    private final Newest newSellers = new Newest(KEPT_NEW);
    private int[] users = {}; // of the events that are next
    private int[] items = {};

    /** @param of whose users and items have the ids */
    Evidence(Market of) {
        ids = of.catalogue().items();
        popular = new Popular(
                new Ids(), // of its own it needs none
                ids,
                Duration.ofDays(3).toSeconds(),
                Duration.ofHours(8).toSeconds(),
                5);
        together = new CoOccurrence(new Ids(), ids, TOGETHER);
        next = new CoOccurrence(new Ids(), ids, NEXT);
        sessions = new SessionNeighbours(ids, SESSIONS);
        ActiveEntities active = of.users().active();
        if (active.leave()) {
            active.keep(popular.ofUsers());
            active.keep(together.ofUsers());
            active.keep(next.ofUsers());
            part = active.keep(sessions.ofUsers());
        } else {
            part = 0;
        }
    }

    @Override
    public String spec() {
        return "evidence " + TOGETHER + " " + NEXT + " " + SESSIONS;
    }

    /** What a person touched, latest first, as {@link CoOccurrence} and {@link SessionNeighbours} ask for it. */
    private record History(int[] items, double[] ages) {
        static History of(List<RecentValue> met) {
            return new History(
                    met.stream().mapToInt(RecentValue::value).toArray(),
                    met.stream().mapToDouble(RecentValue::ageSeconds).toArray());
        }

        int[] distinct() {
            return IntStream.of(items).distinct().toArray();
        }

        /** The items of the session at hand. */
        int[] session() {
            int size = 0;
            while (size < Math.min(IN_SESSION, items.length) && ages[size] <= SESSION_SECONDS) {
                size++;
            }
            return Arrays.copyOf(items, size);
        }
    }

    /** Proposes the items with the highest scores for a history. */
    interface Proposer {
        int[] find(LocatedEntity user, List<RecentValue> met, RetrievalContext context, int limit);
    }

    /** What is popular everywhere, whoever asks. */
    Proposer popularEverywhere() {
        return (_, _, context, limit) -> popular.find(Popular.EVERYWHERE, limit, context::eligible);
    }

    Proposer together() {
        return (_, met, context, limit) -> {
            History history = History.of(met);
            return together.find(history.items, history.ages, context.now(), limit, context::eligible);
        };
    }

    Proposer next() {
        return (_, met, context, limit) -> {
            History history = History.of(met);
            return next.find(history.items, history.ages, context.now(), limit, context::eligible);
        };
    }

    Proposer session() {
        return (user, met, context, limit) -> sessions.find(
                sessions.latest(user, part), History.of(met).session(), context.now(), limit, context::eligible);
    }

    /** A candidate's score by what is met together with what the user met lately. */
    Column<MarketRequest> togetherScore(RecentValues history) {
        return score(
                "together " + TOGETHER + " " + TOGETHER.window(),
                history,
                together,
                (met, r) -> together.scores(met.items, met.ages, r.at()));
    }

    /** A candidate's score by what is met after what the user met. */
    Column<MarketRequest> nextScore(RecentValues history) {
        return score(
                "next " + NEXT + " " + NEXT.window(),
                history,
                next,
                (met, r) -> next.scores(met.items, met.ages, r.at()));
    }

    /** A candidate's score by what sessions like the user's hold. */
    Column<MarketRequest> sessionScore(RecentValues history) {
        return score(
                "session " + SESSIONS + " " + IN_SESSION + " " + SESSION_SECONDS,
                history,
                sessions,
                (met, r) -> sessions.scores(sessions.latest(r.user(), part), met.session(), r.at()));
    }

    /** A candidate's score by what the release has learnt of items; not known without. */
    Column<MarketRequest> similarityScore(RecentValues history) {
        return score(
                "learnt similarity",
                history,
                this,
                (met, r) -> r.similarity()
                        .map(learnt -> learnt.scores(met.distinct(), ids::text))
                        .orElse(_ -> Double.NaN));
    }

    /** What goes best with what was met, by what the release has learnt of items. */
    Proposer similar() {
        return (_, met, context, limit) -> context.similarity()
                .map(learnt -> learnt.best(History.of(met).distinct(), ids::text, ids::find, context::eligible, limit))
                .orElse(NOTHING);
    }

    private interface Scorer {
        IntToDoubleFunction of(History met, MarketRequest request);
    }

    private static Column<MarketRequest> score(String name, RecentValues history, Object by, Scorer scorer) {
        return new Column<>("evidence(" + name + ")", false, (r, rows, width, column) -> {
            History met = r.once(history, () -> History.of(history.met(r, UserFields.MOST)));
            IntToDoubleFunction scores = r.once(by, () -> scorer.of(met, r));
            for (int i = 0; i < r.size(); i++) {
                rows[i * width + column] = (float) scores.applyAsDouble(r.candidate(i));
            }
        });
    }

    Popular popular() {
        return popular;
    }

    Newest newest() {
        return newest;
    }

    Newest newSellers() {
        return newSellers;
    }

    @Override
    public void expect(Market of, List<Logged> coming) {
        int count = 0;
        users = users.length < coming.size() ? new int[coming.size()] : users;
        items = items.length < coming.size() ? new int[coming.size()] : items;
        for (Logged logged : coming) {
            Optional<ItemEvent> interaction = ItemInteractions.of(logged.event(), of.kinds());
            if (interaction.isPresent()) {
                users[count] = of.users().find(interaction.get().user());
                items[count++] = of.catalogue().items().find(interaction.get().item());
            }
        }
        popular.expect(users, items, count);
        together.expect(users, count);
        next.expect(users, count);
    }

    @Override
    public void accept(Market of, Event event) {
        Users known = of.users();
        Catalogue catalogue = of.catalogue();
        ItemInteractions.of(event, of.kinds()).ifPresent(interaction -> {
            int user = known.find(interaction.user());
            int item = catalogue.items().find(interaction.item());
            popular.touched(user, item, event.time());
            together.touched(user, item, interaction.session(), event.time());
            next.touched(user, item, interaction.session(), event.time());
            sessions.touched(user, item, interaction.session(), event.time());
        });
        if (event instanceof UserProfile profile) {
            popular.lives(known.find(profile.user()), known.market(known.locate(profile.user())));
        }
        if (event instanceof CatalogueItem listed) {
            int item = catalogue.items().find(listed.item());
            newest.put(item, catalogue.since(item));
            newSellers.put(item, catalogue.sellerSince(item));
        }
    }

    @Override
    public void save(DataOutput out) throws IOException {
        popular.save(out);
        together.save(out);
        next.save(out);
        sessions.save(out);
        newest.save(out);
        newSellers.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        popular.load(in);
        together.load(in);
        next.load(in);
        sessions.load(in);
        newest.load(in);
        newSellers.load(in);
    }
}
