package dev.fairlead.bench.node;

import dev.fairlead.events.Event;
import dev.fairlead.json.JsonEvents;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.Interaction;
import dev.fairlead.market.events.MarketEvents;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Simulated traffic without a market behind it: of ten events six are interactions, three clicks, and one an impression of
 * {@value #SHOWN} items, by users and on items drawn evenly. Ids are random, as most products' are.
 */
final class Traffic {
    static final int SHOWN = 10;

    private static final int CATEGORIES = 200;
    private static final int SELLERS = 1_000;
    private static final int BRANDS = 500;
    private static final int DAY_MILLIS = 86_400_000;

    private final SplittableRandom random;
    private final int users;
    private final int items;
    private final JsonEvents codec = new JsonEvents(MarketEvents.TYPES);
    private long time;

    /** @param start time of the first event, in milliseconds since 1970; the others follow 20 ms apart */
    Traffic(long seed, int users, int items, long start) {
        this.random = new SplittableRandom(seed);
        this.users = users;
        this.items = items;
        this.time = start;
    }

    static String user(int number) {
        return "user-" + number;
    }

    static String item(int number) {
        return "item-" + number;
    }

    /** One event for each item of the catalogue. */
    List<Event> catalogue() {
        return catalogue(0, items);
    }

    /** One event for each of these items. */
    List<Event> catalogue(int from, int to) {
        return IntStream.range(from, to).mapToObj(this::described).toList();
    }

    private Event described(int number) {
        int category = random.nextInt(CATEGORIES);
        return new CatalogueItem(
                id(),
                time,
                item(number),
                Math.round(100 * (2 + 200 * random.nextDouble() * random.nextDouble())) / 100.0,
                0.1,
                "EUR",
                List.of("top-" + category % 20, "category-" + category),
                "brand-" + random.nextInt(BRANDS),
                "seller-" + random.nextInt(SELLERS),
                time - 1_000L * DAY_MILLIS,
                1 + random.nextInt(9) / 2.0,
                1 + random.nextInt(7),
                50,
                time - (long) random.nextInt(400) * DAY_MILLIS,
                "",
                List.of());
    }

    /** The next events. */
    List<Event> events(int count) {
        return Stream.generate((Supplier<Event>) this::event).limit(count).toList();
    }

    private Event event() {
        return event(random.nextInt(users));
    }

    /** Each user's history, one user after the other. */
    List<Event> histories(int from, int to, int each) {
        List<Event> events = new ArrayList<>();
        for (int user = from; user < to; user++) {
            for (int i = 0; i < each; i++) {
                events.add(event(user));
            }
        }
        return events;
    }

    private Event event(int number) {
        time += 20;
        String user = user(number);
        String session = "session-" + number;
        return switch (random.nextInt(10)) {
            case 0 -> new Impression(id(), time, user, session, id(), "home", Context.UNKNOWN, shown());
            case 1, 2, 3 -> new Click(id(), time, user, session, anyItem(), "");
            default -> new Interaction(id(), time, user, session, anyItem(), "", "view");
        };
    }

    private List<Impression.Shown> shown() {
        return IntStream.rangeClosed(1, SHOWN)
                .mapToObj(position -> new Impression.Shown(anyItem(), position, 19.9, 1))
                .toList();
    }

    /** Items drawn evenly, as ids. */
    List<String> items(int count) {
        return IntStream.range(0, count).mapToObj(_ -> anyItem()).distinct().toList();
    }

    private String anyItem() {
        return item(random.nextInt(items));
    }

    private String id() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** The next events as bodies for {@code POST /v1/events}: JSON arrays. */
    List<byte[]> bodies(int count, int eventsEach) {
        return IntStream.range(0, count)
                .mapToObj(_ -> array(events(eventsEach)))
                .toList();
    }

    private byte[] array(List<Event> events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Event event : events) {
            out.write(out.size() == 0 ? '[' : ',');
            out.writeBytes(codec.encode(event));
        }
        out.write(']');
        return out.toByteArray();
    }
}
