package dev.fairlead.ranking;

import static dev.fairlead.market.features.Entity.ITEM;
import static dev.fairlead.market.features.Entity.USER;
import static dev.fairlead.market.features.EventKind.ADD_TO_CART;
import static dev.fairlead.market.features.EventKind.CLICK;
import static dev.fairlead.market.features.EventKind.IMPRESSION;
import static dev.fairlead.market.features.EventKind.PURCHASE;

import dev.fairlead.decide.Decision;
import dev.fairlead.events.Event;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.log.Position;
import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.Purchase;
import dev.fairlead.market.features.Amount;
import dev.fairlead.market.features.FeatureQuery;
import dev.fairlead.market.features.ItemColumns;
import dev.fairlead.market.features.ListColumns;
import dev.fairlead.market.features.Market;
import dev.fairlead.market.features.MarketRequest;
import dev.fairlead.state.FeatureStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Short ways to say what happened in a shop, and random shops: late and out of order, as real logs are. */
final class Shop {
    /** Monday, 2026-03-02T00:00:00Z. */
    static final long START = 1_772_409_600_000L;

    static final long MINUTE = 60_000;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;
    static final Context PHONE = new Context("de", "mobile", "", "");

    private record Arrival(long at, Event event) {}

    private final Random random;
    private final List<Arrival> arrivals = new ArrayList<>();

    private Shop(long seed) {
        random = new Random(seed);
    }

    static Impression impression(String request, long time, String... items) {
        return new Impression(
                "impression " + request,
                time,
                "user",
                "session",
                request,
                "home",
                PHONE,
                IntStream.range(0, items.length)
                        .mapToObj(i -> new Impression.Shown(items[i], i + 1, 10 + i, 0.5))
                        .toList());
    }

    static Decision decision(String request, long time, long asOf, double[] prices, String... candidates) {
        return new Decision(
                request,
                time,
                "feed",
                List.of(),
                "",
                "",
                "",
                Position.of(asOf),
                new ListQuery("user", "session", PHONE, ListQuery.DEFAULT_N, List.of(candidates), prices),
                List.of());
    }

    static Click click(String request, String item, long time) {
        return click(request, item, "session", time);
    }

    static Click click(String request, String item, String session, long time) {
        return new Click("click " + request + item + session + time, time, "user", session, item, request);
    }

    static AddToCart cart(String request, String item, long time) {
        return new AddToCart("cart " + request + item + time, time, "user", "session", item, request, 1, 10);
    }

    static Purchase purchase(String request, String item, long quantity, double price, long time) {
        return new Purchase(
                "purchase " + request + item + time, time, "user", "session", item, request, quantity, price);
    }

    static MemoryLog log(Event... events) {
        return log(List.of(events));
    }

    static MemoryLog log(List<Event> events) {
        MemoryLog log = new MemoryLog();
        log.append(events, List.of());
        return log;
    }

    static OutcomeJoin.Result join(MemoryLog log, LabelWindows windows) {
        OutcomeJoin join = new OutcomeJoin(windows);
        log.readAll(join);
        return join.result();
    }

    static FeatureStore<FeatureQuery, Market> store() {
        return features().build();
    }

    /** Counts, rates, a session and a list: every kind of state that a row can depend on. */
    static FeatureStore.Builder<FeatureQuery, MarketRequest, Market> features() {
        FeatureStore.Builder<FeatureQuery, MarketRequest, Market> f = FeatureStore.builder(new Market());
        Duration week = Duration.ofDays(7);
        f.add("list_index", ListColumns.index());
        f.add("price", ItemColumns.price());
        f.add("item_clicks", f.count(Amount.ONE, ITEM, week, 7, CLICK).sum());
        f.add(
                "item_ctr",
                f.count(Amount.ONE, ITEM, week, 7, CLICK).rate(f.count(Amount.ONE, ITEM, week, 7, IMPRESSION), 0.1, 5));
        f.add("user_purchases", f.count(Amount.ONE, USER, week, 7, PURCHASE).sum());
        f.add(
                "session_touches",
                f.session(USER, ITEM, 16, CLICK, ADD_TO_CART, PURCHASE).weight());
        return f;
    }

    /** Some thousand events: half the slates decided by Fairlead; every tenth event arrives late. */
    static List<Event> random(long seed, int visits) {
        Shop shop = new Shop(seed);
        long now = START;
        for (int i = 0; i < 30; i++) {
            shop.arrive(now, shop.item(i, now));
        }
        for (int visit = 0; visit < visits; visit++) {
            now += shop.random.nextLong(1, 20 * MINUTE);
            shop.visit(visit, now);
        }
        return shop.events();
    }

    /** The same description as of another time. */
    static CatalogueItem item(CatalogueItem of, long time) {
        return new CatalogueItem(
                of.id(),
                time,
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
                of.title(),
                of.markets());
    }

    private CatalogueItem item(int i, long now) {
        return new CatalogueItem(
                "item event " + i,
                now,
                "i" + i,
                1 + random.nextInt(100),
                0.1,
                "EUR",
                List.of("c"),
                "b",
                "s",
                0,
                Double.NaN,
                Double.NaN,
                -1,
                0,
                "",
                List.of());
    }

    private void arrive(long time, Event event) {
        boolean late = random.nextInt(10) == 0;
        arrivals.add(new Arrival(late ? time + random.nextLong(2 * HOUR) : time, event));
    }

    private void visit(int visit, long now) {
        String request = "r" + visit;
        String user = "u" + random.nextInt(20);
        String session = user + " " + now / (6 * HOUR);
        List<String> candidates =
                random.ints(0, 30).distinct().limit(8).mapToObj(i -> "i" + i).toList();
        if (random.nextBoolean()) {
            double[] prices = random.nextBoolean()
                    ? new double[0]
                    : random.doubles(8, 1, 100).toArray();
            arrivals.add(new Arrival(
                    now,
                    new Decision(
                            request,
                            now,
                            "feed",
                            List.of(),
                            "",
                            "",
                            "",
                            Position.START,
                            new ListQuery(user, session, PHONE, ListQuery.DEFAULT_N, candidates, prices),
                            List.of())));
        }
        List<Impression.Shown> shown = new ArrayList<>();
        for (String item : candidates.subList(2, 6)) {
            shown.add(new Impression.Shown(item, shown.size() + 1, random.nextInt(100), Double.NaN));
        }
        arrive(now + 100, new Impression("v" + visit, now + 100, user, session, request, "home", PHONE, shown));
        for (int i = 0; i < 4; i++) {
            follow(visit * 4 + i, user, session, random.nextInt(9) == 0 ? "unknown" : request, candidates.get(i), now);
        }
    }

    private void follow(int id, String user, String session, String request, String item, long now) {
        long time = now + 100 + random.nextLong(-MINUTE, 30 * MINUTE);
        String where = random.nextInt(9) == 0 ? "another session" : session;
        switch (random.nextInt(6)) {
            case 0, 1 -> arrive(time, new Click("o" + id, time, user, where, item, request));
            case 2 -> arrive(time, new AddToCart("o" + id, time, user, where, item, request, 1, 5));
            case 3 -> {
                arrive(time, new Purchase("o" + id, time, user, where, item, request, 2, 5.5));
                arrive(time + DAY, new Purchase("p" + id, time + DAY, user, where, item, request, 1, 7));
            }
            default -> {}
        }
    }

    /** In order of arrival; each decision was read up to three events before it was appended. */
    private List<Event> events() {
        arrivals.sort(Comparator.comparingLong(Arrival::at));
        List<Event> events = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            events.add(
                    arrival.event instanceof Decision d
                            ? readAt(d, Math.max(0, events.size() - random.nextInt(4)))
                            : arrival.event);
        }
        return events;
    }

    private static Decision readAt(Decision d, long asOf) {
        return new Decision(
                d.id(),
                d.time(),
                d.app(),
                d.arms(),
                d.release(),
                d.fingerprint(),
                d.fallback(),
                Position.of(asOf),
                d.query(),
                d.choices());
    }
}
