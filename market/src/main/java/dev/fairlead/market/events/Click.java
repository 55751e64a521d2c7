package dev.fairlead.market.events;

import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;

/** A user clicked an item. */
public record Click(String id, long time, String user, String session, String item, String request)
        implements ItemEvent {
    public static final EventType<Click> TYPE = EventType.product(
            Click.class,
            "click",
            "A user clicked an item.",
            Field.id("user", "the user's id; a device or cookie id for somebody who is not signed in")
                    .person(),
            Field.id("session", "the session's id").derived(),
            Field.id("item", "the item's id"),
            Field.id("request", "id of the decision or impression that led here")
                    .optional()
                    .derived());
}
