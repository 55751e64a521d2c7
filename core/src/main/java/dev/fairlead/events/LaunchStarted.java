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
    static LaunchStarted read(String id, long time, Contract in) throws ContractViolation {
        return new LaunchStarted(
                id,
                time,
                in.text("launch"),
                in.text("plan"),
                in.number("coverage", 0, 1),
                in.raw("history"),
                in.raw("definition"));
    }

    @Override
    public void write(FieldWriter out) {
        out.text("launch", launch);
        out.text("plan", plan);
        out.number("coverage", coverage);
        out.text("history", history);
        out.text("definition", definition);
    }
}
