package dev.fairlead.market.events;

import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;

/** A user bought {@code quantity} units of an item at {@code price} each. */
public record Purchase(
        String id, long time, String user, String session, String item, String request, long quantity, double price)
        implements ItemEvent {
    public static final EventType<Purchase> TYPE = EventType.product(
            Purchase.class,
            "purchase",
            "A user bought an item.",
            Field.id("user", "the user's id; a device or cookie id for somebody who is not signed in")
                    .person(),
            Field.id("session", "the session's id").derived(),
            Field.id("item", "the item's id"),
            Field.id("request", "id of the decision or impression that led here")
                    .optional()
                    .derived(),
            Field.whole("quantity", 1, 10_000, "units").orElse(1),
            Field.number("price", 0, CatalogueItem.MAX_PRICE, "of one unit, in the item's currency"));
}
