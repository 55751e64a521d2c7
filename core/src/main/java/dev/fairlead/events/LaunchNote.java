package dev.fairlead.events;

/**
 * Something that was found out about a launch, before it started or after it ended.
 *
 * @param launch its name
 * @param plan hash of its plan, 64 hexadecimal digits
 * @param kind {@code forecast}: what is foreseen, and whether the gates before the start hold; {@code review}: what came of it
 * @param by who asked for it
 * @param text why, in the words of that person
 * @param content what was found, as canonical JSON
 */
public record LaunchNote(
        String id, long time, String launch, String plan, String kind, String by, String text, String content)
        implements Event {
    public static final String FORECAST = "forecast";
    public static final String REVIEW = "review";

    public static final EventType<LaunchNote> TYPE = EventType.platform(
            LaunchNote.class,
            "launch_note",
            "Something that was found out about a launch, before it started or after it ended.",
            Field.id("launch", "its name"),
            Field.id("plan", "SHA-256 of its plan"),
            Field.id("kind", "forecast or review"),
            Field.id("by", "who asked for it"),
            Field.text("text", "why"),
            Field.raw("content", "what was found, as canonical JSON"));
}
