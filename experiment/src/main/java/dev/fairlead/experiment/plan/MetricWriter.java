package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes metrics so that reading gives them back; what older plans had no key for is written only where it is given. */
final class MetricWriter {
    private final Map<String, Json> members = new LinkedHashMap<>();

    private MetricWriter() {}

    /** A funnel is written once, where its whole is. */
    static Json list(List<? extends PlannedMetric> metrics) {
        return new Json.Arr(metrics.stream()
                .filter(planned -> !(planned.metric().outcome() instanceof Outcome.Step step) || step.whole())
                .map(MetricWriter::metric)
                .toList());
    }

    private static Json metric(PlannedMetric planned) {
        Metric metric = planned.metric();
        var json = new MetricWriter();
        switch (metric.outcome()) {
            case Outcome.Step step -> json.funnel(step.funnel());
            case Outcome.Measured measured -> {
                json.with("name", metric.name());
                json.kind(metric.kind(), word(metric.kind(), measured));
                json.measured(measured);
            }
            case Outcome.Tabled _ -> {
                json.with("name", metric.name());
                json.kind(metric.kind(), word(metric.kind()));
            }
        }
        json.with("direction", Word.of(metric.direction())).with("windowDays", Json.of(metric.windowDays()));
        json.capping(metric.capping());
        switch (planned) {
            case PlannedMetric.Primary primary ->
                json.with("minimumDetectableEffect", Json.of(primary.minimumDetectableEffect()));
            case PlannedMetric.Secondary _ -> {}
            case PlannedMetric.Guardrail guardrail -> json.with("margin", Json.of(guardrail.margin()));
        }
        return json.object();
    }

    private Json object() {
        return new Json.Obj(members);
    }

    private MetricWriter with(String name, Json value) {
        members.put(name, value);
        return this;
    }

    private MetricWriter with(String name, String value) {
        return with(name, Json.of(value));
    }

    private static Word.Kind word(MetricKind kind) {
        return switch (kind) {
            case MetricKind.Proportion _ -> Word.Kind.PROPORTION;
            case MetricKind.Mean _ -> Word.Kind.MEAN;
            case MetricKind.Ratio _ -> Word.Kind.RATIO;
            case MetricKind.Quantile _ -> Word.Kind.QUANTILE;
        };
    }

    private static Word.Kind word(MetricKind kind, Outcome.Measured measured) {
        boolean counts = measured.columns().getFirst().aggregate() == Aggregate.COUNT;
        return switch (kind) {
            case MetricKind.Proportion _ when measured.startDays() > 0 -> Word.Kind.RETENTION;
            case MetricKind.Mean _ when counts -> Word.Kind.COUNT;
            default -> word(kind);
        };
    }

    private void kind(MetricKind kind, Word.Kind word) {
        with("kind", Word.of(word));
        switch (kind) {
            case MetricKind.Proportion p -> with("column", p.column());
            case MetricKind.Mean mean -> with("column", mean.column());
            case MetricKind.Ratio ratio ->
                with("numerator", ratio.numerator()).with("denominator", ratio.denominator());
            case MetricKind.Quantile quantile ->
                with("column", quantile.column()).with("level", Json.of(quantile.level()));
        }
    }

    private void capping(Capping capping) {
        switch (capping) {
            case Capping.None _ -> {}
            case Capping.At cap -> with("cap", Json.of(cap.value()));
            case Capping.AtQuantile cap -> with("capQuantile", Json.of(cap.level()));
            case Capping.Winsorized both ->
                with("winsorize", new Json.Arr(List.of(Json.of(both.low()), Json.of(both.high()))));
        }
    }

    private void measured(Outcome.Measured measured) {
        List<Measurement> columns = measured.columns();
        if (columns.size() == 1) {
            with("from", measurement(columns.getFirst()));
        } else {
            with("numeratorFrom", measurement(columns.getFirst()))
                    .with("denominatorFrom", measurement(columns.getLast()));
        }
        if (measured.startDays() != 0) {
            with("windowStartDays", Json.of(measured.startDays()));
        }
    }

    private static Json measurement(Measurement measurement) {
        var json = new MetricWriter()
                .with("event", measurement.event())
                .with("aggregate", Word.of(measurement.aggregate()));
        measurement.field().ifPresent(field -> json.with("field", field));
        measurement.times().ifPresent(times -> json.with("times", times));
        json.where(measurement.where());
        return json.object();
    }

    private void funnel(Funnel funnel) {
        with("name", funnel.name()).with("kind", Word.of(Word.Kind.FUNNEL));
        with(
                "steps",
                new Json.Arr(funnel.steps().stream().map(MetricWriter::step).toList()));
        funnel.withinHours().ifPresent(hours -> with("withinHours", Json.of(hours)));
    }

    private static Json step(Funnel.Step step) {
        var json = new MetricWriter().with("name", step.name()).with("event", step.event());
        json.where(step.where());
        return json.object();
    }

    private void where(List<Condition> conditions) {
        var fields = new LinkedHashMap<String, Json>();
        conditions.forEach(condition -> fields.put(condition.field(), condition(condition)));
        if (!fields.isEmpty()) {
            with("where", new Json.Obj(fields));
        }
    }

    private static Json condition(Condition condition) {
        return switch (condition) {
            case Condition.OneOf(String _, List<String> values) ->
                new Json.Arr(values.stream().<Json>map(Json::of).toList());
            case Condition.Between(String _, double from, double below) -> range(from, below);
        };
    }

    private static Json range(double from, double below) {
        var range = new MetricWriter();
        Stream.of(from).filter(Double::isFinite).forEach(value -> range.with("from", Json.of(value)));
        Stream.of(below).filter(Double::isFinite).forEach(value -> range.with("below", Json.of(value)));
        return range.object();
    }
}
