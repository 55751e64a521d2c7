package dev.fairlead.market.events;

import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;

/** A user asked not to see an item again. */
public record Hide(String id, long time, String user, String session, String item, String request)
        implements ItemEvent {
    public static final EventType<Hide> TYPE = EventType.product(
            Hide.class,
            "hide",
            "A user asked not to see an item again.",
            Field.id("user", "the user's id; a device or cookie id for somebody who is not signed in")
                    .person(),
            Field.id("session", "the session's id").derived(),
            Field.id("item", "the item's id"),
            Field.id("request", "id of the decision or impression that led here")
                    .optional()
                    .derived());
}
