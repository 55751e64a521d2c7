package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.decision.DecisionRule;
import dev.fairlead.experiment.decision.Evidence;
import dev.fairlead.experiment.decision.Finding;
import dev.fairlead.experiment.decision.Findings;
import dev.fairlead.experiment.decision.Look;
import dev.fairlead.experiment.decision.Unknown;
import dev.fairlead.experiment.plan.EntryTimes;
import dev.fairlead.experiment.plan.Metric;
import dev.fairlead.experiment.plan.MetricKind;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.PlannedMetric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reads an analysis out. */
final class Reader {
    private final Plan plan;
    private final SurveyResult surveyed;
    private final AnalysisOptions terms;
    private final Analysis analysis;
    private final Arms arms;
    private final Looks looks;
    private final EntryTimes entered;
    private final Effects effects;
    private final List<PlannedMetric> metrics;

    Reader(Plan plan, SurveyResult surveyed, AnalysisOptions terms, Analysis analysis) {
        this.plan = plan;
        this.surveyed = surveyed;
        this.terms = terms;
        this.analysis = analysis;
        arms = new Arms(plan);
        looks = looks();
        entered = surveyed.first().<EntryTimes>map(Moment::since).orElse(new EntryTimes.Unknown());
        effects = new Effects(plan, arms, terms, looks, entered, analysis.all());
        metrics = plan.metrics().all().toList();
    }

    private Looks looks() {
        return terms.looks().isEmpty()
                ? Looks.planned(plan.inference().monitoring(), in() / arms.planned())
                : Looks.taken(terms.looks());
    }

    /**
     * Units with the windows of all primary metrics over, at least one: what is known grows with these. Of units that the plan
     * leaves out, as many as of all others.
     */
    private double in() {
        double share = 1;
        for (int metric = 0; metric < plan.metrics().primary().size(); metric++) {
            double due = 0;
            double read = 0;
            for (int arm = 0; arm < arms.size(); arm++) {
                due += analysis.attended().due(metric, arm);
                read += analysis.attended().read(arm);
            }
            share = Math.min(share, read == 0 ? 0 : due / read);
        }
        return Math.max(1, share * surveyed.units());
    }

    /** A metric in an arm: its effect, or why there is none. */
    private record Read(
            PlannedMetric metric, String arm, Optional<Effect> effect, Optional<Evidence> evidence, String why) {
        double p() {
            return effect.map(each -> each.reading().p()).orElse(1.0);
        }

        Read adjusted(double p) {
            return new Read(metric, arm, effect.map(each -> each.adjusted(p)), evidence, why);
        }
    }

    Readout readout() {
        List<Read> whole = adjusted(whole());
        List<Readout.ArmVerdict> verdicts = new ArrayList<>();
        Health health = new HealthCheck(plan, arms, surveyed, terms, analysis, looks).health();
        for (int arm : arms.treatments()) {
            Findings findings = findings(arms.name(arm), whole, health);
            DecisionRule rule = DecisionRule.of(plan);
            verdicts.add(new Readout.ArmVerdict(arms.name(arm), rule.decide(findings), rule.otherwise(findings)));
        }
        return new Readout(
                plan,
                health,
                whole.stream()
                        .flatMap(read -> read.effect().stream())
                        .filter(effect -> effect.role() != Role.GUARDRAIL)
                        .toList(),
                whole.stream().flatMap(read -> guarded(read).stream()).toList(),
                whole.stream()
                        .filter(read -> read.effect().isEmpty())
                        .map(read -> new Unreadable(read.metric(), read.arm(), read.why()))
                        .toList(),
                effects.standing(metrics.getFirst(), Optional.empty()),
                new SliceReader(plan, arms, effects, analysis).slices(),
                new CurveReader(plan, arms, terms, entered, analysis).curves(),
                funnel(),
                verdicts);
    }

    /** A row per metric and arm. */
    private List<Read> whole() {
        var whole = new ArrayList<Read>();
        for (int metric = 0; metric < metrics.size(); metric++) {
            for (int arm : arms.treatments()) {
                whole.add(read(metric, arm));
            }
        }
        return whole;
    }

    private Read read(int metric, int arm) {
        PlannedMetric planned = metrics.get(metric);
        try {
            Effect effect = effects.effect(analysis.all(), metric, arm, Optional.empty());
            Evidence evidence = effects.evidence(analysis.all(), metric, arm, effect);
            return new Read(planned, arms.name(arm), Optional.of(effect), Optional.of(evidence), "");
        } catch (IllegalArgumentException e) {
            return new Read(planned, arms.name(arm), Optional.empty(), Optional.empty(), why(metric, arm, e));
        }
    }

    private String why(int metric, int arm, IllegalArgumentException e) {
        ObservedUnits attended = analysis.attended();
        boolean none = attended.due(metric, arms.control()) + attended.due(metric, arm) == 0;
        return none && analysis.asOf().isPresent()
                ? "no unit's window of " + metrics.get(metric).metric().maturityDays() + " days was over as of "
                        + analysis.asOf().get()
                : String.valueOf(e.getMessage());
    }

    /** Adjusts the p-values of primary metrics, for all of them and all arms; one that is unknown counts as 1. */
    private List<Read> adjusted(List<Read> whole) {
        double[] p = plan.inference()
                .multiplicity()
                .adjust(whole.stream().limit(tests()).mapToDouble(Read::p).toArray());
        var adjusted = new ArrayList<>(whole);
        for (int i = 0; i < p.length; i++) {
            adjusted.set(i, whole.get(i).adjusted(p[i]));
        }
        return adjusted;
    }

    private int tests() {
        return plan.metrics().primary().size() * arms.treatments().length;
    }

    private Findings findings(String arm, List<Read> whole, Health health) {
        var primary = new ArrayList<Finding.Primary>();
        var secondary = new ArrayList<Finding.Secondary>();
        var guarded = new ArrayList<Finding.Guardrail>();
        var unknown = new ArrayList<Unknown>();
        for (Read read : whole) {
            if (!read.arm().equals(arm)) {
                continue;
            }
            Metric metric = read.metric().metric();
            if (read.effect().isEmpty() || read.evidence().isEmpty()) {
                unknown.add(new Unknown(metric.name(), part(read.metric()), read.why()));
                continue;
            }
            Evidence evidence = read.evidence().get();
            switch (read.metric()) {
                case PlannedMetric.Primary _ ->
                    primary.add(new Finding.Primary(
                            metric.name(),
                            metric.direction(),
                            evidence,
                            read.effect().get().adjustedP().orElseThrow(),
                            tests()));
                case PlannedMetric.Secondary _ ->
                    secondary.add(new Finding.Secondary(metric.name(), metric.direction(), evidence));
                case PlannedMetric.Guardrail(var _, double margin) ->
                    guarded.add(new Finding.Guardrail(metric.name(), metric.direction(), evidence, margin));
            }
        }
        Look look = Look.of(plan.inference().monitoring(), looks.share());
        return new Findings(primary, secondary, guarded, unknown, health.checks(), look);
    }

    private static Unknown.Part part(PlannedMetric metric) {
        return switch (Role.of(metric)) {
            case PRIMARY -> Unknown.Part.PRIMARY;
            case SECONDARY -> Unknown.Part.SECONDARY;
            case GUARDRAIL -> Unknown.Part.GUARDRAIL;
        };
    }

    /** Empty if it is no guardrail, or unknown. */
    private Optional<GuardrailResult> guarded(Read read) {
        if (!(read.metric() instanceof PlannedMetric.Guardrail(Metric metric, double margin))) {
            return Optional.empty();
        }
        double alpha = DecisionRule.of(plan).guardrailAlpha();
        return read.effect()
                .flatMap(effect -> read.evidence()
                        .map(evidence -> new GuardrailResult(
                                effect,
                                margin,
                                evidence.nonInferior(metric.direction(), margin, alpha),
                                evidence.pWorse(metric.direction()))));
    }

    /** Not where the plan's weights change: arms differ by when their units entered, and nothing here is adjusted. */
    private List<FunnelStep> funnel() {
        var funnel = new ArrayList<FunnelStep>();
        for (int metric = 0;
                metric < metrics.size() && plan.population().allocation().isEmpty();
                metric++) {
            if (metrics.get(metric).metric().kind() instanceof MetricKind.Proportion) {
                step(metric).ifPresent(funnel::add);
            }
        }
        funnel.sort(Comparator.comparingDouble(step -> -step.shares().get(arms.control())));
        return funnel;
    }

    /** Empty if an arm has no value. */
    private Optional<FunnelStep> step(int metric) {
        List<MetricFold[]> strata = analysis.all().of(metric);
        List<Stratum> all = IntStream.range(0, strata.isEmpty() ? 0 : arms.size())
                .mapToObj(arm -> Stratum.all(strata.stream()
                        .map(folds -> Stratum.of(folds, arm, arm))
                        .toList()))
                .toList();
        return all.isEmpty() || all.stream().anyMatch(arm -> arm.control().n() == 0)
                ? Optional.empty()
                : Optional.of(new FunnelStep(
                        metrics.get(metric).metric().name(),
                        all.stream().map(arm -> arm.control().mean(0)).toList()));
    }
}
