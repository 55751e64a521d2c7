package dev.fairlead.launch;

import dev.fairlead.events.Assigned;
import dev.fairlead.registry.StoredModel;
import java.util.Optional;

/**
 * What serves one request.
 *
 * @param assigned the arm of the request's unit; {@link Assigned#NONE} outside a launch
 * @param model which scores; empty for the heuristic
 * @param fallback why the heuristic answers although a model should; empty when it should, or when a model is there
 */
public record Served(Assigned assigned, Optional<StoredModel> model, String fallback) {
    /** Outside a launch, what is promoted serves. */
    public static Served promoted(Optional<StoredModel> model) {
        return promoted(Assigned.NONE, model);
    }

    /** The arm does what would be done without the launch. */
    public static Served promoted(Assigned assigned, Optional<StoredModel> model) {
        return new Served(assigned, model, model.isEmpty() ? "no model" : "");
    }

    /** The arm has a model of its own. */
    public static Served own(Assigned assigned, Optional<StoredModel> model) {
        return new Served(assigned, model, model.isEmpty() ? "no model of the arm" : "");
    }

    /** The arm is the heuristic. */
    public static Served heuristic(Assigned assigned) {
        return new Served(assigned, Optional.empty(), "");
    }
}
