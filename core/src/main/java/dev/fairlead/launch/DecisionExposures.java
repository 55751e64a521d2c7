package dev.fairlead.launch;

import dev.fairlead.decide.Assigned;
import dev.fairlead.decide.Decision;
import dev.fairlead.events.Exposure;
import dev.fairlead.experiment.json.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The exposures that decisions make. */
public final class DecisionExposures {
    private DecisionExposures() {}

    /**
     * The exposures of a decision's units, one for each arm that was drawn. The id is a hash of launch, plan, arm and unit,
     * so that the log, which takes an id once, keeps a unit's first exposure and grows by units, not by decisions.
     */
    public static List<Exposure> by(Decision decision) {
        return decision.arms().stream()
                .filter(Assigned::drawn)
                .map(assigned -> new Exposure(
                        id(assigned),
                        decision.time(),
                        assigned.unit(),
                        assigned.launch(),
                        assigned.arm(),
                        assigned.plan(),
                        decision.release(),
                        assigned.propensity()))
                .toList();
    }

    private static String id(Assigned assigned) {
        String parts = String.join("\0", assigned.launch(), assigned.plan(), assigned.arm(), assigned.unit());
        return "exposure-" + Sha256.of(parts.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    }
}
