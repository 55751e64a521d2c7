package dev.fairlead.sim;

import dev.fairlead.events.Event;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Complaint;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.ItemEvent;
import dev.fairlead.market.events.Purchase;
import dev.fairlead.market.events.Return;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Counts what slates brought, by group of users: a fold over a market's events. A slate counts when it was shown in [from, until); what
 * came of it counts whenever it comes. A purchase belongs to the session of its slate.
 */
public final class Scoreboard implements Market.Sink {
    private static final double NEW_SELLER = Duration.ofDays(14).toMillis();

    private final long from;
    private final long until;
    private final Function<String, String> groupOf;
    private final Map<String, CatalogueItem> items = new HashMap<>();
    private final Map<String, Slate> slates = new HashMap<>();
    private final Map<String, Tally> groups = new HashMap<>();

    private record Slate(Tally tally, String session) {}

    private static final class Tally {
        long slates;
        long slots;
        long newSellerSlots;
        long clicks;
        long purchases;
        long returns;
        long complaints;
        double gmv;
        double margin;
        double sentBack;
        long categories;
        final Set<String> users = new HashSet<>();
        final Set<String> sessions = new HashSet<>();
        final Set<String> buying = new HashSet<>();
    }

    /**
     * @param from and {@code until}: when slates count, in milliseconds since 1970
     * @param groupOf the group of a user
     */
    public Scoreboard(long from, long until, Function<String, String> groupOf) {
        this.from = from;
        this.until = until;
        this.groupOf = groupOf;
    }

    @Override
    public void accept(Event event) {
        switch (event) {
            case CatalogueItem item -> items.put(item.item(), item);
            case Impression shown -> show(shown);
            case ItemEvent outcome -> outcome(outcome);
            default -> {}
        }
    }

    private void show(Impression shown) {
        if (shown.time() < from || shown.time() >= until) {
            return;
        }
        Tally tally = groups.computeIfAbsent(groupOf.apply(shown.user()), _ -> new Tally());
        slates.put(shown.request(), new Slate(tally, shown.session()));
        tally.slates++;
        tally.users.add(shown.user());
        tally.sessions.add(shown.session());
        Set<List<String>> categories = new HashSet<>();
        for (Impression.Shown one : shown.shown()) {
            CatalogueItem item = items.get(one.item());
            if (item != null) {
                tally.slots++;
                tally.newSellerSlots += shown.time() - item.sellerSince() <= NEW_SELLER ? 1 : 0;
                categories.add(item.category());
            }
        }
        tally.categories += categories.size();
    }

    private void outcome(ItemEvent outcome) {
        Slate slate = slates.get(outcome.request());
        if (slate == null) {
            return;
        }
        Tally tally = slate.tally;
        switch (outcome) {
            case Click _ -> tally.clicks++;
            case Purchase bought -> {
                CatalogueItem item = items.get(bought.item());
                double money = bought.quantity() * bought.price();
                tally.purchases++;
                tally.gmv += money;
                tally.margin += item == null ? 0 : money * item.margin();
                tally.buying.add(slate.session);
            }
            case Return back -> {
                CatalogueItem item = items.get(back.item());
                tally.returns++;
                tally.sentBack += item == null ? 0 : back.quantity() * item.price();
            }
            case Complaint _ -> tally.complaints++;
            default -> {}
        }
    }

    /**
     * What a group's slates brought. Money is in euros.
     *
     * @param netGmv less what was sent back
     * @param newSellerSlots share of the slots given to sellers of at most 14 days
     * @param categories mean number of different leaf categories in a slate
     */
    public record Score(
            long users,
            long sessions,
            long slates,
            long slots,
            long clicks,
            long purchases,
            double gmv,
            double netGmv,
            double margin,
            long buyingSessions,
            double newSellerSlots,
            double categories,
            long returns,
            long complaints) {

        public double gmvPerSession() {
            return gmv / sessions;
        }

        public double netGmvPerSession() {
            return netGmv / sessions;
        }

        public double marginPerSession() {
            return margin / sessions;
        }

        /** Share of the sessions with a purchase from one of their slates. */
        public double conversion() {
            return (double) buyingSessions / sessions;
        }

        /** Clicks a slot. */
        public double clickRate() {
            return (double) clicks / slots;
        }

        public double sessionsPerUser() {
            return (double) sessions / users;
        }
    }

    /** By group. */
    public Map<String, Score> result() {
        Map<String, Score> scores = new HashMap<>();
        groups.forEach((group, t) -> scores.put(
                group,
                new Score(
                        t.users.size(),
                        t.sessions.size(),
                        t.slates,
                        t.slots,
                        t.clicks,
                        t.purchases,
                        t.gmv,
                        t.gmv - t.sentBack,
                        t.margin,
                        t.buying.size(),
                        (double) t.newSellerSlots / t.slots,
                        (double) t.categories / t.slates,
                        t.returns,
                        t.complaints)));
        return scores;
    }
}
