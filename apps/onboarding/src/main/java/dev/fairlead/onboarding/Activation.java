package dev.fairlead.onboarding;

import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;

/**
 * A user did for the first time what the product is for.
 *
 * @param request id of the decision that chose the user's flow
 */
public record Activation(
        String id, long time, String user, String group, String country, String platform, String source, String request)
        implements Event {
    static final EventType<Activation> TYPE = EventType.product(
            Activation.class,
            "activation",
            "A user did for the first time what the product is for.",
            Field.id("user", "the user's id").person(),
            Field.id("group", "the group of users who invited each other")
                    .optional()
                    .derived(),
            Field.id("country", "ISO 3166 code"),
            Field.id("platform", "such as ios, android or web"),
            Field.id("source", "of acquisition, such as organic, ads or invite"),
            Field.id("request", "id of the decision that chose the flow")
                    .optional()
                    .derived());
}
