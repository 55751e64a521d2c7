package dev.fairlead.onboarding;

import dev.fairlead.decide.Query;
import dev.fairlead.events.Field;
import dev.fairlead.events.Schema;

/**
 * Which onboarding flow a new user gets.
 *
 * @param group of users who invited each other, the unit of launches whose effect passes through invites; empty when not known
 * @param country ISO 3166 code
 * @param platform such as "ios", "android" or "web"
 * @param source of acquisition, such as "organic", "ads" or "invite"
 */
public record FirstSession(String user, String group, String country, String platform, String source) implements Query {
    static final Schema<FirstSession> SCHEMA = Schema.of(
            FirstSession.class,
            Field.id("user", "the new user's id").person(),
            Field.id("group", "the group of users who invited each other")
                    .optional()
                    .derived(),
            Field.id("country", "ISO 3166 code"),
            Field.id("platform", "such as ios, android or web"),
            Field.id("source", "of acquisition, such as organic, ads or invite"));

    @Override
    public String unit(String kind) {
        return switch (kind) {
            case "user" -> user;
            case "group" -> group;
            default -> "";
        };
    }
}
