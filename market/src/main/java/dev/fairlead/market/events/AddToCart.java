package dev.fairlead.market.events;

import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;

/** A user put an item into the cart. */
public record AddToCart(
        String id, long time, String user, String session, String item, String request, long quantity, double price)
        implements ItemEvent {
    public static final EventType<AddToCart> TYPE = EventType.product(
            AddToCart.class,
            "add_to_cart",
            "A user put an item into the cart.",
            Field.id("user", "the user's id; a device or cookie id for somebody who is not signed in")
                    .person(),
            Field.id("session", "the session's id").derived(),
            Field.id("item", "the item's id"),
            Field.id("request", "id of the decision or impression that led here")
                    .optional()
                    .derived(),
            Field.whole("quantity", 1, 10_000, "units").orElse(1),
            Field.number("price", 0, CatalogueItem.MAX_PRICE, "of one unit, in the item's currency")
                    .optional());
}
