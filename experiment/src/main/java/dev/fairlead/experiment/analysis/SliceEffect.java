package dev.fairlead.experiment.analysis;

import java.util.Optional;

/**
 * A primary metric in a subgroup.
 *
 * @param effect empty where it cannot be estimated
 * @param problem why not; empty text where it is
 */
public record SliceEffect(
        String column, String value, String metric, String arm, Optional<Effect> effect, String problem) {
    SliceEffect adjusted(double p) {
        return new SliceEffect(column, value, metric, arm, effect.map(each -> each.adjusted(p)), problem);
    }
}
