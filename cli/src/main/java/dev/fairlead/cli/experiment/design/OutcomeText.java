package dev.fairlead.cli.experiment.design;

import dev.fairlead.experiment.plan.Condition;
import dev.fairlead.experiment.plan.Measurement;
import dev.fairlead.experiment.plan.Metric;
import dev.fairlead.experiment.plan.Outcome;
import dev.fairlead.report.EnumNames;
import dev.fairlead.report.NumberFormat;
import java.util.List;
import java.util.stream.Collectors;

/** Where the columns of a metric come from, for people. */
final class OutcomeText {
    private OutcomeText() {}

    /** With the window, such as {@code count of purchase, within 7 days}. */
    static String of(Metric metric) {
        return switch (metric.outcome()) {
            case Outcome.Tabled _ -> ", within " + metric.windowDays() + " days";
            case Outcome.Measured(List<Measurement> columns, int start) ->
                ", from the "
                        + columns.stream().map(OutcomeText::measurement).collect(Collectors.joining(" and the "))
                        + (start == 0
                                ? ", within " + metric.windowDays() + " days"
                                : ", from day " + start + " to before day " + metric.maturityDays());
            case Outcome.Step step ->
                ", from "
                        + step.funnel().steps().stream()
                                .limit(step.step())
                                .map(each -> each.event() + where(each.where()))
                                .collect(Collectors.joining(", then "))
                        + ", within " + metric.windowDays() + " days"
                        + (step.funnel().withinHours().isPresent()
                                ? " and " + step.funnel().withinHours().getAsInt() + " hours of the step before"
                                : "");
        };
    }

    private static String measurement(Measurement measurement) {
        return EnumNames.of(measurement.aggregate())
                + measurement.field().map(field -> " of " + field).orElse("")
                + measurement.times().map(times -> " × " + times).orElse("") + " of " + measurement.event()
                + where(measurement.where());
    }

    private static String where(List<Condition> conditions) {
        return conditions.isEmpty()
                ? ""
                : conditions.stream().map(OutcomeText::condition).collect(Collectors.joining(" and ", " where ", ""));
    }

    private static String condition(Condition condition) {
        return switch (condition) {
            case Condition.OneOf(String field, List<String> values) -> field + " is " + String.join(" or ", values);
            case Condition.Between(String field, double from, double below) ->
                field
                        + (Double.isInfinite(from) ? "" : " is at least " + NumberFormat.number(from))
                        + (Double.isInfinite(below) ? "" : " is below " + NumberFormat.number(below));
        };
    }
}
