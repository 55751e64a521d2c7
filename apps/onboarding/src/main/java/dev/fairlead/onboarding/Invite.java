package dev.fairlead.onboarding;

import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;

/**
 * A user sent an invite, or one that the user had sent was accepted.
 *
 * @param user who sent it
 * @param accepted whether this is its acceptance
 */
public record Invite(String id, long time, String user, String group, boolean accepted) implements Event {
    static final EventType<Invite> TYPE = EventType.product(
            Invite.class,
            "invite",
            "A user sent an invite, or one that the user had sent was accepted.",
            Field.id("user", "id of the user who sent it").person(),
            Field.id("group", "the group of users who invited each other")
                    .optional()
                    .derived(),
            Field.flag("accepted", "whether this is its acceptance"));
}
