package dev.fairlead.experiment.assignment;

import java.time.Instant;
import java.util.Optional;

/**
 * A unit met its arm: the moment from which its outcomes count.
 *
 * @param plan hash of the plan under which the experiment runs
 * @param model that served the arm, if one did
 * @param propensity the probability with which the unit got the arm, above 0 and at most 1
 */
public record Exposure(
        String unit,
        String experiment,
        String arm,
        String plan,
        Optional<String> model,
        double propensity,
        Instant time) {
    public Exposure {
        Check.that(!unit.isEmpty(), "an exposure needs the id of its unit");
        Check.that(
                propensity > 0 && propensity <= 1,
                "the propensity of an exposure is above 0 and at most 1, not " + propensity);
    }
}
