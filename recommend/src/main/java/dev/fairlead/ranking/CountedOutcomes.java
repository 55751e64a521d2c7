package dev.fairlead.ranking;

import dev.fairlead.events.Event;
import dev.fairlead.log.Fold;
import dev.fairlead.log.Logged;
import dev.fairlead.market.events.AddToCart;
import dev.fairlead.market.events.Click;
import dev.fairlead.market.events.ItemEvent;
import dev.fairlead.market.events.Purchase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the events that the labels of lists count, in the log, and those among them that came too early. */
final class CountedOutcomes implements Fold {
    private final Map<String, ShownList> lists = new HashMap<>();
    private final List<Leak> leaks = new ArrayList<>();

    CountedOutcomes(List<ShownList> lists) {
        lists.forEach(list -> this.lists.put(list.request(), list));
    }

    /** One per event at fault, in the order of the log. */
    List<Leak> leaks() {
        return List.copyOf(leaks);
    }

    @Override
    public void accept(Logged logged) {
        Event event = logged.event();
        if (!(event instanceof ItemEvent outcome)) {
            return;
        }
        ShownList list = lists.get(outcome.request());
        for (int i = 0; list != null && i < list.size(); i++) {
            if (list.item(i).equals(outcome.item()) && counts(list, list.outcomes()[i], event)) {
                check(list, outcome.item(), logged);
                return;
            }
        }
    }

    /** Whether the label is made from this event: it is of the time that the label holds. */
    private static boolean counts(ShownList list, ShownList.Outcome label, Event event) {
        return switch (event) {
            case Click e ->
                label.clicked() == e.time() && e.session().equals(list.query().session());
            case AddToCart e -> label.carted() == e.time();
            case Purchase e -> label.sales().stream().anyMatch(sale -> sale.time() == e.time());
            default -> false;
        };
    }

    private void check(ShownList list, String item, Logged logged) {
        Event event = logged.event();
        if (!list.byEventTime() && list.asOf().covers(logged)) {
            leaks.add(new Leak.KnownOutcome(list.request(), list.asOf(), item, event.id(), logged.position()));
        }
        if (event.time() <= list.time()) {
            leaks.add(new Leak.EarlyOutcome(list.request(), list.time(), item, event.id(), event.time()));
        }
    }
}
