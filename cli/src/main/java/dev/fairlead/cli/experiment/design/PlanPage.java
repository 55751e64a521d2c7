package dev.fairlead.cli.experiment.design;

import dev.fairlead.events.FieldWriter;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.plan.Arm;
import dev.fairlead.experiment.plan.Boundary;
import dev.fairlead.experiment.plan.Capping;
import dev.fairlead.experiment.plan.Entry;
import dev.fairlead.experiment.plan.Inference;
import dev.fairlead.experiment.plan.MetricKind;
import dev.fairlead.experiment.plan.Monitoring;
import dev.fairlead.experiment.plan.Plan;
import dev.fairlead.experiment.plan.PlanHistory;
import dev.fairlead.experiment.plan.PlannedMetric;
import dev.fairlead.experiment.plan.RampStep;
import dev.fairlead.experiment.sequential.Spending;
import dev.fairlead.report.EnumNames;
import dev.fairlead.report.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A locked plan and its history for people to read. */
final class PlanPage {
    private final PlanHistory history;
    private final StringBuilder text = new StringBuilder();

    /** An entry of the history; {@code planHash} is empty where no plan was locked, {@code hash} is the line's. */
    record Row(long line, String at, String by, String type, String text, String planHash, String hash) {
        void write(FieldWriter out) {
            out.whole("line", line);
            out.text("at", at);
            out.text("by", by);
            out.text("type", type);
            out.text("text", text);
            out.text("planHash", planHash);
            out.text("hash", hash);
        }
    }

    PlanPage(PlanHistory history) {
        this.history = history;
    }

    String text() {
        Plan plan = history.plan();
        row("plan", plan.name());
        row("hash", history.current().hash() + ", locked " + history.current().lockedAt());
        row("chain", "unbroken, " + history.entries().size() + " entries; head " + history.head());
        row("hypothesis", plan.hypothesis());
        row("owners", String.join(", ", plan.owners()));
        plan.start().ifPresent(start -> row("start", start.toString()));
        String cluster = plan.population()
                .cluster()
                .map(name -> ", in clusters of " + name)
                .orElse("");
        row("unit", EnumNames.of(plan.population().unit()) + cluster);
        plan.population().arms().forEach(arm -> row("arm", arm(arm)));
        plan.metrics().all().forEach(metric -> row(role(metric), metric(metric)));
        inference(plan.inference());
        plan.slices()
                .forEach(slice -> row(
                        "slice",
                        slice.column()
                                + slice.values()
                                        .map(some -> " " + String.join(", ", some))
                                        .orElse(", all values")));
        plan.ramp().forEach(step -> row("ramp", step(step)));
        text.append('\n');
        rows().forEach(row -> row(
                "line " + row.line,
                row.at + "  " + row.type + " by " + row.by + (row.text.isEmpty() ? "" : ": " + row.text)));
        return text.toString();
    }

    private static String arm(Arm arm) {
        return arm.name() + (arm.control() ? " (control)" : "") + ", weight " + NumberFormat.number(arm.weight()) + ", "
                + NumberFormat.whole(arm.units()) + " units";
    }

    private static String role(PlannedMetric planned) {
        return planned.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static String metric(PlannedMetric planned) {
        String aim = switch (planned) {
            case PlannedMetric.Primary primary -> ", detects " + NumberFormat.number(primary.minimumDetectableEffect());
            case PlannedMetric.Guardrail guardrail -> ", margin " + NumberFormat.number(guardrail.margin());
            case PlannedMetric.Secondary _ -> "";
        };
        String capped = switch (planned.metric().capping()) {
            case Capping.None _ -> "";
            case Capping.At at -> ", capped at " + NumberFormat.number(at.value());
            case Capping.AtQuantile at -> ", capped at quantile " + NumberFormat.number(at.level());
            case Capping.Winsorized(double low, double high) ->
                ", winsorized at quantiles " + NumberFormat.number(low) + " and " + NumberFormat.number(high);
        };
        return planned.metric().name() + ": " + kind(planned.metric().kind()) + ", to "
                + EnumNames.of(planned.metric().direction()) + OutcomeText.of(planned.metric()) + aim + capped;
    }

    private static String kind(MetricKind kind) {
        return switch (kind) {
            case MetricKind.Proportion proportion -> "share with " + proportion.column();
            case MetricKind.Mean mean -> "mean of " + mean.column();
            case MetricKind.Ratio ratio -> "sum of " + ratio.numerator() + " over sum of " + ratio.denominator();
            case MetricKind.Quantile quantile ->
                "quantile " + NumberFormat.number(quantile.level()) + " of " + quantile.column();
        };
    }

    private void inference(Inference inference) {
        row(
                "test",
                "alpha " + NumberFormat.number(inference.errors().alpha()) + ", sides "
                        + inference.errors().sides() + ", power "
                        + NumberFormat.number(inference.errors().power()) + ", attrition "
                        + NumberFormat.number(inference.attrition()) + ", " + EnumNames.of(inference.multiplicity()));
        row("monitoring", monitoring(inference.monitoring()));
        row("covariates", none(inference.covariates()));
        row("strata", none(inference.strata()));
    }

    private static String none(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static String monitoring(Monitoring monitoring) {
        return switch (monitoring) {
            case Monitoring.FixedHorizon _ -> "one look, when all units are in";
            case Monitoring.GroupSequential sequential ->
                "group-sequential, looks at "
                        + sequential.looks().stream().map(NumberFormat::number).collect(Collectors.joining(", "))
                        + " of the units, " + boundary(sequential.boundary());
            case Monitoring.Msprt msprt -> "at any time, mSPRT with tau² " + NumberFormat.number(msprt.tauSquared());
            case Monitoring.AsymptoticSequence sequence ->
                "at any time, confidence sequence narrowest at " + NumberFormat.number(sequence.narrowestAt())
                        + " units";
        };
    }

    private static String boundary(Boundary boundary) {
        return switch (boundary) {
            case Boundary.Pocock _ -> "equal bounds (Pocock)";
            case Boundary.ObrienFleming _ -> "bounds that fall as 1/√t (O'Brien and Fleming)";
            case Boundary.AlphaSpending spent ->
                switch (spent.spending()) {
                    case Spending.ObrienFlemingType _ -> "spending of O'Brien-Fleming type";
                    case Spending.PocockType _ -> "spending of Pocock type";
                    case Spending.KimDeMets kim -> "Kim-DeMets spending, rho " + NumberFormat.number(kim.rho());
                    case Spending.HwangShihDeCani hwang ->
                        "Hwang-Shih-DeCani spending, gamma " + NumberFormat.number(hwang.gamma());
                };
        };
    }

    private static String step(RampStep step) {
        return NumberFormat.number(100 * step.coverage()) + " % for at least "
                + step.minimumDuration().toHours()
                + " hours and " + NumberFormat.whole(step.minimumUnits()) + " units"
                + (step.guardrails().isEmpty() ? "" : ", reading " + String.join(", ", step.guardrails()));
    }

    private void row(String name, String value) {
        text.append(String.format(Locale.ROOT, "%-12s %s%n", name, value));
    }

    List<Row> rows() {
        var rows = new ArrayList<Row>();
        for (int i = 0; i < history.entries().size(); i++) {
            Json line = Json.parse(history.lines().get(i));
            rows.add(row(
                    i + 1,
                    history.entries().get(i),
                    ((Json.Str) ((Json.Obj) line).get("hash").orElseThrow()).value()));
        }
        return rows;
    }

    private static Row row(long line, Entry entry, String hash) {
        String at = entry.at().toString();
        return switch (entry) {
            case Entry.Locked locked ->
                new Row(line, at, locked.by(), "locked", "", locked.locked().hash(), hash);
            case Entry.Amended amended ->
                new Row(
                        line,
                        at,
                        amended.by(),
                        "amended",
                        amended.reason() + " (changed " + String.join(", ", amended.changed()) + ")",
                        amended.locked().hash(),
                        hash);
            case Entry.Decided decided ->
                new Row(line, at, decided.by(), EnumNames.of(decided.action()), decided.text(), "", hash);
        };
    }
}
