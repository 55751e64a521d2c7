package dev.fairlead.sim;

import dev.fairlead.market.events.UserProfile;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A user of the simulated marketplace: what the product knows, what the user likes, and what the user remembers. */
final class SimUser {
    /**
     * What only the simulation knows of a user.
     *
     * @param interest by leaf category: 0 is none, a favourite has 1 to 2
     * @param intents by leaf category, the share of sessions with that intent; what lacks to 1 is browsing
     * @param place in the space of tastes
     * @param brand the favourite brand
     * @param priceLevel liked, in the unit of {@link SimItem.Nature#priceLevel}
     * @param impatience about delivery; 1 is usual
     * @param sessionsPerDay on a usual weekday
     */
    record Taste(
            double[] interest,
            double[] intents,
            double[] place,
            int brand,
            double priceLevel,
            double impatience,
            double sessionsPerDay) {}

    /**
     * How the user goes about it.
     *
     * @param cascade whether the user reads from the top and may leave after any item
     * @param budget euros a month; infinite without
     * @param moods whether good and bad sessions decide when the user comes back
     */
    record Habits(boolean cascade, double budget, boolean moods) {}

    /** The month in which a budget comes back, in milliseconds. */
    private static final double MONTH = Duration.ofDays(30).toMillis();

    final int index;
    final UserProfile profile;
    final ZoneId zone;
    final String device;
    final Taste taste;
    final Habits habits;
    private double mood = 0.5;
    private double spent;
    private long spentAt;
    private final Map<Integer, Integer> seen = new HashMap<>();
    private final Set<Integer> bought = new HashSet<>();

    SimUser(int index, UserProfile profile, String device, Taste taste, Habits habits) {
        this.index = index;
        this.profile = profile;
        this.zone = ZoneId.of(profile.timeZone());
        this.device = device;
        this.taste = taste;
        this.habits = habits;
    }

    String user() {
        return profile.user();
    }

    /** How often the user noticed the item. */
    int seen(SimItem offer) {
        return seen.getOrDefault(offer.index, 0);
    }

    void see(SimItem offer) {
        seen.merge(offer.index, 1, Integer::sum);
    }

    boolean bought(SimItem offer) {
        return bought.contains(offer.index);
    }

    void buy(SimItem offer, double money, long at) {
        bought.add(offer.index);
        spent = spent(at) + money;
        spentAt = at;
    }

    /** Euros spent and not yet come back; a whole budget comes back in a month, evenly. */
    private double spent(long at) {
        return habits.budget == Double.POSITIVE_INFINITY
                ? 0
                : Math.max(0, spent - habits.budget * (at - spentAt) / MONTH);
    }

    /** How much of a purchase goes beyond what is left of the budget, as a share of the budget, 0 to 1. */
    double beyondBudget(double price, long at) {
        return habits.budget == Double.POSITIVE_INFINITY
                ? 0
                : Math.clamp((spent(at) + price - habits.budget) / habits.budget, 0, 1);
    }

    /** What a session left behind. @param satisfaction 0 to 1 */
    void feel(double satisfaction) {
        mood = 0.7 * mood + 0.3 * satisfaction;
    }

    /** Probability that the user does not come when the user otherwise would: 0.1 at best, 0.7 at worst, 0.25 for one who was never here. */
    double staysAway() {
        return habits.moods ? Math.clamp(0.1 + 0.6 * Math.pow(1 - mood, 2), 0.1, 0.7) : 0;
    }
}
