package dev.fairlead.market.events;

import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;

/** A user searched; {@code query} is the text or the chosen destination. */
public record Search(String id, long time, String user, String session, String query) implements Event {
    public static final EventType<Search> TYPE = EventType.product(
            Search.class,
            "search",
            "A user searched.",
            Field.id("user", "the user's id; a device or cookie id for somebody who is not signed in")
                    .person(),
            Field.id("session", "the session's id").derived(),
            Field.text("query", "the text or the chosen destination").attribute());
}
