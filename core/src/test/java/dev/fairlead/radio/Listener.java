package dev.fairlead.radio;

import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;

/** What is known of a listener from now on. */
public record Listener(String id, long time, String user, String cohort) implements Event {
    public static final EventType<Listener> TYPE = EventType.product(
                    Listener.class,
                    "listener",
                    "What is known of a listener from now on.",
                    Field.id("user", "the listener's id"),
                    Field.id("cohort", "how the listener came").optional())
            .describing("user");
}
