package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.Multiplicity;
import dev.fairlead.experiment.json.Json;
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
        List<Covariate> covariates = top.optional(
                        "covariates", Covariate.TYPE, json -> Typed.elements(json, Covariate::of))
                .orElse(List.of());
        Metrics metrics = new MetricReader(problems).metrics(top, Covariate.before(covariates));
        Optional<Watch> watch = top.optionalObject("watch", WatchReader::read);
        List<String> guardrails = RampRules.guardrails(metrics, watch)
                .filter(name -> !name.isBlank())
                .distinct()
                .toList();
        return new Plan.Draft(
                top.text("name"),
                top.text("hypothesis"),
                population(top),
                metrics,
                inference(top, covariates.stream().map(Covariate::name).toList()),
                top.optionalList("slices", PlanReader::slice).orElse(List.of()),
                top.optionalList("ramp", step -> rampStep(step, guardrails)).orElse(RampStep.all(guardrails)),
                top.texts("owners"),
                top.optionalDate("start"),
                watch,
                Preparation.read(top));
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

    private Inference inference(Fields top, List<String> covariates) {
        return new Inference(
                new Inference.Rates(
                        top.optionalNumber("alpha").orElse(Plan.ALPHA),
                        Math.clamp(top.optionalWhole("sides").orElse(Plan.SIDES), Integer.MIN_VALUE, Integer.MAX_VALUE),
                        top.optionalNumber("power").orElse(Plan.POWER)),
                top.optionalNumber("attrition").orElse(0.0),
                covariates,
                top.optionalTexts("strata").orElse(List.of()),
                top.optionalObject("monitoring", monitoring -> new MonitoringReader(problems).read(monitoring))
                        .orElse(new Monitoring.FixedHorizon()),
                top.optionalChoice("multiplicity", Multiplicity.values()).orElse(Multiplicity.HOLM),
                top.optionalChoice("missingCovariates", MissingCovariates.values())
                        .orElse(MissingCovariates.INDICATOR),
                top.optionalChoice("lift", LiftScale.values()).orElse(LiftScale.DELTA));
    }

    static Slice slice(Fields slice) {
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
                step.optionalTexts("guardrails").orElse(guardrails),
                Math.clamp(step.optionalWhole("approvals").orElse(0L), -1, Integer.MAX_VALUE));
    }

    private static Duration hours(long hours) {
        return Duration.ofHours(Math.clamp(hours, -RampStep.LONGEST_HOURS - 1, RampStep.LONGEST_HOURS + 1));
    }
}
