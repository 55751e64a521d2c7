package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.plan.PlannedMetric;
import java.util.Locale;

/** The part a metric plays. */
public enum Role {
    PRIMARY,
    SECONDARY,
    GUARDRAIL;

    static Role of(PlannedMetric metric) {
        return switch (metric) {
            case PlannedMetric.Primary _ -> PRIMARY;
            case PlannedMetric.Secondary _ -> SECONDARY;
            case PlannedMetric.Guardrail _ -> GUARDRAIL;
        };
    }

    /** In lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
