package dev.fairlead.sim;

import dev.fairlead.events.UserProfile;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A user of the simulated marketplace: what the product knows, what the user likes, and what the user remembers. */
final class Shopper {
    /**
     * What only the simulation knows of a user.
     *
     * @param interest by leaf category: 0 is none, a favourite has 1 to 2
     * @param intents by leaf category, the share of sessions with that intent; what lacks to 1 is browsing
     * @param place in the space of tastes
     * @param brand the favourite brand
     * @param priceLevel liked, in the unit of {@link Offer.Nature#priceLevel}
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

    final int index;
    final UserProfile profile;
    final ZoneId zone;
    final String device;
    final Taste taste;
    private final Map<Integer, Integer> seen = new HashMap<>();
    private final Set<Integer> bought = new HashSet<>();

    Shopper(int index, UserProfile profile, String device, Taste taste) {
        this.index = index;
        this.profile = profile;
        this.zone = ZoneId.of(profile.timeZone());
        this.device = device;
        this.taste = taste;
    }

    String user() {
        return profile.user();
    }

    /** How often the user noticed the item. */
    int seen(Offer offer) {
        return seen.getOrDefault(offer.index, 0);
    }

    void see(Offer offer) {
        seen.merge(offer.index, 1, Integer::sum);
    }

    boolean bought(Offer offer) {
        return bought.contains(offer.index);
    }

    void buy(Offer offer) {
        bought.add(offer.index);
    }
}
