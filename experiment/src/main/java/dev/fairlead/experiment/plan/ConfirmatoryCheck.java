package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.plan.AnalysisRequest.Subgroup;
import dev.fairlead.experiment.plan.Entry.Amended;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Finds why an analysis is not confirmatory. */
final class ConfirmatoryCheck {
    private final PlanHistory history;
    private final AnalysisRequest request;
    private final EntryTimes entered;
    private final Plan plan;
    private final List<String> reasons = new ArrayList<>();

    ConfirmatoryCheck(PlanHistory history, AnalysisRequest request, EntryTimes entered) {
        this.entered = entered;
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
        switch (entered) {
            case EntryTimes.Since since -> dated(since);
            case EntryTimes.Unknown _ -> undated();
        }
        return reasons;
    }

    /** Times in the data show whether they came after the plan. */
    private void dated(EntryTimes.Since since) {
        Instant locked = history.entries().getFirst().at();
        int before = before(since);
        if (before == 0) {
            reasons.add("units entered from " + since + " on, and the plan was locked at " + locked
                    + (since.instant().isEmpty() && since.earliest().equals(day(locked))
                            ? ": dates without hours do not show which was first, and no start is noted on that day"
                            : ", after them"));
        } else {
            amendments(before);
        }
    }

    private static Instant day(Instant instant) {
        return instant.truncatedTo(ChronoUnit.DAYS);
    }

    /**
     * How many of the history's entries were there before the first unit: those before its time, and before a start that was
     * noted. If only the day is known, a start noted on it stands for the first unit.
     */
    private int before(EntryTimes.Since since) {
        Optional<Integer> started = history.started();
        List<Entry> entries = history.entries();
        if (started.isPresent()
                && since.instant().isEmpty()
                && day(entries.get(started.get()).at()).equals(since.earliest())) {
            return started.get();
        }
        int before = 0;
        while (before < entries.size() && !entries.get(before).at().isAfter(since.earliest())) {
            before++;
        }
        return Math.min(before, started.orElse(before));
    }

    /** Without times in the data, the plan's own start must stand for them. */
    private void undated() {
        Optional<Integer> started = history.started();
        if (started.isEmpty()) {
            reasons.add("no start is noted, so nothing shows that the plan came before the data");
            return;
        }
        LockedPlan then = history.inForce(started.get());
        Optional<LocalDate> start = then.plan().start();
        LocalDate locked = then.lockedAt().atZone(ZoneOffset.UTC).toLocalDate();
        if (start.isEmpty()) {
            reasons.add(
                    "the data have no times of entry and the plan names no day of its start, so nothing shows that the"
                            + " plan came before the data: name the column of times");
        } else if (start.get().isBefore(locked)) {
            reasons.add("the plan's start, " + start.get() + ", was before it was locked at " + then.lockedAt()
                    + ", and the data have no times of entry to show otherwise");
        }
        amendments(started.get());
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
