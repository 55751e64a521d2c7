package dev.fairlead.launch;

import dev.fairlead.experiment.plan.Gates;
import dev.fairlead.experiment.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a launch would be, and the part of the log that is looked at for it.
 *
 * @param by who asks
 * @param now end of that part
 */
record ForecastRequest(Plan plan, Definition definition, String by, Instant now) {
    Gates gates() {
        return plan.preparation().gates().orElse(Gates.STANDARD);
    }

    long from() {
        return now.minus(Duration.ofDays(gates().days())).toEpochMilli();
    }

    long to() {
        return now.toEpochMilli();
    }

    /** What each arm does, by its name. */
    static Map<String, String> policies(Definition definition) {
        Map<String, String> policies = new TreeMap<>();
        definition.arms().forEach((arm, policy) -> policies.put(arm, policy.text()));
        return policies;
    }
}
