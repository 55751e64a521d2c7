package dev.fairlead.market.events;

import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;

/** A user chose an order for a list. */
public record Sort(String id, long time, String user, String session, String order) implements Event {
    public static final EventType<Sort> TYPE = EventType.product(
            Sort.class,
            "sort",
            "A user chose an order for a list.",
            Field.id("user", "the user's id; a device or cookie id for somebody who is not signed in")
                    .person(),
            Field.id("session", "the session's id").derived(),
            Field.text("order", "the order's name").attribute());
}
