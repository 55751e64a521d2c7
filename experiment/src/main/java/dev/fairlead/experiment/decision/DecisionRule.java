package dev.fairlead.experiment.decision;

import dev.fairlead.experiment.Multiplicity;
import dev.fairlead.experiment.PValue;
import dev.fairlead.experiment.decision.Reason.Cause;
import dev.fairlead.experiment.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When to ship, after Schultzberg, Ankargren and Frånberg 2024, <i>Risk-aware product decisions in A/B tests with multiple
 * metrics</i> (arXiv 2402.11609): the comparison is valid, a planned look is reached, at least one primary metric is
 * superior, every guardrail is non-inferior, and no metric of any role is significantly worse. A primary metric or a guardrail
 * that could not be compared is none of this, so nothing is shipped until it is; a secondary one is mentioned.
 *
 * <p>To ship wrongly is to ship when no primary metric is better or when some guardrail is worse by its margin or more.
 *
 * <ul>
 *   <li>One superior primary metric is enough (a union of rejections), so their p-values must be adjusted for their number:
 *       then one of those that are not better is called superior with probability at most {@code alpha}.
 *   <li>All guardrails must be non-inferior (an intersection of rejections), so each is tested at {@code guardrailAlpha},
 *       unadjusted: whichever is truly worse passes with probability at most that, whatever the others do.
 *   <li>More conditions only make shipping rarer. Hence the rate of wrong shipping is at most the larger of the two.
 * </ul>
 *
 * <p>The price is power. A good change is missed if the primary metric misses, any of G guardrails misses or a metric
 * seems to have deteriorated, which Holm's adjustment keeps at {@code deteriorationAlpha} over all of them. By Boole's
 * inequality the whole is missed with probability at most β if each of the G + 1 tests is planned with {@link #beta}.
 *
 * @param alpha at which adjusted p-values of primary metrics are superior, between 0 and 1; two-sided if they are, and the
 *     difference must be to the good side
 * @param guardrailAlpha one-sided, of each guardrail, between 0 and 1
 * @param deteriorationAlpha one-sided, of all tests for inferiority together, between 0 and 1
 */
public record DecisionRule(double alpha, double guardrailAlpha, double deteriorationAlpha) {
    public DecisionRule {
        rate(alpha, "alpha");
        rate(guardrailAlpha, "the guardrails' alpha");
        rate(deteriorationAlpha, "the deterioration tests' alpha");
    }

    private static void rate(double alpha, String what) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException(what + " is between 0 and 1, such as 0.05, not " + alpha);
        }
    }

    /** All three at a plan's alpha. */
    public static DecisionRule of(Plan plan) {
        double alpha = plan.inference().errors().alpha();
        return new DecisionRule(alpha, alpha, alpha);
    }

    /**
     * With which rate of misses each test must be planned so that a good change is shipped with some power.
     *
     * @param power of the whole rule, between 0 and 1
     * @param guardrails how many there are, at least 0
     * @return (1 − power − {@code deteriorationAlpha}) / (guardrails + 1)
     * @throws IllegalArgumentException if the tests for inferiority alone miss more than that power allows
     */
    public double beta(double power, int guardrails) {
        double left = 1 - power - deteriorationAlpha;
        if (!(power > 0 && left > 0) || guardrails < 0) {
            throw new IllegalArgumentException("with " + guardrails + " guardrails and deterioration tests at "
                    + deteriorationAlpha + " a power of " + power
                    + " cannot be planned; ask for less than " + (1 - deteriorationAlpha));
        }
        return left / (guardrails + 1);
    }

    /** What to do. Invalid comes before all else, and deterioration before what is yet to be shown. */
    public Verdict decide(Findings findings) {
        List<Reason> invalid = invalid(findings);
        if (!invalid.isEmpty()) {
            return new Verdict.Invalid(invalid);
        }
        return valid(findings);
    }

    /** Where the comparison is invalid: what would be said of the same numbers had every check passed. It decides nothing. */
    public Optional<Verdict> otherwise(Findings findings) {
        return invalid(findings).isEmpty() ? Optional.empty() : Optional.of(valid(findings));
    }

    private Verdict valid(Findings findings) {
        Look look = findings.look();
        if (!look.planned()) {
            return new Verdict.Continue(List.of(new Reason(
                    Cause.NOT_AT_A_LOOK,
                    "look",
                    look.percent() + ", and the plan has no look there: read at the next one")));
        }
        List<Reason> deteriorated = deteriorated(findings);
        if (!deteriorated.isEmpty()) {
            return new Verdict.DoNotShip(deteriorated);
        }
        return shown(findings);
    }

    private Verdict shown(Findings findings) {
        var shown = new ArrayList<Reason>();
        var missing = new ArrayList<Reason>();
        superiority(findings, shown, missing);
        findings.guardrails().forEach(guardrail -> {
            Reason reason = guardrail(guardrail);
            (reason.cause() == Cause.NON_INFERIOR ? shown : missing).add(reason);
        });
        findings.unknown().forEach(unknown -> {
            Reason reason = unknown(unknown);
            (unknown.part() == Unknown.Part.SECONDARY ? shown : missing).add(reason);
        });
        if (missing.isEmpty()) {
            return new Verdict.Ship(shown);
        }
        if (findings.look().last()) {
            return new Verdict.DoNotShip(missing);
        }
        missing.addFirst(new Reason(
                Cause.UNDERPOWERED, "look", findings.look().percent() + ": what does not show yet may show later"));
        return new Verdict.Continue(missing);
    }

    private static Reason unknown(Unknown unknown) {
        String then = switch (unknown.part()) {
            case PRIMARY -> "a primary metric that is unknown is not shown to be better";
            case SECONDARY -> "whether it is worse was not tested";
            case GUARDRAIL -> "a guardrail that is unknown does not hold";
        };
        return new Reason(
                Cause.UNKNOWN, unknown.metric(), unknown.metric() + " is unknown: " + unknown.why() + "; " + then);
    }

    private static List<Reason> invalid(Findings findings) {
        return findings.validity().stream()
                .filter(check -> check.outcome() != ValidityCheck.Outcome.PASSED)
                .map(check -> new Reason(
                        check.outcome() == ValidityCheck.Outcome.FAILED ? Cause.CHECK_FAILED : Cause.CHECK_BLOCKED,
                        check.subject().name(),
                        check.sentence()))
                .toList();
    }

    private List<Reason> deteriorated(Findings findings) {
        List<Finding> all = findings.all().toList();
        double[] p = Multiplicity.HOLM.adjust(all.stream()
                .mapToDouble(finding -> finding.evidence().pWorse(finding.direction()))
                .toArray());
        var reasons = new ArrayList<Reason>();
        for (int i = 0; i < p.length; i++) {
            if (p[i] <= deteriorationAlpha) {
                reasons.add(new Reason(
                        Cause.DETERIORATED,
                        all.get(i).metric(),
                        all.get(i).metric() + " is worse: its difference is "
                                + SignificantDigits.of(all.get(i).evidence().value()) + ", "
                                + PValue.sentence(p[i], p.length)));
            }
        }
        return reasons;
    }

    private void superiority(Findings findings, List<Reason> shown, List<Reason> missing) {
        for (Finding.Primary primary : findings.primary()) {
            double difference = primary.evidence().value();
            if (primary.adjustedP() <= alpha && primary.direction().good(difference) > 0) {
                shown.add(new Reason(
                        Cause.SUPERIOR,
                        primary.metric(),
                        primary.metric() + " is better: its difference is " + SignificantDigits.of(difference) + ", "
                                + PValue.sentence(primary.adjustedP(), primary.tests())));
            }
        }
        if (shown.isEmpty() && !findings.primary().isEmpty()) {
            String names = String.join(
                    ", ", findings.primary().stream().map(Finding::metric).toList());
            missing.add(new Reason(
                    Cause.NOT_SUPERIOR,
                    names,
                    "no primary metric (" + names + ") is better with an adjusted p of at most " + alpha));
        }
    }

    private Reason guardrail(Finding.Guardrail guardrail) {
        boolean holds = guardrail.evidence().nonInferior(guardrail.direction(), guardrail.margin(), guardrailAlpha);
        return new Reason(
                holds ? Cause.NON_INFERIOR : Cause.NOT_NON_INFERIOR,
                guardrail.metric(),
                guardrail.metric() + (holds ? " is not worse" : " may be worse") + " by more than its margin, "
                        + guardrail.margin() + ": its difference is "
                        + SignificantDigits.of(guardrail.evidence().value()));
    }
}
