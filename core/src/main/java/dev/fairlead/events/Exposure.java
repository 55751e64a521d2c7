package dev.fairlead.events;

/**
 * A unit met its arm of an experiment: from then on its outcomes count. Fairlead writes those of its own decisions;
 * products send those of experiments that they assign themselves.
 *
 * @param unit id of what is randomized
 * @param experiment its key: the launch's name
 * @param plan hash of the locked plan, 64 hexadecimal digits
 * @param model content hash of the model that served the arm; empty when none did
 * @param propensity probability in (0, 1] with which the unit got the arm
 */
public record Exposure(
        String id, long time, String unit, String experiment, String arm, String plan, String model, double propensity)
        implements Event {
    static Exposure read(String id, long time, Contract in) throws ContractViolation {
        Exposure exposure = new Exposure(
                id,
                time,
                in.text("unit"),
                in.text("experiment"),
                in.text("arm"),
                in.text("plan"),
                in.optionalText("model"),
                in.number("propensity", Double.MIN_VALUE, 1));
        if (!exposure.plan.matches("[0-9a-f]{64}")) {
            throw new ContractViolation(
                    "plan", "'" + exposure.plan + "' is not the SHA-256 of a plan, 64 lower-case hexadecimal digits");
        }
        return exposure;
    }

    @Override
    public void write(FieldWriter out) {
        out.text("unit", unit);
        out.text("experiment", experiment);
        out.text("arm", arm);
        out.text("plan", plan);
        out.text("model", model);
        out.number("propensity", propensity);
    }
}
