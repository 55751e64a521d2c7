package dev.fairlead.experiment.plan;

import dev.fairlead.experiment.plan.PlannedMetric.Guardrail;
import dev.fairlead.experiment.plan.PlannedMetric.Primary;
import dev.fairlead.experiment.plan.PlannedMetric.Secondary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Reads metrics; the parts of a funnel but its whole become secondary ones. */
final class MetricReader {
    private final Problems problems;
    private final List<Secondary> parts = new ArrayList<>();

    MetricReader(Problems problems) {
        this.problems = problems;
    }

    Metrics metrics(Fields top, List<Before> before) {
        List<Primary> primary =
                top.list("primary", each -> new Primary(metric(each), each.number("minimumDetectableEffect")));
        List<Secondary> secondary = top.optionalList("secondary", each -> new Secondary(metric(each)))
                .orElse(List.of());
        List<Guardrail> guardrails = top.optionalList(
                        "guardrails", each -> new Guardrail(metric(each), each.number("margin")))
                .orElse(List.of());
        return new Metrics(
                primary, Stream.concat(secondary.stream(), parts.stream()).toList(), guardrails, before);
    }

    /** The metric that plays the part. */
    private Metric metric(Fields metric) {
        String name = metric.text("name");
        Direction direction = metric.choice("direction", Direction.values());
        int window = days(metric.whole("windowDays"));
        Optional<Word.Kind> kind = metric.choice("kind", Word.constants(Word.Kind.values()));
        if (kind.isEmpty()) {
            metric.ignore("column", "numerator", "denominator", "level", "from", "numeratorFrom", "denominatorFrom");
            metric.ignore("windowStartDays", "steps", "withinHours", "cap", "capQuantile", "winsorize");
        }
        if (kind.equals(Optional.of(Word.Kind.FUNNEL))) {
            List<Metric> all = funnel(metric, name).metrics(direction, window);
            all.stream().skip(1).forEach(part -> parts.add(new Secondary(part)));
            return all.getFirst();
        }
        Word.Kind word = kind.orElse(Word.Kind.MEAN);
        Outcome outcome = outcome(metric, word);
        return new Metric(name, kind(metric, name, word, outcome), direction, window, capping(metric), outcome);
    }

    private Funnel funnel(Fields metric, String name) {
        List<Funnel.Step> steps = metric.list("steps", MeasurementReader::step);
        problems.require(
                steps.size() >= 2 && steps.size() <= Funnel.MOST_STEPS,
                metric.path("steps"),
                "a funnel has from 2 to " + Funnel.MOST_STEPS + " steps, not " + steps.size());
        OptionalInt within = metric.optionalWhole("withinHours").stream()
                .mapToInt(MetricReader::days)
                .findFirst();
        Funnel.Step none = new Funnel.Step("", "", List.of());
        return new Funnel(name, steps.isEmpty() ? List.of(none, none) : steps, within);
    }

    private static int days(long days) {
        return Math.clamp(days, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private Outcome outcome(Fields metric, Word.Kind kind) {
        List<String> keys = kind == Word.Kind.RATIO ? List.of("numeratorFrom", "denominatorFrom") : List.of("from");
        boolean events = kind == Word.Kind.COUNT || kind == Word.Kind.RETENTION;
        if (keys.stream().noneMatch(metric::has) && !events) {
            keys.forEach(metric::ignore);
            problems.require(
                    !metric.has("windowStartDays"),
                    metric.path("windowStartDays"),
                    "has a meaning only for a metric that is computed from events; say from which with \""
                            + keys.getFirst() + "\"");
            metric.ignore("windowStartDays");
            return new Outcome.Tabled();
        }
        Aggregate usual = switch (kind) {
            case PROPORTION, RETENTION -> Aggregate.HAPPENED;
            default -> Aggregate.COUNT;
        };
        List<Measurement> columns = keys.stream()
                .map(key -> metric.requiredObject(key, from -> MeasurementReader.read(from, usual))
                        .orElse(Measurement.of("", usual)))
                .toList();
        problems.require(
                kind != Word.Kind.COUNT || columns.getFirst().aggregate() == Aggregate.COUNT,
                metric.path("from.aggregate"),
                "a count is of events; for another aggregate, the kind is \"mean\"");
        long start = metric.optionalWhole("windowStartDays").orElse(kind == Word.Kind.RETENTION ? 1L : 0L);
        problems.require(
                kind != Word.Kind.RETENTION || start != 0,
                metric.path("windowStartDays"),
                "retention is of units that come back a day or more after entry; from entry on, the kind is"
                        + " \"proportion\"");
        return new Outcome.Measured(columns, days(start));
    }

    private static MetricKind kind(Fields metric, String name, Word.Kind word, Outcome outcome) {
        return switch (word) {
            case PROPORTION, RETENTION -> new MetricKind.Proportion(column(metric, name));
            case MEAN, COUNT, FUNNEL -> new MetricKind.Mean(column(metric, name));
            case RATIO ->
                outcome instanceof Outcome.Tabled
                        ? new MetricKind.Ratio(metric.text("numerator"), metric.text("denominator"))
                        : new MetricKind.Ratio(
                                metric.optionalText("numerator").orElse(name + "/numerator"),
                                metric.optionalText("denominator").orElse(name + "/denominator"));
            case QUANTILE -> new MetricKind.Quantile(column(metric, name), metric.number("level"));
        };
    }

    private static String column(Fields metric, String name) {
        return metric.optionalText("column").orElse(name);
    }

    private Capping capping(Fields metric) {
        List<String> given =
                Stream.of("cap", "capQuantile", "winsorize").filter(metric::has).toList();
        problems.require(
                given.size() < 2,
                given.isEmpty() ? "" : metric.path(given.getLast()),
                "there is a cap already; keep one of the two");
        Optional<Capping> value = metric.optionalNumber("cap").map(Capping.At::new);
        Optional<Capping> level = metric.optionalNumber("capQuantile").map(Capping.AtQuantile::new);
        Optional<Capping> both = metric.optional(
                        "winsorize",
                        "a list of two numbers",
                        json -> Typed.elements(json, Typed::number).filter(levels -> levels.size() == 2))
                .map(levels -> new Capping.Winsorized(levels.getFirst(), levels.getLast()));
        return value.or(() -> level).or(() -> both).orElse(new Capping.None());
    }
}
