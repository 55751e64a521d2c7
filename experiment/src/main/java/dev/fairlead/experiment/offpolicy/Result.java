package dev.fairlead.experiment.offpolicy;

import dev.fairlead.experiment.Estimate;
import java.util.List;

/** The value of a policy, as far as a log tells it. */
public sealed interface Result {
    /** How well the log supports it. */
    Diagnostics diagnostics();

    /** An estimate that the log supports. */
    record Sound(Estimate estimate, Diagnostics diagnostics) implements Result {}

    /**
     * An estimate to be read with care.
     *
     * @param warnings why, at least one sentence
     */
    record Doubtful(Estimate estimate, List<String> warnings, Diagnostics diagnostics) implements Result {
        public Doubtful {
            warnings = List.copyOf(warnings);
            Check.that(!warnings.isEmpty(), "a doubtful result says why");
        }
    }

    /**
     * No estimate.
     *
     * @param reasons why, at least one sentence
     */
    record Refused(List<String> reasons, Diagnostics diagnostics) implements Result {
        public Refused {
            reasons = List.copyOf(reasons);
            Check.that(!reasons.isEmpty(), "a refusal says why");
        }
    }
}
