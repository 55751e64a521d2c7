package dev.fairlead.events;

/**
 * From this position of the log on, a launch is ramped up, stopped or rolled back.
 *
 * @param coverage share of each arm's units that takes part from now on, 0 to 1
 * @param entry the next line of the plan's history, which says what was done, by whom and why
 */
public record LaunchChanged(String id, long time, String launch, double coverage, String entry) implements Event {
    public static final EventType<LaunchChanged> TYPE = EventType.platform(
            LaunchChanged.class,
            "launch_changed",
            "From this position of the log on, a launch is ramped up, stopped or rolled back.",
            Field.id("launch", "its name"),
            Field.number("coverage", 0, 1, "share of each arm's units that takes part from now on"),
            Field.raw("entry", "the next line of the plan's history: what was done, by whom and why; JSON"));
}
