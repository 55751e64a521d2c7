package dev.fairlead.market.events;

import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;

/**
 * A user sent back what was bought.
 *
 * @param quantity units, at least 1
 * @param request the impression that led to the purchase; empty when not known
 */
public record Return(
        String id, long time, String user, String session, String item, String request, long quantity, String reason)
        implements ItemEvent {
    public static final EventType<Return> TYPE = EventType.product(
            Return.class,
            "return",
            "A user sent back what was bought.",
            Field.id("user", "the user's id; a device or cookie id for somebody who is not signed in")
                    .person(),
            Field.id("session", "the session's id").derived(),
            Field.id("item", "the item's id"),
            Field.id("request", "id of the decision or impression that led here")
                    .optional()
                    .derived(),
            Field.whole("quantity", 1, 1_000_000, "units").orElse(1),
            Field.text("reason", "in the user's words or the product's").attribute());
}
