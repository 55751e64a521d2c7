package dev.fairlead.sim;

import dev.fairlead.events.Event;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.Impression.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A simulated marketplace that reacts to what it is shown. It is not data of any real one: users with interests, price
 * levels and rhythms meet items with qualities, and what they do is drawn from probabilities that {@link MarketTruth}
 * can tell.
 *
 * <p>In simulated time it asks a {@link Feed} for each page view and hands canonical events to a {@link Sink} in the
 * order in which they arrive at the product, which is event time but for a small share that comes up to two hours late.
 * Purchases come within the session or up to six days later, complaints days after; outcomes carry the request id of
 * their slate. Same configuration and same answers of the feed give the same events. Not thread-safe.
 */
public final class Market {
    /** Decides what a page view shows. */
    public interface Feed {
        /**
         * @param at now, in milliseconds since 1970; every event that arrived before has been handed to the sink
         * @param n items asked for; fewer, or none, may be shown
         */
        Slate slate(String user, String session, long at, Context context, int n);
    }

    /** Where the events go. */
    public interface Sink {
        void accept(Event event);
    }

    /**
     * What to show.
     *
     * @param request the id that impression and outcomes will carry
     * @param shown offered items in the order of their positions 1, 2, …, each item once
     */
    public record Slate(String request, List<Shown> shown) {}

    /** Something that happens at its time. */
    interface Step {
        void run(Feed feed, Sink sink);
    }

    private record Due(long at, long order, Step step) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    private static final long LATEST = Duration.ofHours(2).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final MarketConfig config;
    private final List<Category> leaves;
    private final PriorityQueue<Due> queue = new PriorityQueue<>();
    private final Map<String, SimItem> offers = new HashMap<>();
    private final Map<String, SimUser> shoppers = new HashMap<>();
    private final List<SimItem> inOrder;
    private long scheduled;
    private long slots;
    private long soldOutSlots;

    public Market(MarketConfig config) {
        this.config = config;
        leaves = Category.all(config.seed());
        long start = config.start().toEpochMilli();
        inOrder = List.copyOf(CatalogueGenerator.of(config, leaves));
        for (SimItem offer : inOrder) {
            offers.put(offer.item(), offer);
            long at = Math.max(start, offer.created());
            schedule(at, (feed, sink) -> sink.accept(offer.listed(at)));
        }
        for (SimUser shopper : UserPopulation.of(config, leaves)) {
            shoppers.put(shopper.user(), shopper);
            schedule(shopper.profile.time(), (feed, sink) -> sink.accept(shopper.profile));
            int number = 0;
            for (long at : ArrivalProcess.sessions(config, shopper)) {
                SimSession visit = new SimSession(this, shopper, number++);
                schedule(at, (feed, sink) -> visit.start(at));
            }
        }
    }

    /** Runs to the last outcome of the last session. */
    public void run(Feed feed, Sink sink) {
        runUntil(config.end().plus(Duration.ofDays(MarketConfig.OUTCOME_DAYS)), feed, sink);
    }

    /** Runs on, from where the last call ended, through everything before {@code until}. */
    public void runUntil(Instant until, Feed feed, Sink sink) {
        long end = until.toEpochMilli();
        for (Due due = queue.peek(); due != null && due.at < end; due = queue.peek()) {
            queue.remove();
            due.step.run(feed, sink);
        }
    }

    /** What the simulation knows; for judging decisions, never for making them. */
    public MarketTruth truth() {
        return new MarketTruth(this);
    }

    MarketConfig config() {
        return config;
    }

    List<Category> leaves() {
        return leaves;
    }

    SimUser shopper(String user) {
        SimUser shopper = shoppers.get(user);
        if (shopper == null) {
            throw new IllegalArgumentException("no user '" + user + "' in this market");
        }
        return shopper;
    }

    List<SimItem> offers() {
        return inOrder;
    }

    SimItem offer(String item) {
        SimItem offer = offers.get(item);
        if (offer == null) {
            throw new IllegalArgumentException(
                    "no item '" + item + "' in this market; show items that its catalogue events have named");
        }
        return offer;
    }

    /** Notes that an item was put before a user. */
    void shown(String item, String user) {
        slots++;
        soldOutSlots += offer(item).stock() == 0 ? 1 : 0;
    }

    /** Items put before users so far. */
    public long slots() {
        return slots;
    }

    /** Of these, sold out at that moment. */
    public long soldOutSlots() {
        return soldOutSlots;
    }

    void schedule(long at, Step step) {
        queue.add(new Due(at, scheduled++, step));
    }

    /** Hands on an event of a user when it arrives: at its time, or now and then up to two hours later. */
    void send(Event event) {
        SplittableRandom random =
                RandomStreams.of(config.seed(), RandomStreams.LATE, event.id().hashCode());
        long delay = random.nextDouble() < config.lateShare() ? 1 + random.nextLong(LATEST) : 0;
        schedule(event.time() + delay, (feed, sink) -> sink.accept(event));
    }

    /** Takes units out of stock and lists what is left; a sold-out item comes back after one to four days. */
    void sell(SimItem offer, long quantity, long at, Sink sink) {
        offer.take(quantity);
        sink.accept(offer.listed(at));
        if (offer.stock() == 0) {
            SplittableRandom random =
                    RandomStreams.of(config.seed(), RandomStreams.RESTOCK, offer.index, offer.versions());
            long back = at + DAY + random.nextLong(3 * DAY);
            schedule(back, (feed, later) -> {
                offer.restock();
                later.accept(offer.listed(back));
            });
        }
    }
}
