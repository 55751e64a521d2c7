package dev.fairlead.retrieval;

import dev.fairlead.events.Event;
import dev.fairlead.log.Logged;
import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.Hide;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.Interaction;
import dev.fairlead.market.events.Purchase;
import dev.fairlead.market.events.UserProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A random log of a few users and items in which everything comes up, late events too. */
final class RandomLog {
    static final long START = 1_700_000_000_000L;

    private RandomLog() {}

    static List<Event> of(long seed, int events) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Event> log = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            String id = "e" + i;
            long time = START + 60_000L * (i - (random.nextInt(5) == 0 ? random.nextInt(20) : 0));
            String user = "u" + random.nextInt(6);
            String item = "i" + random.nextInt(12);
            String session = user + "-" + i / 30;
            log.add(
                    switch (random.nextInt(9)) {
                        case 0 -> item(id, time, item, random.nextInt(3));
                        case 1 ->
                            new UserProfile(
                                    id, time, user, "m" + random.nextInt(2), "", "", "c" + random.nextInt(3), 0);
                        case 2 ->
                            new Impression(
                                    id,
                                    time,
                                    user,
                                    session,
                                    id,
                                    "",
                                    new Context("", random.nextBoolean() ? "mobile" : "", "", ""),
                                    Stream.of(0, 1, 2)
                                            .map(n -> new Impression.Shown(
                                                    "i" + random.nextInt(12), n + 1, Double.NaN, Double.NaN))
                                            .toList());
                        case 3 -> new Hide(id, time, user, session, item, "");
                        case 4 -> new AddToCart(id, time, user, session, item, "", 1, Double.NaN);
                        case 5 -> new Purchase(id, time, user, session, item, "", 1, 3);
                        case 6 -> new Interaction(id, time, user, session, item, "", "view");
                        default -> new Click(id, time, user, session, item, "");
                    });
        }
        return log;
    }

    static CatalogueItem item(String id, long time, String item, int version) {
        return new CatalogueItem(
                id,
                time,
                item,
                10 * (version + 1),
                Double.NaN,
                "EUR",
                List.of("top" + version % 2, "leaf" + version),
                "brand" + version,
                "seller",
                0,
                Double.NaN,
                Double.NaN,
                -1,
                0,
                "Title of " + item,
                List.of());
    }

    /** Feeds the log to a fold's data. */
    static TowerData data(List<Event> log) {
        TowerData data = new TowerData();
        long offset = 0;
        for (Event event : log) {
            data.accept(Logged.at(++offset, event));
        }
        return data;
    }
}
