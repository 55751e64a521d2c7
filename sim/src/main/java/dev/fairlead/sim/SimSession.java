package dev.fairlead.sim;

import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Complaint;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.Dwell;
import dev.fairlead.market.events.Hide;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.Impression.Shown;
import dev.fairlead.market.events.Purchase;
import dev.fairlead.market.events.Return;
import dev.fairlead.market.events.Search;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/** One session: page views, what is done on them, and what comes of it later. */
final class SimSession {
    private static final double SECOND_PAGE = 0.30;
    private static final double THIRD_PAGE = 0.35;
    private static final double SEARCH = 0.35;
    private static final double BUYS_AT_ONCE = 0.7;
    private static final long LONGEST_DELAY = Duration.ofDays(6).toMillis();
    private static final long MEAN_DELAY = Duration.ofHours(30).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final Market market;
    private final SimUser shopper;
    private final int number;
    private final String session;
    private final int intent;
    private final String search;
    private final int pages;
    private final Context context;
    private int events;
    private int clicks;
    private double pleasure;

    SimSession(Market market, SimUser shopper, int number) {
        this.market = market;
        this.shopper = shopper;
        this.number = number;
        this.session = shopper.user() + "-" + number;
        SplittableRandom random = RandomStreams.of(market.config().seed(), RandomStreams.VISIT, shopper.index, number);
        intent = intent(random);
        boolean searches = random.nextDouble() < SEARCH && intent != Choice.BROWSING;
        search = searches ? market.leaves().get(intent).path().getLast() : "";
        pages = random.nextDouble() >= SECOND_PAGE ? 1 : random.nextDouble() >= THIRD_PAGE ? 2 : 3;
        String other = shopper.device.equals("mobile") ? "desktop" : "mobile";
        String device = random.nextDouble() < 0.85 ? shopper.device : other;
        context = new Context(shopper.profile.market(), device, shopper.profile.timeZone(), "");
    }

    private int intent(SplittableRandom random) {
        double left = random.nextDouble();
        double[] intents = shopper.taste.intents();
        for (int leaf = 0; leaf < intents.length; leaf++) {
            left -= intents[leaf];
            if (left < 0) {
                return leaf;
            }
        }
        return Choice.BROWSING;
    }

    void start(long at) {
        SplittableRandom mood = RandomStreams.of(market.config().seed(), RandomStreams.MOOD, shopper.index, number);
        if (mood.nextDouble() < shopper.staysAway()) {
            return;
        }
        long first = at;
        if (!search.isEmpty()) {
            market.send(new Search(nextId(), at, shopper.user(), session, search));
            first += 2_000;
        }
        view(1, first);
    }

    private void view(int page, long at) {
        market.schedule(at, (feed, sink) -> {
            int n = market.config().slateSize();
            Market.Slate slate = feed.slate(shopper.user(), session, at, context, n);
            check(slate, n, at);
            long now = at;
            if (!slate.shown().isEmpty()) {
                market.send(new Impression(
                        nextId(), at, shopper.user(), session, slate.request(), "home", context, slate.shown()));
                for (Shown shown : slate.shown()) {
                    market.shown(shown.item(), shopper.user());
                    Encounter encounter = new Encounter(page, slate.request(), shown);
                    now = encounter.meet(now);
                    if (encounter.leaves()) {
                        break;
                    }
                }
                shopper.feel(satisfaction());
            }
            if (page < pages) {
                view(page + 1, now + 5_000);
            }
        });
    }

    private void check(Market.Slate slate, int n, long at) {
        Set<String> items = new HashSet<>();
        for (Shown shown : slate.shown()) {
            if (!items.add(shown.item()) || shown.position() != items.size() || items.size() > n) {
                throw new IllegalArgumentException("slate '" + slate.request() + "' shows item '" + shown.item()
                        + "' at position " + shown.position() + "; a slate has at most " + n
                        + " different items at positions 1, 2, … in this order");
            }
            if (!market.offer(shown.item()).offeredIn(context.market())) {
                throw new IllegalArgumentException("slate '" + slate.request() + "' shows item '" + shown.item()
                        + "' in market '" + context.market() + "', where it is not offered");
            }
            if (market.offer(shown.item()).created() > at) {
                throw new IllegalArgumentException(
                        "slate '" + slate.request() + "' shows item '" + shown.item() + "' before it is offered");
            }
        }
    }

    /** How the page left the user: pleased by what was clicked; 0.3 when nothing was. */
    private double satisfaction() {
        double felt = clicks == 0 ? 0.3 : pleasure / clicks;
        clicks = 0;
        pleasure = 0;
        return felt;
    }

    private String nextId() {
        return session + "-e" + events++;
    }

    /** One user meets one shown item: noticed or not, clicked or not, and so on. */
    private final class Encounter {
        private final String user = shopper.user();
        private final String request;
        private final Shown shown;
        private final SimItem offer;
        private final SplittableRandom random;
        private boolean left;

        Encounter(int page, String request, Shown shown) {
            this.request = request;
            this.shown = shown;
            this.offer = market.offer(shown.item());
            this.random = RandomStreams.of(
                    market.config().seed(), RandomStreams.ENCOUNTER, shopper.index, number, page, offer.index);
        }

        /** From {@code now} on; gives back when the user goes on to the next item. */
        long meet(long now) {
            double noticed = random.nextDouble();
            if (!shopper.habits.cascade() && noticed >= Choice.attention(shown.position())) {
                return now;
            }
            left = shopper.habits.cascade() && noticed >= Choice.READS_ON;
            double click = Choice.click(shopper, offer, intent, now);
            shopper.see(offer);
            long reached = now + 500 + random.nextLong(2_500);
            if (random.nextDouble() < click) {
                return look(reached);
            }
            if (random.nextDouble() < 0.006 * (1 - click)) {
                market.send(new Hide(nextId(), reached, user, session, offer.item(), request));
            }
            return reached;
        }

        /** Whether a reader from the top ends here. */
        boolean leaves() {
            return left;
        }

        private long look(long at) {
            market.send(new Click(nextId(), at, user, session, offer.item(), request));
            double satisfaction = Choice.satisfaction(shopper, offer);
            clicks++;
            pleasure += satisfaction;
            left = shopper.habits.cascade() && random.nextDouble() < Choice.leaves(satisfaction);
            double seconds = Math.min(600, 2 + 50 * satisfaction * Math.exp(0.6 * random.nextGaussian()));
            long left = at + Math.round(seconds * 1_000);
            market.send(new Dwell(nextId(), left, user, session, offer.item(), request, seconds));
            if (random.nextDouble() < 0.02 * (1 - satisfaction)) {
                market.send(new Hide(nextId(), left + 1_000, user, session, offer.item(), request));
            }
            considerPurchase(left);
            return left + 1_000;
        }

        private void considerPurchase(long at) {
            double purchase = Choice.purchase(shopper, offer, intent, at);
            double cart = Math.min(1, 0.02 + 2 * purchase);
            if (random.nextDouble() >= cart) {
                return;
            }
            long quantity = random.nextDouble() < Choice.QUANTITY_TWO ? 2 : 1;
            market.send(new AddToCart(nextId(), at, user, session, offer.item(), request, quantity, offer.price()));
            if (random.nextDouble() < purchase / cart) {
                long when = at + purchaseDelay();
                market.schedule(when, (feed, sink) -> purchase(quantity, when, sink));
            }
        }

        private long purchaseDelay() {
            if (random.nextDouble() < BUYS_AT_ONCE) {
                return 20_000 + random.nextLong(400_000);
            }
            return Math.min(LONGEST_DELAY, 3_600_000 + (long) (MEAN_DELAY * random.nextExponential()));
        }

        private void purchase(long quantity, long at, Market.Sink sink) {
            long bought = Math.min(quantity, offer.stock());
            if (bought == 0) {
                return;
            }
            shopper.buy(offer, bought * offer.price(), at);
            market.send(new Purchase(nextId(), at, user, session, offer.item(), request, bought, offer.price()));
            market.sell(offer, bought, at, sink);
            if (random.nextDouble() < 0.15 * (1 - Choice.satisfaction(shopper, offer))) {
                long when = at + DAY + random.nextLong(3 * DAY);
                market.send(new Complaint(nextId(), when, user, session, offer.item(), request, "not as described"));
                shopper.feel(0);
            }
            if (random.nextDouble() < Choice.returned(shopper, offer)) {
                long when = at + DAY + random.nextLong(3 * DAY);
                market.send(new Return(nextId(), when, user, session, offer.item(), request, bought, "not liked"));
                shopper.feel(0);
            }
        }
    }
}
