package dev.fairlead.experiment.analysis;

import dev.fairlead.experiment.decision.DecisionRule;
import dev.fairlead.experiment.decision.Evidence;
import dev.fairlead.experiment.decision.Finding;
import dev.fairlead.experiment.decision.Findings;
import dev.fairlead.experiment.decision.Look;
import dev.fairlead.experiment.plan.Metric;
import dev.fairlead.experiment.plan.MetricKind;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.PlannedMetric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads an analysis out. */
final class Reader {
    private final Plan plan;
    private final Surveyed surveyed;
    private final Terms terms;
    private final Analysis analysis;
    private final Arms arms;
    private final Looks looks;
    private final Effects effects;
    private final List<PlannedMetric> metrics;

    Reader(Plan plan, Surveyed surveyed, Terms terms, Analysis analysis) {
        this.plan = plan;
        this.surveyed = surveyed;
        this.terms = terms;
        this.analysis = analysis;
        arms = new Arms(plan);
        looks = looks(surveyed.units());
        effects = new Effects(plan, arms, terms, looks, analysis.all());
        metrics = plan.metrics().all().toList();
    }

    private Looks looks(double units) {
        return terms.looks().isEmpty()
                ? Looks.planned(plan.inference().monitoring(), units / arms.planned())
                : Looks.taken(terms.looks());
    }

    Readout readout() {
        List<Effect> whole = adjusted(whole());
        List<Guarded> guardrails = new ArrayList<>();
        List<Readout.ArmVerdict> verdicts = new ArrayList<>();
        Health health = new HealthCheck(arms, surveyed, terms, analysis, looks).health();
        for (int arm : arms.treatments()) {
            Findings findings = findings(arm, whole, health, guardrails);
            verdicts.add(
                    new Readout.ArmVerdict(arms.name(arm), DecisionRule.of(plan).decide(findings)));
        }
        return new Readout(
                plan,
                health,
                whole.stream().filter(effect -> effect.role() != Role.GUARDRAIL).toList(),
                guardrails,
                new SliceReader(plan, arms, effects, analysis).slices(),
                new CurveReader(plan, arms, terms, analysis).curves(),
                funnel(),
                verdicts);
    }

    /** A row per metric and arm. */
    private List<Effect> whole() {
        var whole = new ArrayList<Effect>();
        for (int metric = 0; metric < metrics.size(); metric++) {
            for (int arm : arms.treatments()) {
                whole.add(effects.effect(analysis.all(), metric, arm, Optional.empty()));
            }
        }
        return whole;
    }

    /** Adjusts the p-values of primary metrics, for all of them and all arms. */
    private List<Effect> adjusted(List<Effect> whole) {
        double[] p = plan.inference()
                .multiplicity()
                .adjust(whole.stream()
                        .filter(effect -> effect.role() == Role.PRIMARY)
                        .mapToDouble(effect -> effect.reading().p())
                        .toArray());
        var adjusted = new ArrayList<>(whole);
        for (int i = 0; i < p.length; i++) {
            adjusted.set(i, whole.get(i).adjusted(p[i]));
        }
        return adjusted;
    }

    private Findings findings(int arm, List<Effect> whole, Health health, List<Guarded> guardrails) {
        var primary = new ArrayList<Finding.Primary>();
        var secondary = new ArrayList<Finding.Secondary>();
        var guarded = new ArrayList<Finding.Guardrail>();
        for (int i = 0; i < metrics.size(); i++) {
            Effect effect = of(whole, metrics.get(i), arm);
            Metric metric = metrics.get(i).metric();
            Evidence evidence = effects.evidence(analysis.all(), i, arm, effect);
            switch (metrics.get(i)) {
                case PlannedMetric.Primary _ ->
                    primary.add(new Finding.Primary(
                            metric.name(),
                            metric.direction(),
                            evidence,
                            effect.adjustedP().orElseThrow()));
                case PlannedMetric.Secondary _ ->
                    secondary.add(new Finding.Secondary(metric.name(), metric.direction(), evidence));
                case PlannedMetric.Guardrail(var _, double margin) -> {
                    guarded.add(new Finding.Guardrail(metric.name(), metric.direction(), evidence, margin));
                    guardrails.add(guarded(effect, metric, evidence, margin));
                }
            }
        }
        Look look = Look.of(plan.inference().monitoring(), looks.share());
        return new Findings(primary, secondary, guarded, health.checks(), look);
    }

    private Effect of(List<Effect> whole, PlannedMetric metric, int arm) {
        return whole.stream()
                .filter(effect -> effect.metric().equals(metric) && effect.arm().equals(arms.name(arm)))
                .findFirst()
                .orElseThrow();
    }

    private Guarded guarded(Effect effect, Metric metric, Evidence evidence, double margin) {
        double alpha = DecisionRule.of(plan).guardrailAlpha();
        return new Guarded(
                effect,
                margin,
                evidence.nonInferior(metric.direction(), margin, alpha),
                evidence.pWorse(metric.direction()));
    }

    private List<FunnelStep> funnel() {
        var funnel = new ArrayList<FunnelStep>();
        for (int metric = 0; metric < metrics.size(); metric++) {
            if (metrics.get(metric).metric().kind() instanceof MetricKind.Proportion) {
                funnel.add(step(metric));
            }
        }
        funnel.sort(Comparator.comparingDouble(step -> -step.shares().get(arms.control())));
        return funnel;
    }

    private FunnelStep step(int metric) {
        var shares = new ArrayList<Double>();
        for (int arm = 0; arm < arms.size(); arm++) {
            int number = arm;
            shares.add(Stratum.all(analysis.all().of(metric).stream()
                            .map(folds -> Stratum.of(folds, number, number))
                            .toList())
                    .control()
                    .mean(0));
        }
        return new FunnelStep(metrics.get(metric).metric().name(), shares);
    }
}
