package dev.fairlead.events;

/**
 * From this position of the log on, a launch is other than it was: ramped up, paused, stopped, rolled back, completed, without a subgroup, or
 * nearer to its next step by an approval.
 *
 * @param coverage share of each arm's units that takes part from now on, 0 to 1
 * @param entry the next line of the plan's history, which says what was done, by whom and why
 * @param evidence what it rests on, JSON, whose SHA-256 the entry has; empty where it rests on the entry's words
 * @param condition on the attributes of the units that take part from now on, JSON; empty where it stays
 * @param app whose promoted policy changes with it; empty where none does
 * @param promoted what serves the app from now on outside of launches: {@code heuristic} or a release's hash
 * @param replaced what served it before, likewise
 */
public record LaunchChanged(
        String id,
        long time,
        String launch,
        double coverage,
        String entry,
        String evidence,
        String condition,
        String app,
        String promoted,
        String replaced)
        implements Event {
    public static final EventType<LaunchChanged> TYPE = EventType.platform(
            LaunchChanged.class,
            "launch_changed",
            "From this position of the log on, a launch is other than it was: ramped, paused, stopped, rolled back, completed.",
            Field.id("launch", "its name"),
            Field.number("coverage", 0, 1, "share of each arm's units that takes part from now on"),
            Field.raw("entry", "the next line of the plan's history: what was done, by whom and why; JSON"),
            Field.raw("evidence", "what it rests on, whose SHA-256 the entry has; JSON")
                    .optional(),
            Field.raw("condition", "on the attributes of the units that take part from now on, where it changes; JSON")
                    .optional(),
            Field.id("app", "whose promoted policy changes with it").optional(),
            Field.id("promoted", "what serves the app from now on outside of launches: heuristic or a release's hash")
                    .optional(),
            Field.id("replaced", "what served it before").optional());

    /** A change of the launch alone, by its words. */
    public LaunchChanged(String id, long time, String launch, double coverage, String entry) {
        this(id, time, launch, coverage, entry, "", "", "", "", "");
    }
}
