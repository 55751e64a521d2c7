package dev.fairlead.market.events;

import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;

/** A user narrowed a list; {@code filter} names the filter and its value. */
public record Filter(String id, long time, String user, String session, String filter) implements Event {
    public static final EventType<Filter> TYPE = EventType.product(
            Filter.class,
            "filter",
            "A user narrowed a list.",
            Field.id("user", "the user's id; a device or cookie id for somebody who is not signed in")
                    .person(),
            Field.id("session", "the session's id").derived(),
            Field.text("filter", "names the filter and its value").attribute());
}
