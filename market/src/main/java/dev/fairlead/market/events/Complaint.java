package dev.fairlead.market.events;

import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;

/** A user complained of an item or of how it was shown. */
public record Complaint(String id, long time, String user, String session, String item, String request, String reason)
        implements ItemEvent {
    public static final EventType<Complaint> TYPE = EventType.product(
            Complaint.class,
            "complaint",
            "A user complained of an item or of how it was shown.",
            Field.id("user", "the user's id; a device or cookie id for somebody who is not signed in")
                    .person(),
            Field.id("session", "the session's id").derived(),
            Field.id("item", "the item's id"),
            Field.id("request", "id of the decision or impression that led here")
                    .optional()
                    .derived(),
            Field.text("reason", "in the user's words or the product's").attribute());
}
