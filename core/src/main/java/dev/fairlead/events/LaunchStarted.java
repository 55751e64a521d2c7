package dev.fairlead.events;

/**
 * From this position of the log on, units are assigned to a launch's arms.
 *
 * @param launch its name, which is its plan's and its experiment's key
 * @param plan hash of the locked plan
 * @param coverage share of each arm's units that takes part, 0 to 1
 * @param history the plan's history so far: locked, with the whole plan, and started; JSON Lines
 * @param definition what is assigned, how, and what each arm does, as canonical JSON
 */
public record LaunchStarted(
        String id, long time, String launch, String plan, double coverage, String history, String definition)
        implements Event {
    public static final EventType<LaunchStarted> TYPE = EventType.platform(
            LaunchStarted.class,
            "launch_started",
            "From this position of the log on, units are assigned to a launch's arms.",
            Field.id("launch", "its name, which is its plan's and its experiment's key"),
            Field.id("plan", "SHA-256 of the locked plan"),
            Field.number("coverage", 0, 1, "share of each arm's units that takes part"),
            Field.raw("history", "the plan's history so far: locked, with the whole plan, and started; JSON Lines"),
            Field.raw("definition", "what is assigned, how, and what each arm does, as canonical JSON"));
}
