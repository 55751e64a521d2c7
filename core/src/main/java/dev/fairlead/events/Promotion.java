package dev.fairlead.events;

/**
 * From this position of the log on, {@code release} serves {@code app}.
 *
 * @param release content hash of the release; empty when the app goes back to its last resort
 * @param reason why, for the audit trail
 */
public record Promotion(String id, long time, String app, String release, String reason) implements Event {
    public static final EventType<Promotion> TYPE = EventType.platform(
            Promotion.class,
            "promotion",
            "From this position of the log on, a release serves an app.",
            Field.id("app", "the app's name"),
            Field.id("release", "content hash of the release; empty when the app goes back to its last resort")
                    .optional(),
            Field.text("reason", "why, for the audit trail"));
}
