package dev.fairlead.events;

/**
 * From this position of the log on, a launch is ramped up, stopped or rolled back.
 *
 * @param coverage share of each arm's units that takes part from now on, 0 to 1
 * @param entry the next line of the plan's history, which says what was done, by whom and why
 */
public record LaunchChanged(String id, long time, String launch, double coverage, String entry) implements Event {
    static LaunchChanged read(String id, long time, Contract in) throws ContractViolation {
        return new LaunchChanged(id, time, in.text("launch"), in.number("coverage", 0, 1), in.raw("entry"));
    }

    @Override
    public void write(FieldWriter out) {
        out.text("launch", launch);
        out.number("coverage", coverage);
        out.text("entry", entry);
    }
}
