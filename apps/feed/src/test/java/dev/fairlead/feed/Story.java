package dev.fairlead.feed;

import dev.fairlead.events.Event;
import dev.fairlead.log.MemoryLog;
import dev.fairlead.log.Position;
import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.Purchase;
import dev.fairlead.market.features.FeatureQuery;
import dev.fairlead.ranking.ListQuery;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;

/** Short ways to say what happened in a marketplace, and what its log then says of candidates. */
final class Story {
    /** Monday, 2026-03-02T00:00:00Z. */
    static final long START = 1_772_409_600_000L;

    static final long MINUTE = Duration.ofMinutes(1).toMillis();
    static final long DAY = Duration.ofDays(1).toMillis();

    final FeedFeatures features = FeedFeatures.create();
    final Retrieval retrieval = Retrieval.exact(features);
    private final MemoryLog log = new MemoryLog();

    /** What happened next, in order of arrival. */
    Story then(Event... events) {
        Position before = log.end();
        log.append(List.of(events), List.of());
        log.read(before, Integer.MAX_VALUE, logged -> {
            features.store().accept(logged);
            retrieval.apply(List.of(logged));
        });
        return this;
    }

    /** One feature of each item, asked by user "u" in session "s" at {@code at}. */
    float[] ask(String feature, long at, String... items) {
        return ask(feature, at, Context.UNKNOWN, items);
    }

    float[] ask(String feature, long at, Context context, String... items) {
        float[] rows = features.store()
                .read(view -> view.rows(new FeatureQuery("u", "s", context, at, List.of(items), new double[0])));
        int width = features.store().width();
        int column = features.store().names().indexOf(feature);
        float[] values = new float[items.length];
        for (int i = 0; i < items.length; i++) {
            values[i] = rows[i * width + column];
        }
        return values;
    }

    /** Why {@code refused} was refused. */
    static String refusal(Executable refused) {
        return String.valueOf(
                Assertions.assertThrows(IllegalArgumentException.class, refused).getMessage());
    }

    static ListQuery request(int n, String... candidates) {
        return new ListQuery("u", "s", Context.UNKNOWN, n, List.of(candidates), new double[0]);
    }

    static CatalogueItem item(String item, double price) {
        return item(item, price, -1, START - 10 * DAY);
    }

    static CatalogueItem item(String item, double price, long stock, long created) {
        return new CatalogueItem(
                "listed " + item + " " + stock,
                START,
                item,
                price,
                0.2,
                "EUR",
                List.of("home", "lamps of " + item),
                "brand",
                "seller",
                START - 40 * DAY,
                4.5,
                3,
                stock,
                created,
                "",
                List.of());
    }

    static Impression impression(String request, long time, String... items) {
        return new Impression(
                "shown " + request,
                time,
                "u",
                "s",
                request,
                "home",
                Context.UNKNOWN,
                IntStream.range(0, items.length)
                        .mapToObj(i -> new Impression.Shown(items[i], i + 1, 7 + i, Double.NaN))
                        .toList());
    }

    static Click click(String item, long time) {
        return new Click("click " + item + time, time, "u", "s", item, "");
    }

    static AddToCart cart(String item, long time) {
        return new AddToCart("cart " + item + time, time, "u", "s", item, "", 1, 10);
    }

    static Purchase purchase(String item, long time) {
        return new Purchase("bought " + item + time, time, "u", "s", item, "", 1, 10);
    }
}
