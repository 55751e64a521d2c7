package dev.fairlead.experiment.analysis;

import java.util.Optional;

/**
 * A primary metric in a subgroup.
 *
 * @param effect empty where it cannot be estimated
 * @param problem why not; empty text where it is
 */
public record Sliced(String column, String value, String metric, String arm, Optional<Effect> effect, String problem) {
    Sliced adjusted(double p) {
        return new Sliced(column, value, metric, arm, effect.map(each -> each.adjusted(p)), problem);
    }
}
