package dev.fairlead.market.events;

import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;

/** A user did something to an item that is none of the other events: {@code kind} is "view", "image", "favourite", …. */
public record Interaction(String id, long time, String user, String session, String item, String request, String kind)
        implements ItemEvent {
    public static final EventType<Interaction> TYPE = EventType.product(
            Interaction.class,
            "interaction",
            "A user did something to an item that is none of the other events.",
            Field.id("user", "the user's id; a device or cookie id for somebody who is not signed in")
                    .person(),
            Field.id("session", "the session's id").derived(),
            Field.id("item", "the item's id"),
            Field.id("request", "id of the decision or impression that led here")
                    .optional()
                    .derived(),
            Field.id("kind", "view, image, favourite, …"));
}
