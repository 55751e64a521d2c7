package dev.fairlead.sim;

import dev.fairlead.market.events.CatalogueItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** RandomStreams the sellers and the items of a marketplace. */
final class CatalogueGenerator {
    static final int BRANDS = 80;
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final double PRICE_SPREAD = 0.45;

    /** @param quality normal; part of the quality of all the seller's items */
    private record Seller(String id, long since, double delivery, double quality) {}

    private final MarketConfig config;
    private final List<Category> leaves;
    private final List<Seller> sellers = new ArrayList<>();

    private CatalogueGenerator(MarketConfig config, List<Category> leaves) {
        this.config = config;
        this.leaves = leaves;
    }

    static List<SimItem> of(MarketConfig config, List<Category> leaves) {
        CatalogueGenerator assortment = new CatalogueGenerator(config, leaves);
        for (int s = 0; s < config.sellers(); s++) {
            assortment.sellers.add(assortment.seller(s));
        }
        List<SimItem> offers = new ArrayList<>(config.items());
        for (int i = 0; i < config.items(); i++) {
            offers.add(assortment.offer(i));
        }
        return offers;
    }

    private Seller seller(int index) {
        SplittableRandom random = RandomStreams.of(config.seed(), RandomStreams.SELLER, index);
        long since = index == 0 ? before(random, 400) : birth(random, 0.8, 400);
        double delivery = 1 + Math.min(13, 4 * random.nextExponential());
        return new Seller("s" + index, since, delivery, random.nextGaussian());
    }

    private SimItem offer(int index) {
        SplittableRandom random = RandomStreams.of(config.seed(), RandomStreams.ITEM, index);
        int leaf = RandomStreams.index(random, Category.weights(leaves));
        Category category = leaves.get(leaf);
        Seller seller = sellers.get(random.nextInt(sellers.size()));
        int brand = (2 * leaf + random.nextInt(6)) % BRANDS;
        double priceLevel = random.nextGaussian();
        double quality = 0.5 * seller.quality + 0.85 * random.nextGaussian();
        double[] place = Category.vector(random, 0.7);
        for (int i = 0; i < place.length; i++) {
            place[i] += category.centre()[i];
        }
        SimItem.Nature nature =
                new SimItem.Nature(random.nextGaussian(), quality, Math.pow(random.nextDouble(), 4), priceLevel, place);
        int stock = 3 + (int) (12 * random.nextExponential());
        return new SimItem(index, leaf, brand, nature, stock, listing(index, category, seller, brand, nature, random));
    }

    private CatalogueItem listing(
            int index, Category category, Seller seller, int brand, SimItem.Nature nature, SplittableRandom random) {
        double price = category.medianPrice() * Math.exp(PRICE_SPREAD * nature.priceLevel());
        double margin = Math.clamp(category.margin() + 0.03 * random.nextGaussian(), 0.03, 0.4);
        double rating = Math.clamp(3.8 + 0.5 * nature.quality() + 0.25 * random.nextGaussian(), 1, 5);
        double delivery = Math.clamp(Math.round(seller.delivery + random.nextGaussian()), 1, 20);
        long created = Math.max(seller.since, birth(random, 0.75, 60));
        return new CatalogueItem(
                "i" + index,
                created,
                "i" + index,
                Math.round(price * 100) / 100.0,
                Math.round(margin * 1000) / 1000.0,
                "EUR",
                category.path(),
                "b" + brand,
                seller.id,
                seller.since,
                Math.round(rating * 10) / 10.0,
                delivery,
                -1,
                created,
                title(category, nature),
                markets(index));
    }

    /** Styles by the direction in the space of tastes in which an item lies furthest from its category's middle. */
    private static final List<List<String>> STYLES = List.of(
            List.of("plain", "ornate"),
            List.of("soft", "robust"),
            List.of("bright", "dark"),
            List.of("classic", "modern"),
            List.of("light", "heavy"),
            List.of("playful", "formal"));

    /** Says the narrow category and, in one word, the direction in which the item differs most from others of it. */
    private static String title(Category category, SimItem.Nature nature) {
        int furthest = 0;
        for (int d = 1; d < Category.DIMENSIONS; d++) {
            double here = nature.place()[d] - category.centre()[d];
            double before = nature.place()[furthest] - category.centre()[furthest];
            furthest = Math.abs(here) > Math.abs(before) ? d : furthest;
        }
        boolean up = nature.place()[furthest] > category.centre()[furthest];
        return STYLES.get(furthest).get(up ? 1 : 0) + " " + category.path().getLast();
    }

    /** Four fifths are offered everywhere, the others in one market. */
    private List<String> markets(int index) {
        SplittableRandom random = RandomStreams.of(config.seed(), RandomStreams.HABITS, ~index);
        return random.nextDouble() < 0.8
                ? List.of()
                : List.of(UserPopulation.Place.at(random.nextDouble()).market());
    }

    /** Before the market's start with probability {@code old}, else in the first nine tenths of its days. */
    private long birth(SplittableRandom random, double old, int meanDays) {
        if (random.nextDouble() < old) {
            return before(random, meanDays);
        }
        return config.start().toEpochMilli() + (long) (0.9 * config.days() * DAY * random.nextDouble());
    }

    private long before(SplittableRandom random, int meanDays) {
        return config.start().toEpochMilli() - (long) (meanDays * DAY * random.nextExponential());
    }
}
