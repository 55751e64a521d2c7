package dev.fairlead.sim;

import dev.fairlead.market.events.UserProfile;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** RandomStreams the users of a marketplace. */
final class UserPopulation {
    private static final double FAVOURITES = 3;
    private static final double BROWSING = 0.3;
    private static final double KNOWN_AT_START = 0.66;

    private UserPopulation() {}

    static List<SimUser> of(MarketConfig config, List<Category> leaves) {
        List<SimUser> shoppers = new ArrayList<>(config.users());
        for (int u = 0; u < config.users(); u++) {
            SplittableRandom random = RandomStreams.of(config.seed(), RandomStreams.USER, u);
            Place place = Place.at(random.nextDouble());
            boolean mobile = random.nextDouble() < 0.65;
            UserProfile profile = profile(config, u, place, random);
            SimUser.Taste taste = taste(config, leaves, place, mobile, random);
            shoppers.add(new SimUser(u, profile, mobile ? "mobile" : "desktop", taste, habits(config, u)));
        }
        return shoppers;
    }

    /**
     * A market.
     *
     * @param priceLevel mean of what its users like, in standard deviations
     */
    record Place(String market, String language, String zone, double share, double priceLevel) {
        static final List<Place> ALL = List.of(
                new Place("de", "de", "Europe/Berlin", 0.5, -0.15),
                new Place("us", "en", "America/New_York", 0.3, 0.25),
                new Place("jp", "ja", "Asia/Tokyo", 0.2, 0.1));

        static Place at(double uniform) {
            double left = uniform;
            for (Place place : ALL) {
                left -= place.share;
                if (left < 0) {
                    return place;
                }
            }
            return ALL.getLast();
        }
    }

    /** Monthly budgets are log-normal around 400 euros: twenty things of a median price. */
    private static SimUser.Habits habits(MarketConfig config, int index) {
        SplittableRandom random = RandomStreams.of(config.seed(), RandomStreams.HABITS, index);
        boolean cascade = random.nextDouble() < config.habits().cascade();
        double budget = 400 * Math.exp(0.6 * random.nextGaussian());
        return new SimUser.Habits(
                cascade,
                config.habits().budgets() ? budget : Double.POSITIVE_INFINITY,
                config.habits().moods());
    }

    private static UserProfile profile(MarketConfig config, int index, Place place, SplittableRandom random) {
        boolean known = random.nextDouble() < KNOWN_AT_START;
        long arrival = config.start().toEpochMilli();
        long created = arrival;
        if (known) {
            created -= (long) (Duration.ofDays(200).toMillis() * random.nextExponential());
        } else {
            arrival += (long) (Duration.ofDays(config.days()).toMillis() * random.nextDouble());
            created = arrival;
        }
        String month = Instant.ofEpochMilli(created)
                .atOffset(ZoneOffset.UTC)
                .toString()
                .substring(0, 7);
        return new UserProfile(
                "u" + index + "-profile",
                arrival,
                "u" + index,
                place.market,
                place.language,
                place.zone,
                month,
                created);
    }

    private static SimUser.Taste taste(
            MarketConfig config, List<Category> leaves, Place place, boolean mobile, SplittableRandom random) {
        double[] interest = new double[leaves.size()];
        double[] intents = new double[leaves.size()];
        for (int f = 0; f < FAVOURITES; f++) {
            int leaf = RandomStreams.index(random, Category.weights(leaves));
            String branch = leaves.get(leaf).path().getFirst();
            for (int other = 0; other < leaves.size(); other++) {
                if (leaves.get(other).path().getFirst().equals(branch)) {
                    interest[other] = Math.max(interest[other], 0.4);
                }
            }
            interest[leaf] = 1 + random.nextDouble();
            intents[leaf] += (1 - BROWSING) / FAVOURITES;
        }
        double level = place.priceLevel + (mobile ? -0.15 : 0.25) + 0.8 * random.nextGaussian();
        double activity = config.sessionsPerUserDay() * uneven(random);
        return new SimUser.Taste(
                interest,
                intents,
                Category.vector(random, 1),
                random.nextInt(CatalogueGenerator.BRANDS),
                level,
                Math.exp(0.4 * random.nextGaussian()),
                activity);
    }

    /** Mean 1 and uneven: an exponential number times a log-normal one of mean 1. */
    private static double uneven(SplittableRandom random) {
        return random.nextExponential() * Math.exp(0.5 * random.nextGaussian() - 0.125);
    }
}
