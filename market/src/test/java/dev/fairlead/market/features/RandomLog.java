package dev.fairlead.market.features;

import dev.fairlead.decide.Decision;
import dev.fairlead.decide.Query;
import dev.fairlead.events.Event;
import dev.fairlead.events.Exposure;
import dev.fairlead.events.LaunchChanged;
import dev.fairlead.events.LaunchStarted;
import dev.fairlead.events.Promotion;
import dev.fairlead.log.Position;
import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Complaint;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.Dwell;
import dev.fairlead.market.events.Filter;
import dev.fairlead.market.events.Hide;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.Interaction;
import dev.fairlead.market.events.Purchase;
import dev.fairlead.market.events.Return;
import dev.fairlead.market.events.Search;
import dev.fairlead.market.events.Sort;
import dev.fairlead.market.events.UserProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Random events of all types over few users and items, so that much meets: seconds to hours apart, 3 % late by up to 20
 * days, some items never described, some prices and texts not known.
 */
final class RandomLog {
    private static final String[] ZONES = {"", "Europe/Berlin", "Asia/Kolkata", "America/New_York"};

    /** What some app was asked. */
    private record Asked(String user, String session, Context context, List<String> items) implements Query {
        @Override
        public String unit(String kind) {
            return kind.equals("user") ? user : "";
        }
    }

    private final RandomGenerator random;
    private final int users;
    private final int items;
    private long now = Happenings.START;

    RandomLog(RandomGenerator random, int users, int items) {
        this.random = random;
        this.users = users;
        this.items = items;
    }

    List<Event> events(int n) {
        List<Event> events = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            now += random.nextLong(1, random.nextInt(10) == 0 ? 6 * 3_600_000L : 30_000L);
            boolean late = random.nextInt(100) < 3;
            events.add(event(i, late ? now - random.nextLong(20 * 86_400_000L) : now));
        }
        return events;
    }

    /** The time of the last event that was not late. */
    long now() {
        return now;
    }

    FeatureQuery query() {
        List<String> candidates = new ArrayList<>();
        double[] prices = new double[random.nextInt(12)];
        for (int i = 0; i < prices.length; i++) {
            candidates.add(random.nextInt(10) == 0 ? "never met " + i : item());
            prices[i] = price();
        }
        return new FeatureQuery(
                random.nextInt(10) == 0 ? "stranger" : user(),
                session(),
                context(),
                now + random.nextLong(-3_600_000L, 3 * 86_400_000L),
                candidates,
                random.nextBoolean() ? new double[0] : prices);
    }

    private Event event(int i, long time) {
        String id = "e" + i;
        return switch (random.nextInt(27)) {
            case 0, 1, 2, 3 -> catalogueItem(id, time);
            case 4 ->
                new UserProfile(
                        id, time, user(), text("m"), "", pick(ZONES), text("cohort"), time - random.nextLong(1L << 32));
            case 5 -> new Search(id, time, user(), session(), text("query"));
            case 6 -> new Filter(id, time, user(), session(), text("filter"));
            case 7 -> new Sort(id, time, user(), session(), text("order"));
            case 8, 9, 10 -> impression(id, time);
            case 11, 12 -> new Interaction(id, time, user(), session(), item(), "", text("kind"));
            case 13, 14, 15 -> new Click(id, time, user(), session(), item(), "");
            case 16 -> new Dwell(id, time, user(), session(), item(), "", random.nextInt(1000) / 8.0);
            case 17, 18 -> new AddToCart(id, time, user(), session(), item(), "", random.nextLong(1, 4), price());
            case 19 ->
                new Purchase(id, time, user(), session(), item(), "", random.nextLong(1, 4), 1 + random.nextInt(99));
            case 20 -> new Hide(id, time, user(), session(), item(), "");
            case 21 -> new Complaint(id, time, user(), session(), item(), "", "");
            case 22 -> new Return(id, time, user(), session(), item(), "", random.nextLong(1, 3), "");
            case 23 -> new Promotion(id, time, "feed", "m", "");
            case 24 -> new Exposure(id, time, user(), "e", "a", "f".repeat(64), "", 1);
            case 25 -> new LaunchStarted(id, time, "e", "f".repeat(64), 1, "", "");
            case 26 -> new LaunchChanged(id, time, "e", 1, "");
            default ->
                new Decision(
                        id,
                        time,
                        "feed",
                        List.of(),
                        "",
                        "",
                        "",
                        Position.START,
                        new Asked(user(), session(), context(), List.of("only decided")),
                        List.of());
        };
    }

    private CatalogueItem catalogueItem(String id, long time) {
        int kind = random.nextInt(3);
        List<String> clear = new ArrayList<>();
        String brand = orCleared("brand", text("brand"), clear);
        String seller = orCleared("seller", text("seller"), clear);
        if (kind == 0 && random.nextBoolean()) {
            clear.add("category");
        }
        return new CatalogueItem(
                id,
                time,
                item(),
                random.nextInt(4) == 0 ? Double.NaN : 1 + random.nextInt(20_000) / 100.0,
                random.nextBoolean() ? Double.NaN : random.nextInt(100) / 100.0,
                "EUR",
                kind == 0 ? List.of() : List.of("c" + kind, text("sub")),
                brand,
                seller,
                random.nextBoolean() ? 0 : time - random.nextLong(1L << 36),
                random.nextBoolean() ? Double.NaN : random.nextInt(50) / 10.0,
                random.nextBoolean() ? Double.NaN : random.nextInt(14),
                random.nextInt(5) - 1,
                random.nextBoolean() ? 0 : time - random.nextLong(1L << 34),
                text("title"),
                random.nextBoolean() ? List.of() : List.of(text("market")),
                clear);
    }

    private String orCleared(String attribute, String text, List<String> clear) {
        if (text.isEmpty() && random.nextBoolean()) {
            clear.add(attribute);
        }
        return text;
    }

    private Impression impression(String id, long time) {
        List<Impression.Shown> shown = new ArrayList<>();
        int n = 1 + random.nextInt(6);
        for (int i = 1; i <= n; i++) {
            shown.add(new Impression.Shown(item(), i, price(), Double.NaN));
        }
        return new Impression(id, time, user(), session(), "r", "home", context(), shown);
    }

    private Context context() {
        return new Context(text("m"), text("device"), pick(ZONES), "");
    }

    private String user() {
        return "user " + random.nextInt(users);
    }

    private String session() {
        return "session " + random.nextInt(3);
    }

    private String item() {
        return "item " + random.nextInt(items);
    }

    private double price() {
        return random.nextInt(3) == 0 ? Double.NaN : random.nextInt(20_000) / 100.0;
    }

    private String text(String of) {
        return random.nextInt(6) == 0 ? "" : of + " " + random.nextInt(5);
    }

    private String pick(String[] of) {
        return of[random.nextInt(of.length)];
    }
}
