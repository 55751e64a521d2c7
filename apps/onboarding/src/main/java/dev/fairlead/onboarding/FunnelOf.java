package dev.fairlead.onboarding;

import dev.fairlead.events.Field;
import dev.fairlead.events.Schema;

/**
 * Asks how far a user came.
 *
 * @param at when it is asked, in milliseconds since 1970
 */
public record FunnelOf(String user, long at) {
    static final Schema<FunnelOf> SCHEMA =
            Schema.of(FunnelOf.class, Field.id("user", "the user's id").person(), Field.time("at", "when it is asked"));

    /** How many of each there were in 30 days. */
    public record Answer(double shown, double completed, double skipped, double invites) {
        static final Schema<Answer> SCHEMA = Schema.of(
                Answer.class,
                Field.number("shown", 0, 1e9, "steps shown in 30 days"),
                Field.number("completed", 0, 1e9, "steps completed in 30 days"),
                Field.number("skipped", 0, 1e9, "steps skipped in 30 days"),
                Field.number("invites", 0, 1e9, "invites sent or accepted in 30 days"));
    }
}
