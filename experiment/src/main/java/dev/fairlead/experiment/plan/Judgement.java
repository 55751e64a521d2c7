package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.plan.AnalysisRequest.Subgroup;
import dev.fairlead.experiment.plan.Entry.Amended;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Finds why an analysis is not confirmatory. */
final class Judgement {
    private final PlanHistory history;
    private final AnalysisRequest request;
    private final Plan plan;
    private final List<String> reasons = new ArrayList<>();

    Judgement(PlanHistory history, AnalysisRequest request) {
        this.history = history;
        this.request = request;
        this.plan = history.plan();
    }

    List<String> reasons() {
        metric();
        method();
        slice();
        columns("covariate", plan.inference().covariates(), request.covariates());
        columns("stratum", plan.inference().strata(), request.strata());
        history.started()
                .ifPresentOrElse(
                        this::amendments,
                        () -> reasons.add("no start is noted, so nothing shows that the plan came before the data"));
        return reasons;
    }

    private void metric() {
        String name = request.metric().name();
        Optional<Metric> planned = plan.metrics().named(name).map(PlannedMetric::metric);
        if (planned.isEmpty()) {
            reasons.add("the metric " + name + " is not in the plan");
        } else if (!planned.get().equals(request.metric())) {
            reasons.add("the metric " + name + " is planned otherwise: " + planned.get() + ", not " + request.metric());
        }
    }

    private void method() {
        Monitoring monitoring = plan.inference().monitoring();
        if (!monitoring.equals(request.method())) {
            reasons.add("the method is planned as " + monitoring + ", not " + request.method());
        }
        if (!monitoring.isLook(request.information())) {
            reasons.add("no look is planned when " + 100 * request.information() + " % of the planned units are in");
        }
    }

    private void slice() {
        request.slice()
                .filter(slice -> !covered(plan, slice))
                .ifPresent(slice ->
                        reasons.add("the slice " + slice.column() + " = " + slice.value() + " is not in the plan"));
    }

    private static boolean covered(Plan plan, Subgroup slice) {
        return plan.slices().stream().anyMatch(planned -> planned.covers(slice.column(), slice.value()));
    }

    private void columns(String what, List<String> planned, List<String> asked) {
        asked.stream()
                .filter(column -> !planned.contains(column))
                .forEach(column -> reasons.add("the " + what + " " + column + " is not in the plan"));
        planned.stream()
                .filter(column -> !asked.contains(column))
                .forEach(column -> reasons.add("the plan has the " + what + " " + column + ", which is left out"));
    }

    private void amendments(int start) {
        String name = request.metric().name();
        amended(start, "who is compared", Plan::population);
        amended(start, "how it is tested", Plan::inference);
        amended(start, "the metric " + name, other -> other.metrics().named(name));
        boolean primary = plan.metrics().primary().stream()
                .anyMatch(each -> each.metric().name().equals(name));
        if (primary) {
            amended(start, "which metrics are primary", other -> names(other.metrics()));
        }
        request.slice().ifPresent(slice -> amended(start, "the slice", other -> covered(other, slice)));
    }

    private static HashSet<String> names(Metrics metrics) {
        var names = new HashSet<String>();
        metrics.primary().forEach(primary -> names.add(primary.metric().name()));
        return names;
    }

    /** Names the first amendment after the start that changed some part of the plan. */
    private void amended(int start, String what, Function<Plan, Object> part) {
        Object before = part.apply(history.inForce(start).plan());
        List<Entry> entries = history.entries();
        for (int i = start; i < entries.size(); i++) {
            if (entries.get(i) instanceof Amended amended
                    && !Objects.equals(before, part.apply(amended.locked().plan()))) {
                reasons.add("the plan was amended after data came in, and " + what + " changed (" + amended.at() + ", "
                        + amended.by() + ": " + amended.reason() + ")");
                return;
            }
        }
    }
}
