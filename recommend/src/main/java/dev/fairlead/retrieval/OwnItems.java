package dev.fairlead.retrieval;

import dev.fairlead.events.Event;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.ItemEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the user touched, most and latest first: people come back to what they looked at. An item's score is its decayed
 * count, in which an add to cart counts more. Memory is bounded; rebuilt by replay, it has no snapshot.
 */
final class OwnItems implements Fold, CandidateSource {
    /**
     * Numbers of the source.
     *
     * @param halfLifeSeconds of the counts, above 0
     * @param cart weight of an add to cart when another interaction weighs 1, above 0
     * @param kept items of a user, at least 1; a new one takes the place of the one with the smallest count
     */
    public record Config(double halfLifeSeconds, double cart, int kept) {
        public Config {
            if (!(halfLifeSeconds > 0 && cart > 0 && kept >= 1)) {
                throw new IllegalArgumentException("own items: a half-life of " + halfLifeSeconds + " s, a weight of "
                        + cart + " and " + kept + " items kept; the first two are above 0, the last at least 1");
            }
        }
    }

    private final Config config;
    private final Map<String, Map<String, Double>> users = new HashMap<>(); // logarithms to base 2, as of 1970

    public OwnItems(Config config) {
        this.config = config;
    }

    @Override
    public String name() {
        return "own";
    }

    @Override
    public void accept(Logged logged) {
        Event event = logged.event();
        ItemInteractions.of(event).ifPresent(interaction -> add(interaction, event));
    }

    private void add(ItemEvent interaction, Event event) {
        Map<String, Double> own = users.computeIfAbsent(interaction.user(), _ -> new HashMap<>());
        double log = event.time() / 1000.0 / config.halfLifeSeconds
                + (event instanceof AddToCart ? StrictMath.log(config.cart) / StrictMath.log(2) : 0);
        Double old = own.get(interaction.item());
        own.put(interaction.item(), old == null ? log : sum(old, log));
        if (own.size() > config.kept) {
            own.remove(own.keySet().stream()
                    .filter(item -> !item.equals(interaction.item()))
                    .min(Comparator.comparingDouble((String item) -> Objects.requireNonNull(own.get(item)))
                            .thenComparing(Comparator.naturalOrder()))
                    .orElseThrow());
        }
    }

    /** log2(2^a + 2^b). */
    private static double sum(double a, double b) {
        return Math.max(a, b) + StrictMath.log(1 + StrictMath.pow(2, -Math.abs(a - b))) / StrictMath.log(2);
    }

    @Override
    public List<Found> find(SourceQuery query) {
        List<Found> found = new ArrayList<>();
        users.getOrDefault(query.user().user(), Map.of()).forEach((item, log) -> {
            if (query.allowed().test(item)) {
                found.add(new Found(item, StrictMath.pow(2, log - query.time() / 1000.0 / config.halfLifeSeconds)));
            }
        });
        found.sort(Comparator.comparingDouble((Found one) -> -one.score()).thenComparing(Found::item));
        return List.copyOf(found.subList(0, Math.min(query.k(), found.size())));
    }
}
