package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.json.Suggestion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What must hold of a ramp. */
final class RampRules {
    private final Problems problems;

    RampRules(Problems problems) {
        this.problems = problems;
    }

    /** Names of the guardrails that a step can wait for: those of the watch where there is one. */
    static Stream<String> guardrails(Metrics metrics, Optional<Watch> watch) {
        return watch.map(each -> each.guardrails().stream().map(Watch.Guardrail::name))
                .orElseGet(() -> metrics.guardrails().stream()
                        .map(guardrail -> guardrail.metric().name()));
    }

    void hold(Plan.Draft plan) {
        List<RampStep> ramp = plan.ramp();
        problems.require(!ramp.isEmpty(), "ramp", "has no step; leave it out to start with all units");
        List<String> guardrails = guardrails(plan.metrics(), plan.watch()).toList();
        double before = 0;
        for (int i = 0; i < ramp.size(); i++) {
            String path = "ramp[" + i + "]";
            coverage(path + ".coverage", ramp.get(i).coverage(), before);
            before = ramp.get(i).coverage();
            minimum(path, ramp.get(i), i == ramp.size() - 1);
            problems.require(
                    ramp.get(i).approvals() >= 0
                            && ramp.get(i).approvals() <= plan.owners().size(),
                    path + ".approvals",
                    "are of owners, of whom there are " + plan.owners().size() + ": from 0 to that many");
            references(path + ".guardrails", ramp.get(i).guardrails(), guardrails);
        }
    }

    private void coverage(String path, double coverage, double before) {
        problems.require(coverage > 0 && coverage <= 1, path, "is a share above 0 and at most 1, not " + coverage);
        problems.require(
                coverage > before || !(coverage > 0),
                path,
                "must be above that of the step before, " + before + ", not " + coverage + ": who is in stays in");
    }

    private void minimum(String path, RampStep step, boolean last) {
        Duration duration = step.minimumDuration();
        problems.require(
                !duration.isNegative()
                        && duration.compareTo(Duration.ofHours(RampStep.LONGEST_HOURS)) <= 0
                        && duration.equals(Duration.ofHours(duration.toHours())),
                path + ".minimumHours",
                "must be whole hours from 0 to " + RampStep.LONGEST_HOURS + ", a year");
        problems.require(
                step.minimumUnits() >= 0, path + ".minimumUnits", "must be at least 0, not " + step.minimumUnits());
        problems.require(
                last || !duration.isZero() || step.minimumUnits() != 0,
                path,
                "has neither \"minimumHours\" nor \"minimumUnits\": nothing is learned before the next step");
    }

    private void references(String path, List<String> names, List<String> guardrails) {
        problems.distinct(path, names, "");
        for (int i = 0; i < names.size(); i++) {
            problems.require(
                    guardrails.contains(names.get(i)) || names.get(i).isBlank(),
                    path + "[" + i + "]",
                    "\"" + names.get(i) + "\" is no guardrail of this plan" + Suggestion.of(names.get(i), guardrails));
        }
    }
}
