package dev.fairlead.market.events;

import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;

/**
 * What is known of a user from now on.
 *
 * @param cohort how or when the user came ("2026-03", "campaign-7")
 * @param created when the account was made, in milliseconds since 1970; 0 when not known
 */
public record UserProfile(
        String id, long time, String user, String market, String language, String timeZone, String cohort, long created)
        implements Event {
    public static final EventType<UserProfile> TYPE = EventType.product(
                    UserProfile.class,
                    "user",
                    "What is known of a user from now on.",
                    Field.id("user", "the user's id").person(),
                    Field.id("market", "the market or platform").optional(),
                    Field.id("language", "the user's language").optional(),
                    Field.zone("time_zone", "an IANA time zone, for local hour and weekday"),
                    Field.id("cohort", "how or when the user came").optional(),
                    Field.time("created", "when the account was made").optional())
            .describing("user");
}
