package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.decision.Verdict;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.Standing;
import java.util.List;
import java.util.Optional;

/**
 * All that an analysis says.
 *
 * @param effects of primary and secondary metrics, a row per metric and arm
 * @param guardrails likewise
 * @param unreadable metrics of any role that could not be compared, with the arm and the reason
 * @param standing of the first primary metric
 * @param slices of primary metrics
 * @param curves by day; empty without times
 * @param funnel proportions, those that most of control reach first
 * @param verdicts one per arm
 */
public record Readout(
        Plan plan,
        Health health,
        List<Effect> effects,
        List<GuardrailResult> guardrails,
        List<Unreadable> unreadable,
        Standing standing,
        List<SliceEffect> slices,
        List<Curve> curves,
        List<FunnelStep> funnel,
        List<ArmVerdict> verdicts) {
    public Readout {
        effects = List.copyOf(effects);
        guardrails = List.copyOf(guardrails);
        unreadable = List.copyOf(unreadable);
        slices = List.copyOf(slices);
        curves = List.copyOf(curves);
        funnel = List.copyOf(funnel);
        verdicts = List.copyOf(verdicts);
    }

    /**
     * What the decision rule says of an arm.
     *
     * @param otherwise where the comparison is invalid, what the rule would have said of the same numbers had every check passed: no
     *     verdict, and nothing to act on
     */
    public record ArmVerdict(String arm, Verdict verdict, Optional<Verdict> otherwise) {}
}
