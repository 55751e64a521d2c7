package dev.fairlead.events;

/**
 * A unit met its arm of an experiment: from then on its outcomes count. Fairlead writes those of its own decisions;
 * products send those of experiments that they assign themselves.
 *
 * @param unit id of what is randomized
 * @param experiment its key: the launch's name
 * @param plan hash of the locked plan, 64 hexadecimal digits
 * @param release content hash of the release that served the arm; empty when none did
 * @param propensity probability in (0, 1] with which the unit got the arm
 */
public record Exposure(
        String id,
        long time,
        String unit,
        String experiment,
        String arm,
        String plan,
        String release,
        double propensity)
        implements Event {
    public static final EventType<Exposure> TYPE = EventType.product(
                    Exposure.class,
                    "exposure",
                    "A unit met its arm of an experiment: from then on its outcomes count.",
                    Field.id("unit", "id of what is randomized").person(),
                    Field.id("experiment", "its key: the launch's name"),
                    Field.id("arm", "the arm that the unit met"),
                    Field.id("plan", "SHA-256 of the locked plan, 64 lower-case hexadecimal digits"),
                    Field.id("release", "content hash of the release that served the arm; empty when none did")
                            .optional(),
                    Field.number("propensity", Double.MIN_VALUE, 1, "probability with which the unit got the arm"))
            .checked(exposure -> {
                if (!exposure.plan.matches("[0-9a-f]{64}")) {
                    throw new ContractViolation(
                            "plan",
                            "'" + exposure.plan + "' is not the SHA-256 of a plan, 64 lower-case hexadecimal digits");
                }
            });
}
