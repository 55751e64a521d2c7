package dev.fairlead.decide;

import dev.fairlead.events.Field;
import dev.fairlead.events.Schema;

/**
 * What a launch gave the unit of a decision.
 *
 * @param launch its name
 * @param plan hash of the launch's locked plan
 * @param arm the arm that the unit was assigned to
 * @param unit id of what is randomized: the user's or the session's, say
 * @param propensity probability in (0, 1] of the arm; NaN for a tester, whose arm is set and not drawn
 */
public record Assigned(String launch, String plan, String arm, String unit, double propensity) {
    public static final Schema<Assigned> SCHEMA = Schema.of(
            Assigned.class,
            Field.id("launch", "the launch's name"),
            Field.id("plan", "SHA-256 of the launch's locked plan"),
            Field.id("arm", "the arm that the unit was assigned to"),
            Field.id("unit", "id of what is randomized").person(),
            Field.number("propensity", Double.MIN_VALUE, 1, "probability of the arm; left out for a tester")
                    .optional());

    /** Whether the arm was drawn, so that the unit is part of the launch's data. */
    public boolean drawn() {
        return !Double.isNaN(propensity);
    }
}
