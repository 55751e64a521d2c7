package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.Multiplicity;
import dev.fairlead.experiment.json.Json;
import dev.fairlead.experiment.plan.PlannedMetric.Guardrail;
import dev.fairlead.experiment.plan.PlannedMetric.Primary;
import dev.fairlead.experiment.plan.PlannedMetric.Secondary;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Reads a plan whole and reports all that is wrong with it at once. */
final class PlanReader {
    private final Problems problems = new Problems();

    static Plan read(Json json) {
        var reader = new PlanReader();
        Plan.Draft draft;
        try (var top = new Fields(json, "", reader.problems)) {
            draft = reader.draft(top);
        }
        new Rules(reader.problems).hold(draft);
        reader.problems.refuse();
        return draft.plan();
    }

    private Plan.Draft draft(Fields top) {
        Metrics metrics = metrics(top);
        List<String> guardrails = metrics.guardrails().stream()
                .map(guardrail -> guardrail.metric().name())
                .filter(name -> !name.isBlank())
                .distinct()
                .toList();
        return new Plan.Draft(
                top.text("name"),
                top.text("hypothesis"),
                population(top),
                metrics,
                inference(top),
                top.optionalList("slices", PlanReader::slice).orElse(List.of()),
                top.optionalList("ramp", step -> rampStep(step, guardrails)).orElse(RampStep.all(guardrails)),
                top.texts("owners"),
                top.optionalDate("start"));
    }

    private static Population population(Fields top) {
        return new Population(
                top.choice("unit", Unit.values()),
                top.optionalText("cluster"),
                top.list(
                        "arms",
                        arm -> new Arm(
                                arm.text("name"), arm.number("weight"), arm.whole("units"), arm.flag("control"))),
                top.optionalList(
                                "allocation",
                                each -> new Allocation(each.date("from", LocalDate.EPOCH), each.numbers("weights")))
                        .orElse(List.of()));
    }

    private Metrics metrics(Fields top) {
        return new Metrics(
                top.list("primary", each -> new Primary(metric(each), each.number("minimumDetectableEffect"))),
                top.optionalList("secondary", each -> new Secondary(metric(each)))
                        .orElse(List.of()),
                top.optionalList("guardrails", each -> new Guardrail(metric(each), each.number("margin")))
                        .orElse(List.of()));
    }

    private Metric metric(Fields metric) {
        String name = metric.text("name");
        return new Metric(
                name,
                kind(metric, name),
                metric.choice("direction", Direction.values()),
                Math.clamp(metric.whole("windowDays"), Integer.MIN_VALUE, Integer.MAX_VALUE),
                capping(metric));
    }

    private static MetricKind kind(Fields metric, String name) {
        Optional<Word.Kind> kind = metric.choice("kind", Word.constants(Word.Kind.values()));
        if (kind.isEmpty()) {
            metric.ignore("column", "numerator", "denominator", "level");
        }
        return switch (kind.orElse(Word.Kind.MEAN)) {
            case PROPORTION -> new MetricKind.Proportion(column(metric, name));
            case MEAN -> new MetricKind.Mean(column(metric, name));
            case RATIO -> new MetricKind.Ratio(metric.text("numerator"), metric.text("denominator"));
            case QUANTILE -> new MetricKind.Quantile(column(metric, name), metric.number("level"));
        };
    }

    private static String column(Fields metric, String name) {
        return metric.optionalText("column").orElse(name);
    }

    private Capping capping(Fields metric) {
        Optional<Double> value = metric.optionalNumber("cap");
        Optional<Double> level = metric.optionalNumber("capQuantile");
        problems.require(
                value.isEmpty() || level.isEmpty(),
                metric.path("capQuantile"),
                "there is a cap already; keep one of the two");
        return value.<Capping>map(Capping.At::new)
                .or(() -> level.map(Capping.AtQuantile::new))
                .orElse(new Capping.None());
    }

    private Inference inference(Fields top) {
        return new Inference(
                new Inference.Rates(
                        top.optionalNumber("alpha").orElse(Plan.ALPHA),
                        Math.clamp(top.optionalWhole("sides").orElse(Plan.SIDES), Integer.MIN_VALUE, Integer.MAX_VALUE),
                        top.optionalNumber("power").orElse(Plan.POWER)),
                top.optionalNumber("attrition").orElse(0.0),
                top.optionalTexts("covariates").orElse(List.of()),
                top.optionalTexts("strata").orElse(List.of()),
                top.optionalObject("monitoring", monitoring -> new MonitoringReader(problems).read(monitoring))
                        .orElse(new Monitoring.FixedHorizon()),
                top.optionalChoice("multiplicity", Multiplicity.values()).orElse(Multiplicity.HOLM),
                top.optionalChoice("missingCovariates", MissingCovariates.values())
                        .orElse(MissingCovariates.INDICATOR),
                top.optionalChoice("lift", LiftScale.values()).orElse(LiftScale.DELTA));
    }

    private static Slice slice(Fields slice) {
        String column = slice.text("column");
        return new Slice(
                column,
                slice.optional("values", "a list of texts, or \"all\"", PlanReader::values)
                        .orElse(Optional.empty()));
    }

    private static Optional<Optional<List<String>>> values(Json json) {
        return json.equals(Json.of("all"))
                ? Optional.of(Optional.empty())
                : Typed.texts(json).map(Optional::of);
    }

    private static RampStep rampStep(Fields step, List<String> guardrails) {
        return new RampStep(
                step.number("coverage"),
                hours(step.optionalWhole("minimumHours").orElse(0L)),
                step.optionalWhole("minimumUnits").orElse(0L),
                step.optionalTexts("guardrails").orElse(guardrails));
    }

    private static Duration hours(long hours) {
        return Duration.ofHours(Math.clamp(hours, -RampStep.LONGEST_HOURS - 1, RampStep.LONGEST_HOURS + 1));
    }
}
