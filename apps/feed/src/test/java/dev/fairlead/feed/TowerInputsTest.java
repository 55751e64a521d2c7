package dev.fairlead.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fairlead.events.Event;
import dev.fairlead.log.Logged;
import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.CatalogueItem;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.Context;
import dev.fairlead.market.events.Hide;
import dev.fairlead.market.events.Impression;
import dev.fairlead.market.events.Interaction;
import dev.fairlead.market.events.ItemEvent;
import dev.fairlead.market.events.Purchase;
import dev.fairlead.market.events.UserProfile;
import dev.fairlead.retrieval.ItemInteractions;
import dev.fairlead.retrieval.TowerData;
import dev.fairlead.retrieval.UserFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the towers learn from is what they are served with, at every position of a log. */
class TowerInputsTest {
    private static final long START = 1_772_409_600_000L;
    private static final int EVENTS = 6_000;
    private static final int USERS = 8;
    private static final int ITEMS = 120; // far more than a history holds

    private final SplittableRandom random = new SplittableRandom(5);
    private final FeedFeatures served = FeedFeatures.create();
    private final TowerData learnt = new TowerData();

    private UserFields serve(String user, Context context, long now) {
        return served.store().read(view -> UserFields.of(view, served.history(), user, context, now, UserFields.MOST));
    }

    /** One event in five is up to an hour late. */
    private Event event(int number) {
        String id = "e" + number;
        long late = random.nextInt(5) == 0 ? random.nextLong(3_600_000) : 0;
        long time = START + 40_000L * number - late;
        String user = "u" + random.nextInt(USERS);
        String item = "i" + random.nextInt(ITEMS);
        String session = user + "-" + number / 200;
        return switch (random.nextInt(10)) {
            case 0 -> described(id, time, item);
            case 1 -> new UserProfile(id, time, user, "m" + random.nextInt(3), "", "", "c" + random.nextInt(3), 0);
            case 2, 3 ->
                new Impression(
                        id,
                        time,
                        user,
                        session,
                        id,
                        "",
                        new Context("", List.of("mobile", "desktop", "").get(random.nextInt(3)), "", ""),
                        IntStream.rangeClosed(1, 5)
                                .mapToObj(n -> new Impression.Shown(
                                        "i" + (random.nextInt(ITEMS / 5) * 5 + n % 5), n, Double.NaN, Double.NaN))
                                .toList());
            case 4 -> new Hide(id, time, user, session, item, "");
            case 5 -> new AddToCart(id, time, user, session, item, "", 1, Double.NaN);
            case 6 -> new Purchase(id, time, user, session, item, "", 1, 3);
            case 7 -> new Interaction(id, time, user, session, item, "", "view");
            default -> new Click(id, time, user, session, item, "");
        };
    }

    private CatalogueItem described(String id, long time, String item) {
        int version = random.nextInt(4);
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
                "Title " + version + " of " + item,
                List.of());
    }

    private void accept(int number, Event event) {
        Logged logged = Logged.at(number + 1, event);
        served.store().accept(logged);
        learnt.accept(logged);
    }

    @Test
    void anExampleHasWhatServingReadsAtItsPosition() {
        Map<String, Impression> pages = new HashMap<>(); // that each user sees
        int full = 0;
        int compared = 0;
        for (int number = 0; number < EVENTS; number++) {
            Event event = event(number);
            Optional<UserFields> serving = ItemInteractions.of(event)
                    .map(ItemEvent::user)
                    .map(user -> serve(
                            user,
                            Optional.ofNullable(pages.get(user))
                                    .map(Impression::context)
                                    .orElse(Context.UNKNOWN),
                            event.time()));
            accept(number, event);
            if (event instanceof Impression page) {
                pages.merge(page.user(), page, (known, now) -> now.time() >= known.time() ? now : known);
            }
            if (serving.isPresent()) {
                assertEquals(serving.get(), learnt.userAt(learnt.examples() - 1, UserFields.MOST), event.id());
                full += serving.get().history().size() == UserFields.MOST ? 1 : 0;
                compared++;
            }
        }
        assertTrue(full > compared / 2, full + " of " + compared + " histories are as long as they can be");
    }

    /** A page is asked for, and shown; what evaluation asks with then is what the request had, but for the shown page itself. */
    @Test
    void aDecisionReadsWhatEvaluationAsksWith() {
        int compared = 0;
        for (int number = 0; number < EVENTS; number++) {
            Event event = event(number);
            if (event instanceof Impression page && page.time() >= START + 40_000L * number) {
                UserFields asked = serve(page.user(), page.context(), page.time());
                accept(number, event);
                assertEquals(asked, learnt.userNow(page.user(), page.time(), UserFields.MOST), event.id());
                compared++;
            } else {
                accept(number, event);
            }
        }
        assertTrue(compared > 500, "pages compared: " + compared);
    }
}
