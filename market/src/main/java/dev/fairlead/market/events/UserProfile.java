package dev.fairlead.market.events;

import dev.fairlead.events.Event;
import dev.fairlead.events.EventType;
import dev.fairlead.events.Field;
import java.util.List;

/**
 * What is known of a user from now on: a description, or a change of one. What is not known here is left as it was, what is to be cleared is named
 * in {@code clear}, and of each attribute the latest event counts.
 *
 * @param cohort how or when the user came ("2026-03", "campaign-7")
 * @param created when the account was made, in milliseconds since 1970; 0 when not known
 * @param clear names of attributes, as they are on the wire, that are not known any more
 */
public record UserProfile(
        String id,
        long time,
        String user,
        String market,
        String language,
        String timeZone,
        String cohort,
        long created,
        List<String> clear)
        implements Event {
    public static final EventType<UserProfile> TYPE = EventType.product(
                    UserProfile.class,
                    "user",
                    "What is known of a user from now on. What is left out stays as it was; null clears it.",
                    Field.id("user", "the user's id").person(),
                    Field.id("market", "the market or platform").optional(),
                    Field.id("language", "the user's language").optional(),
                    Field.zone("time_zone", "an IANA time zone, for local hour and weekday"),
                    Field.id("cohort", "how or when the user came").optional(),
                    Field.time("created", "when the account was made").optional(),
                    Field.ids("clear", "names of attributes that are not known any more"))
            .clearing("clear")
            .describing("user");

    /** A description that clears nothing. */
    public UserProfile(
            String id,
            long time,
            String user,
            String market,
            String language,
            String timeZone,
            String cohort,
            long created) {
        this(id, time, user, market, language, timeZone, cohort, created, List.of());
    }
}
