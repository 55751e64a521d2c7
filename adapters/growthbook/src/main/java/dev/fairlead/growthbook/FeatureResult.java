package dev.fairlead.growthbook;

import dev.fairlead.experiment.json.Json;
import java.util.Optional;

/**
 * The value of a feature for a user, and why.
 *
 * @param value null if there is none
 * @param rule the id of the rule that decided; "" if it has none, or no rule did
 * @param experiment that decided
 */
public record FeatureResult(Json value, Source source, String rule, Optional<ExperimentResult> experiment) {
    /** What decided. */
    public enum Source {
        UNKNOWN_FEATURE("unknownFeature"),
        DEFAULT_VALUE("defaultValue"),
        FORCE("force"),
        EXPERIMENT("experiment"),
        /** A gate did not hold; the value is null. */
        PREREQUISITE("prerequisite"),
        /** Prerequisites lead back to the feature, or nest too deep; the value is null. */
        CYCLIC_PREREQUISITE("cyclicPrerequisite");

        private final String text;

        Source(String text) {
            this.text = text;
        }

        /** GrowthBook's name of it. */
        public String text() {
            return text;
        }
    }

    static FeatureResult of(Json value, Source source) {
        return new FeatureResult(value, source, "", Optional.empty());
    }

    /** Whether the value is true for JavaScript: not null, false, 0 or "". */
    public boolean on() {
        return JavaScript.truthy(value);
    }
}
