package dev.fairlead.experiment.decision;

import dev.fairlead.experiment.decision.Finding.Guardrail;
import dev.fairlead.experiment.decision.Finding.Primary;
import dev.fairlead.experiment.decision.Finding.Secondary;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is known of a launch at one look.
 *
 * @param primary at least one, here or among the unknown
 * @param unknown metrics of any part that could not be compared
 * @param validity one check of each subject
 */
public record Findings(
        List<Primary> primary,
        List<Secondary> secondary,
        List<Guardrail> guardrails,
        List<Unknown> unknown,
        List<ValidityCheck> validity,
        Look look) {
    public Findings {
        primary = List.copyOf(primary);
        secondary = List.copyOf(secondary);
        guardrails = List.copyOf(guardrails);
        unknown = List.copyOf(unknown);
        validity = List.copyOf(validity);
        if (primary.isEmpty() && unknown.stream().noneMatch(each -> each.part() == Unknown.Part.PRIMARY)) {
            throw new IllegalArgumentException("there is no primary metric: nothing says why to ship");
        }
        for (ValidityCheck.Subject subject : ValidityCheck.Subject.values()) {
            long checks = validity.stream()
                    .filter(check -> check.subject() == subject)
                    .count();
            if (checks != 1) {
                throw new IllegalArgumentException("there must be one check of " + subject + ", not " + checks
                        + "; give one that is BLOCKED, and why, if it could not be made");
            }
        }
        var names = new HashSet<String>();
        unknown.forEach(each -> names.add(each.metric()));
        Stream.of(primary, secondary, guardrails).flatMap(List::stream).forEach(finding -> {
            if (!names.add(finding.metric())) {
                throw new IllegalArgumentException(
                        "the metric " + finding.metric() + " is there twice; each has one finding and one role");
            }
            if (look.planned() && !look.last() && finding.evidence() instanceof Evidence.Fixed) {
                throw new IllegalArgumentException(
                        "the estimate of " + finding.metric()
                                + " holds for one look only, and others follow; give the interval and p of a sequential method");
            }
        });
    }

    /** With all metrics known. */
    public Findings(
            List<Primary> primary,
            List<Secondary> secondary,
            List<Guardrail> guardrails,
            List<ValidityCheck> validity,
            Look look) {
        this(primary, secondary, guardrails, List.of(), validity, look);
    }

    /** The findings of every role. */
    Stream<Finding> all() {
        return Stream.of(primary, secondary, guardrails).flatMap(List::stream);
    }

    static void probability(double p, String what) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException(what + " is from 0 to 1, not " + p);
        }
    }
}
