package dev.fairlead.events;

/**
 * What a launch gave the unit of a decision.
 *
 * @param launch its name; empty outside a launch
 * @param plan hash of the launch's locked plan
 * @param arm the arm that the unit was assigned to
 * @param unit id of what is randomized: the user's or the session's
 * @param propensity probability in (0, 1] of the arm; NaN for a tester, whose arm is set and not drawn
 */
public record Assigned(String launch, String plan, String arm, String unit, double propensity) {
    /** Outside a launch. */
    public static final Assigned NONE = new Assigned("", "", "", "", Double.NaN);

    /** Whether the arm was drawn, so that the unit is part of the launch's data. */
    public boolean drawn() {
        return !Double.isNaN(propensity);
    }

    static Assigned read(Contract in) throws ContractViolation {
        return new Assigned(
                in.optionalText("launch"),
                in.optionalText("plan"),
                in.optionalText("arm"),
                in.optionalText("unit"),
                in.optionalNumber("arm_propensity", Double.MIN_VALUE, 1));
    }

    void write(FieldWriter out) {
        out.text("launch", launch);
        out.text("plan", plan);
        out.text("arm", arm);
        out.text("unit", unit);
        out.number("arm_propensity", propensity);
    }
}
