package dev.fairlead.market.events;

import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;

/** A user stayed on an item for {@code seconds}, 0 to 86,400. */
public record Dwell(String id, long time, String user, String session, String item, String request, double seconds)
        implements ItemEvent {
    public static final EventType<Dwell> TYPE = EventType.product(
            Dwell.class,
            "dwell",
            "A user stayed on an item.",
            Field.id("user", "the user's id; a device or cookie id for somebody who is not signed in")
                    .person(),
            Field.id("session", "the session's id").derived(),
            Field.id("item", "the item's id"),
            Field.id("request", "id of the decision or impression that led here")
                    .optional()
                    .derived(),
            Field.number("seconds", 0, 86_400, "how long").unit("seconds"));
}
