package dev.fairlead.onboarding;

import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;

/** A user made an account. */
public record SignUp(String id, long time, String user, String group, String country, String platform, String source)
        implements Event {
    static final EventType<SignUp> TYPE = EventType.product(
            SignUp.class,
            "sign_up",
            "A user made an account.",
            Field.id("user", "the user's id").person(),
            Field.id("group", "the group of users who invited each other")
                    .optional()
                    .derived(),
            Field.id("country", "ISO 3166 code"),
            Field.id("platform", "such as ios, android or web"),
            Field.id("source", "of acquisition, such as organic, ads or invite"));
}
